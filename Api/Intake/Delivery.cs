using System.Security.Cryptography;
using System.Text;
using Classifier.Api.Idempotency;
using Classifier.Idempotency;

namespace Classifier.Api.Intake;

/// <summary>One request with alerts.</summary>
/// <param name="Sender">Who sent it: <c>key:NAME</c>, or <c>source:NAME</c> for one that proved it by password or signature.</param>
/// <param name="Once">By which the same delivery is recognised: its bytes where they were signed, else its Idempotency-Key; null when by nothing.</param>
internal sealed record Delivery(string Sender, OnceRequest? Once = null)
{
    /// <summary>A signed delivery of a source.</summary>
    public static Delivery Signed(string source, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(source + "\n"));
        hash.AppendData(body);
        return new($"source:{source}", IdempotencyKey.OfSigned(hash.GetHashAndReset()));
    }

    /// <summary>The delivery with what its header says, where it is not signed.</summary>
    /// <exception cref="Problems.ApiProblemException">400: the header is no key.</exception>
    public Delivery WithKeyOf(HttpRequest request, ReadOnlySpan<byte> body) => Once is null ? this with { Once = IdempotencyKey.Of(request, Sender, body) } : this;
}
