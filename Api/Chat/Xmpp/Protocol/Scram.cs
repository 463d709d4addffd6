using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Classifier.Api.Chat.Xmpp.Protocol;

/// <summary>Proves a password without sending it, and that the server knows it too (RFC 5802, RFC 7677).</summary>
internal sealed class Scram
{
    /// <summary>The mechanism that sends the password itself (RFC 4616).</summary>
    public const string Plain = "PLAIN";

    // More would keep us busy for somebody who only says that they are the server.
    private const int MaxRounds = 1_000_000;
    private const string NoBinding = "n,,";

    private readonly HashAlgorithmName _hash;
    private readonly string _password;
    private readonly string _nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(24));
    private readonly string _bare;
    private byte[] _expected = [];

    private Scram(string mechanism, HashAlgorithmName hash, string user, string password)
    {
        (Mechanism, _hash, _password) = (mechanism, hash, password.Normalize(NormalizationForm.FormKC));
        _bare = $"n={user.Replace("=", "=3D", StringComparison.Ordinal).Replace(",", "=2C", StringComparison.Ordinal)},r={_nonce}";
    }

    /// <summary>As the server calls it.</summary>
    public string Mechanism { get; }

    /// <summary>The strongest that the server offers; null when it offers none.</summary>
    public static Scram? Choose(IReadOnlyList<string> offered, string user, string password) =>
        offered.Contains("SCRAM-SHA-256") ? new("SCRAM-SHA-256", HashAlgorithmName.SHA256, user, password)
        : offered.Contains("SCRAM-SHA-1") ? new("SCRAM-SHA-1", HashAlgorithmName.SHA1, user, password) : null;

    /// <summary>What is sent for <see cref="Plain"/>.</summary>
    public static string PlainText(string user, string password) => Encode($"\0{user}\0{password}");

    /// <summary>What is sent first.</summary>
    public string First() => Encode(NoBinding + _bare);

    /// <summary>The proof.</summary>
    /// <param name="challenge">As the server sent it.</param>
    /// <exception cref="ChatException">It is no challenge to us.</exception>
    public string Answer(string challenge)
    {
        var first = Decode(challenge);
        var parts = Parts(first);
        if (!parts.TryGetValue('r', out var nonce) || !nonce.StartsWith(_nonce, StringComparison.Ordinal) || nonce.Length == _nonce.Length || !parts.TryGetValue('s', out var salt)
            || !parts.TryGetValue('i', out var given) || !int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var rounds) || rounds is < 1 or > MaxRounds)
            throw Odd();
        var salted = Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(_password), FromBase64(salt), rounds, _hash, _hash == HashAlgorithmName.SHA1 ? 20 : 32);
        var final = $"c={Encode(NoBinding)},r={nonce}";
        var message = Encoding.UTF8.GetBytes($"{_bare},{first},{final}");
        var key = CryptographicOperations.HmacData(_hash, salted, "Client Key"u8);
        var proof = CryptographicOperations.HmacData(_hash, CryptographicOperations.HashData(_hash, key), message);
        for (var i = 0; i < proof.Length; i++)
            proof[i] ^= key[i];
        _expected = CryptographicOperations.HmacData(_hash, CryptographicOperations.HmacData(_hash, salted, "Server Key"u8), message);
        return Encode($"{final},p={Convert.ToBase64String(proof)}");
    }

    /// <summary>Whether the server has proved itself.</summary>
    public bool Accepts(string success) => _expected.Length > 0 && Parts(Decode(success)).TryGetValue('v', out var proof) && CryptographicOperations.FixedTimeEquals(FromBase64(proof), _expected);

    private static Dictionary<char, string> Parts(string message) => message.Split(',').Where(p => p.Length > 2 && p[1] == '=').DistinctBy(p => p[0]).ToDictionary(p => p[0], p => p[2..]);

    private static string Encode(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static string Decode(string text) => Encoding.UTF8.GetString(FromBase64(text));

    private static byte[] FromBase64(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var count) ? bytes[..count] : throw Odd();
    }

    private static ChatException Odd() => new(XmppNames.ConnectorName, "the server's answer to our login is none", isTransient: true);
}
