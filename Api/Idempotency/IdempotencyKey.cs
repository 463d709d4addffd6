using System.Security.Cryptography;
using System.Text;
using Classifier.Api.Problems;
using Classifier.Idempotency;

namespace Classifier.Api.Idempotency;

/// <summary>The header by which a sender says that a request is the same as an earlier one.</summary>
/// <remarks>IETF draft-ietf-httpapi-idempotency-key-header; where that leaves a choice, as Stripe does.</remarks>
internal static class IdempotencyKey
{
    public const string Header = "Idempotency-Key";
    public const int MaxLength = 255;

    /// <summary>How long an answer is repeated.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    /// <summary>What a request is known by: its key within those of its sender.</summary>
    /// <param name="request">With or without the header.</param>
    /// <param name="sender">Keys of different senders never meet.</param>
    /// <param name="body">As it came.</param>
    /// <returns>Null without the header.</returns>
    /// <exception cref="ApiProblemException">400: what the header says is no key.</exception>
    public static OnceRequest? Of(HttpRequest request, string sender, ReadOnlySpan<byte> body)
    {
        if (!request.Headers.TryGetValue(Header, out var given))
            return null;
        if (given is not [{ Length: > 0 and <= MaxLength } key] || key.Any(c => c is < ' ' or > '~'))
            throw new ApiProblemException(ProblemTypes.IdempotencyKey, $"{Header} stands there once, with 1 to {MaxLength} printable ASCII characters.");
        return new(Hash("key", $"{key}\n{sender}", []), Hash(request.Method, request.PathBase + request.Path + request.QueryString, body));
    }

    /// <summary>A signed delivery is known by its bytes. A header beside it is not signed, so it says nothing.</summary>
    public static OnceRequest OfSigned(byte[] digest) => new(Hash("signed", "", digest), digest);

    private static byte[] Hash(string first, string second, ReadOnlySpan<byte> rest)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{first}\n{second}\n"));
        hash.AppendData(rest);
        return hash.GetHashAndReset();
    }
}
