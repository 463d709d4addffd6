using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Classifier.Api.Templates;

namespace Classifier.Api.Intake.Sns;

/// <summary>The outer part of what Amazon SNS posts, with the signature over it.</summary>
/// <remarks>Amazon Simple Notification Service Developer Guide, "Verifying the signatures of Amazon SNS messages".</remarks>
internal sealed partial class SnsMessage
{
    private static readonly string[] OfNotifications = ["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"];
    private static readonly string[] OfSubscriptions = ["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"];
    private readonly Dictionary<string, string> _members;

    private SnsMessage(Dictionary<string, string> members) => _members = members;

    /// <summary><c>Notification</c>, <c>SubscriptionConfirmation</c> or <c>UnsubscribeConfirmation</c>; empty for what is none.</summary>
    public string Type => Member("Type");

    /// <summary>The topic; empty when it is written as none is.</summary>
    public string Topic => TopicArn().IsMatch(Member("TopicArn")) ? Member("TopicArn") : "";

    public Uri? SigningCertificateAddress => SnsAddress.Trusted(Member("SigningCertURL"));

    public Uri? SubscribeAddress => SnsAddress.Trusted(Member("SubscribeURL"));

    /// <summary>Reads a body that is not trusted yet.</summary>
    /// <returns>Null when it is not a JSON object.</returns>
    public static SnsMessage? Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, new() { MaxDepth = 32, AllowDuplicateProperties = false });
            return Of(document.RootElement);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The message of a payload; null when it is not an object.</summary>
    public static SnsMessage? Of(JsonElement payload) => Liquid.Plain(payload) is Dictionary<string, object?> members
        ? new(members.Where(m => m.Value is string).ToDictionary(m => m.Key, m => (string)m.Value!, StringComparer.Ordinal))
        : null;

    /// <summary>Whether the certificate's key signed the message: version 1 with SHA-1, version 2 with SHA-256.</summary>
    public bool IsSignedBy(X509Certificate2 certificate)
    {
        HashAlgorithmName? algorithm = Member("SignatureVersion") switch { "1" => HashAlgorithmName.SHA1, "2" => HashAlgorithmName.SHA256, _ => null };
        var signature = new byte[Member("Signature").Length];
        using var key = certificate.GetRSAPublicKey();
        return algorithm is { } known && key is not null && Convert.TryFromBase64String(Member("Signature"), signature, out var length)
            && key.VerifyData(Encoding.UTF8.GetBytes(TextToSign()), signature.AsSpan(0, length), known, RSASignaturePadding.Pkcs1);
    }

    // Names and values in ordinal order, a line each; a notification without subject has no such line.
    private string TextToSign() => string.Concat((Type == "Notification" ? OfNotifications : OfSubscriptions).Where(_members.ContainsKey).Select(name => $"{name}\n{_members[name]}\n"));

    private string Member(string name) => _members.GetValueOrDefault(name, "");

    [GeneratedRegex(@"\Aarn:aws[a-z-]{0,16}:sns:[a-z0-9-]{1,32}:[0-9]{1,16}:[A-Za-z0-9_-]{1,256}(\.fifo)?\z")]
    private static partial Regex TopicArn();
}
