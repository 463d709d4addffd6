using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Classifier.Faults.Chat.Teams;

/// <summary>Signs what is delivered, as the Bot Connector does, without the library that checks it.</summary>
internal sealed class TeamsSigner : IDisposable
{
    public const string Issuer = "https://api.botframework.com";

    private readonly RSA _key = RSA.Create(2048);

    /// <summary>Name of the key.</summary>
    public string Kid { get; } = Guid.NewGuid().ToString("N");

    /// <summary>The public key, as it is published.</summary>
    public JsonObject PublicKey(params string[] endorsements)
    {
        var key = _key.ExportParameters(includePrivateParameters: false);
        return new() { ["kty"] = "RSA", ["use"] = "sig", ["alg"] = "RS256", ["kid"] = Kid, ["n"] = Base64Url.EncodeToString(key.Modulus), ["e"] = Base64Url.EncodeToString(key.Exponent), ["endorsements"] = new JsonArray([.. endorsements.Select(e => JsonValue.Create(e))]) };
    }

    /// <summary>A token as it comes with a delivery.</summary>
    /// <param name="serviceUrl">Where the service may answer.</param>
    /// <param name="now">When it is issued.</param>
    /// <param name="change">Makes another token of it.</param>
    /// <param name="header">Makes another header of it.</param>
    public string Token(string serviceUrl, DateTimeOffset now, Action<JsonObject>? change = null, Action<JsonObject>? header = null)
    {
        var claims = new JsonObject { ["serviceurl"] = serviceUrl, ["nbf"] = now.ToUnixTimeSeconds(), ["exp"] = now.AddHours(1).ToUnixTimeSeconds(), ["iss"] = Issuer, ["aud"] = FakeTenant.AppId };
        change?.Invoke(claims);
        var head = new JsonObject { ["alg"] = "RS256", ["typ"] = "JWT", ["kid"] = Kid };
        header?.Invoke(head);
        var signed = $"{Encode(head)}.{Encode(claims)}";
        return $"{signed}.{Base64Url.EncodeToString(Sign((string)head["alg"]!, Encoding.ASCII.GetBytes(signed)))}";
    }

    public void Dispose() => _key.Dispose();

    private byte[] Sign(string algorithm, byte[] text) => algorithm switch
    {
        "none" => [],
        "HS256" => HMACSHA256.HashData(Encoding.ASCII.GetBytes(_key.ExportSubjectPublicKeyInfoPem()), text),
        _ => _key.SignData(text, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
    };

    private static string Encode(JsonObject part) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(part.ToJsonString()));
}
