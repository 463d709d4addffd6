using System.Globalization;
using Classifier.Directories;
using YamlDotNet.RepresentationModel;

namespace Classifier.Api.Intake;

/// <summary>How a source's senders prove who they are. A key with scope <c>alerts</c> does for every source; secrets stand in the settings, never in the file.</summary>
internal abstract record SourceAuth
{
    /// <summary>A word (<c>bearer</c>, <c>basic</c>, <c>sns</c>) or a section with <c>scheme: hmac</c>.</summary>
    public static SourceAuth Read(YamlSection source, YamlFaults faults)
    {
        if (source.Node("auth") is YamlMappingNode section)
            return HmacAuth.Read(new(section, faults, "auth", "scheme", "header", "prefix", "algorithm", "encoding", "timestamp_header", "tolerance", "signed"));
        return source.Text("auth", "bearer") switch
        {
            "bearer" => new BearerAuth(),
            "basic" => new BasicAuth(),
            "sns" => new SnsAuth(),
            var word => source.Fault<SourceAuth>("auth", $"'{word}' is no known way to authenticate; known are bearer, basic, sns and a section with scheme: hmac", new BearerAuth()),
        };
    }
}

/// <summary>By key alone.</summary>
internal sealed record BearerAuth : SourceAuth;

/// <summary>By <c>Authorization: Basic</c>; a secret is <c>user:password</c>.</summary>
internal sealed record BasicAuth : SourceAuth;

/// <summary>By Amazon SNS's signature, for the topics that the settings list.</summary>
internal sealed record SnsAuth : SourceAuth;

/// <summary>By a keyed hash of the body in a header. The header may hold several, separated by commas, while a secret is changed.</summary>
/// <param name="Header">Header with the signature.</param>
/// <param name="Prefix">What stands before the hash, e.g. <c>sha256=</c>; empty when nothing does.</param>
/// <param name="Algorithm"><c>sha256</c> (default), <c>sha512</c> or <c>sha1</c>.</param>
/// <param name="Encoding"><c>hex</c> (default) or <c>base64</c>.</param>
/// <param name="TimestampHeader">Header with the time in Unix seconds or milliseconds; null when the sender gives none.</param>
/// <param name="Tolerance">How far that time may be from ours, either way; default 5 minutes.</param>
/// <param name="SignedBefore">What is hashed before the body; <c>{{ timestamp }}</c> stands for the time as sent.</param>
/// <param name="SignedAfter">What is hashed after the body.</param>
internal sealed record HmacAuth(
    string Header, string Prefix, string Algorithm, string Encoding, string? TimestampHeader, TimeSpan Tolerance, string SignedBefore, string SignedAfter) : SourceAuth
{
    /// <summary>Stands for the time in what is signed.</summary>
    public const string Timestamp = "{{ timestamp }}";

    private const string Body = "{{ body }}";

    public static HmacAuth Read(YamlSection auth)
    {
        if (auth.Text("scheme") != "hmac")
            auth.Fault("scheme", "is hmac; bearer, basic and sns are words without a section", 0);
        string OneOf(string member, string otherwise, params ReadOnlySpan<string> known) =>
            known.Contains(auth.Text(member, otherwise)) ? auth.Text(member, otherwise) : auth.Fault(member, $"is one of {string.Join(", ", known)}", otherwise);

        var timestampHeader = auth.Optional("timestamp_header");
        var signed = auth.Text("signed", Body).Split(Body);
        if (signed.Length != 2)
            signed = auth.Fault("signed", $"holds {Body} once", (string[])["", ""]);
        if (timestampHeader is null == signed.Any(part => part.Contains(Timestamp, StringComparison.Ordinal)))
            auth.Fault("signed", $"holds {Timestamp} if, and only if, there is a timestamp_header: a time that is not signed proves nothing", 0);
        return new(
            auth.Text("header"), auth.Text("prefix", ""), OneOf("algorithm", "sha256", "sha256", "sha512", "sha1"), OneOf("encoding", "hex", "hex", "base64"),
            timestampHeader, auth.Word("tolerance", TimeSpan.FromMinutes(5), Length), signed[0], signed[1]);
    }

    // "300s" or "5m", at most an hour: it is how long a caught delivery can be sent again.
    private static TimeSpan? Length(string text)
    {
        var unit = text.EndsWith('s') ? TimeSpan.FromSeconds(1) : text.EndsWith('m') ? TimeSpan.FromMinutes(1) : TimeSpan.Zero;
        return unit > TimeSpan.Zero && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0 && count * unit <= TimeSpan.FromHours(1)
            ? count * unit : null;
    }
}
