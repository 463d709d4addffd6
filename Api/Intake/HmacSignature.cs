using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Classifier.Api.Intake;

/// <summary>Whether a delivery was signed with one of the source's secrets.</summary>
internal static class HmacSignature
{
    /// <summary>Looks at the raw bytes, before anything is read of them.</summary>
    /// <param name="auth">How the source signs.</param>
    /// <param name="headers">The request's.</param>
    /// <param name="body">As sent.</param>
    /// <param name="secrets">Any of them will do, so that they can be changed one after the other.</param>
    /// <param name="now">For sources that sign a time.</param>
    public static bool IsValid(HmacAuth auth, IHeaderDictionary headers, ReadOnlySpan<byte> body, IReadOnlyList<string> secrets, DateTimeOffset now)
    {
        var timestamp = auth.TimestampHeader is null ? "" : headers[auth.TimestampHeader].ToString();
        if (auth.TimestampHeader is not null && !IsNear(timestamp, now, auth.Tolerance))
            return false;
        var given = Given(auth, headers[auth.Header].ToString());
        var isValid = false;
        foreach (var secret in secrets)
        {
            var expected = Hash(auth, Encoding.UTF8.GetBytes(secret), timestamp, body);
            foreach (var hash in given)
                isValid |= CryptographicOperations.FixedTimeEquals(hash, expected);
        }
        return isValid;
    }

    /// <summary>The hash that a sender with this secret puts into the header, without prefix and encoding.</summary>
    public static byte[] Hash(HmacAuth auth, byte[] secret, string timestamp, ReadOnlySpan<byte> body)
    {
        var name = auth.Algorithm switch { "sha512" => HashAlgorithmName.SHA512, "sha1" => HashAlgorithmName.SHA1, _ => HashAlgorithmName.SHA256 };
        using var hash = IncrementalHash.CreateHMAC(name, secret);
        hash.AppendData(Text(auth.SignedBefore, timestamp));
        hash.AppendData(body);
        hash.AppendData(Text(auth.SignedAfter, timestamp));
        return hash.GetHashAndReset();
    }

    private static byte[] Text(string part, string timestamp) => Encoding.UTF8.GetBytes(part.Replace(HmacAuth.Timestamp, timestamp, StringComparison.Ordinal));

    private static List<byte[]> Given(HmacAuth auth, string header)
    {
        var hashes = new List<byte[]>();
        foreach (var part in header.Split(',', StringSplitOptions.TrimEntries).Take(8).Where(p => p.StartsWith(auth.Prefix, StringComparison.Ordinal)))
        {
            try
            {
                var text = part[auth.Prefix.Length..];
                hashes.Add(auth.Encoding == "hex" ? Convert.FromHexString(text) : Convert.FromBase64String(text));
            }
            catch (FormatException)
            {
                // no hash
            }
        }
        return hashes;
    }

    private static bool IsNear(string timestamp, DateTimeOffset now, TimeSpan tolerance)
    {
        if (!long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number > 99_999_999_999_999)
            return false;
        var at = number > 99_999_999_999 ? DateTimeOffset.FromUnixTimeMilliseconds(number) : DateTimeOffset.FromUnixTimeSeconds(number);
        return (now - at).Duration() <= tolerance;
    }
}
