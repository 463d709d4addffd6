using System.Security.Cryptography;
using System.Text;

namespace Classifier.Api.Intake;

/// <summary>One request with alerts.</summary>
/// <param name="Sender">Who sent it: <c>key:NAME</c>, or <c>source:NAME</c> for one that proved it by password or signature.</param>
/// <param name="SignedDigest">SHA-256 over source and body where the body was signed, by which the same delivery is recognised; else null.</param>
internal sealed record Delivery(string Sender, byte[]? SignedDigest = null)
{
    /// <summary>A signed delivery of a source.</summary>
    public static Delivery Signed(string source, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(source + "\n"));
        hash.AppendData(body);
        return new($"source:{source}", hash.GetHashAndReset());
    }
}
