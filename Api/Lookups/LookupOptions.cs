using System.Net.Http.Headers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using Classifier.Api.Templates;

namespace Classifier.Api.Lookups;

/// <summary>One entry of <c>Logs:Sources</c> or <c>Alerts:Sources</c> in the configuration.</summary>
internal sealed partial record LookupOptions
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    /// <summary><c>loki</c>, <c>elasticsearch</c> or <c>file</c> for logs, <c>alertmanager</c> or <c>prometheus</c> for alerts.</summary>
    public string Kind { get; init; } = "";

    /// <summary>As people call it; by default its kind.</summary>
    public string? Name { get; init; }

    /// <summary>Where its HTTP API begins.</summary>
    public string? Url { get; init; }

    /// <summary>A file, or a folder of files.</summary>
    public string? Path { get; init; }

    /// <summary>What it lets in; sent as <c>Bearer</c>, to Elasticsearch as <c>ApiKey</c>.</summary>
    public string? Token { get; init; }

    /// <summary>A file that holds it; <see cref="Token"/> goes first.</summary>
    public string? TokenFile { get; init; }

    /// <summary>For basic authentication, with the token as the password.</summary>
    public string? User { get; init; }

    /// <summary>Loki's tenant.</summary>
    public string? Tenant { get; init; }

    /// <summary>Which of Elasticsearch's indices; default <c>logs-*</c>.</summary>
    public string Index { get; init; } = "logs-*";

    /// <summary>Label or field that holds the service; by default <c>service_name</c> (Loki), <c>service.name</c> (Elasticsearch), else <c>service</c>.</summary>
    public string? ServiceField { get; init; }

    /// <summary>Label or field that holds the place; without it, places do not narrow what is asked.</summary>
    public string? PlaceField { get; init; }

    /// <summary>Elasticsearch's field with the line.</summary>
    public string TextField { get; init; } = "message";

    /// <summary>Elasticsearch's field with the time.</summary>
    public string TimeField { get; init; } = "@timestamp";

    /// <summary>Label or field with the severity; default <c>level</c> (Loki), <c>log.level</c> (Elasticsearch).</summary>
    public string? SeverityField { get; init; }

    /// <summary>Label or field with the host; default <c>host</c> (Loki), <c>host.name</c> (Elasticsearch).</summary>
    public string? HostField { get; init; }

    /// <summary>Where people see all of it: Liquid, with <c>service</c>, <c>since</c> and <c>until</c> (milliseconds since 1970), <c>since_iso</c> and <c>until_iso</c>, which are escaped for an address.</summary>
    public string? Link { get; init; }

    /// <summary>How long it is waited for, up to 10 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>As people call it.</summary>
    public string DisplayName => Name is { Length: > 0 } ? Name : Kind;

    /// <summary>Where its HTTP API begins, after it was looked over.</summary>
    public Uri Address => new(Url!.TrimEnd('/') + "/");

    /// <summary>What stands in <c>Authorization</c>; null for nothing.</summary>
    public AuthenticationHeaderValue? Authorization() => (Token is { Length: > 0 } ? Token : TokenFile is { Length: > 0 } ? File.ReadAllText(TokenFile).Trim() : null) switch
    {
        null => null,
        var password when User is { Length: > 0 } => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{password}"))),
        var token => new(Kind == ElasticsearchLogs.Kind ? "ApiKey" : "Bearer", token),
    };

    /// <summary>The link for a scope; null without one.</summary>
    public string? LinkTo(LookupScope scope) => Link is { Length: > 0 } && Liquid.TryParse(Link, out var template, out _)
        ? Liquid.Render(template, new Dictionary<string, object?>
        {
            ["service"] = scope.Services.Count > 0 ? scope.Services[0] : "",
            ["since"] = scope.Since.ToUnixTimeMilliseconds(),
            ["until"] = scope.Until.ToUnixTimeMilliseconds(),
            ["since_iso"] = scope.Since.UtcDateTime.ToString("O"),
            ["until_iso"] = scope.Until.UtcDateTime.ToString("O"),
        }, UrlEncoder.Default)
        : null;

    /// <summary>What is wrong with it, each beginning with the setting; no address is shown, since one may hold a secret.</summary>
    /// <param name="section">Where it stands.</param>
    /// <param name="kinds">What may stand there.</param>
    public IEnumerable<string> Faults(string section, IReadOnlyList<string> kinds)
    {
        if (!kinds.Contains(Kind))
            yield return $"{section}:Kind has to be {string.Join(" or ", kinds)}.";
        else if (Kind == LogFiles.Kind && string.IsNullOrEmpty(Path))
            yield return $"{section}:Path is not set.";
        else if (Kind != LogFiles.Kind && !(Uri.TryCreate(Url, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)))
            yield return $"{section}:Url has to begin with http:// or https://.";
        if (Timeout <= TimeSpan.Zero || Timeout > Longest)
            yield return $"{section}:Timeout has to be up to 00:00:10.";
        foreach (var (setting, field) in ((string, string?)[])[(nameof(ServiceField), ServiceField), (nameof(PlaceField), PlaceField)])
        {
            if (field is not null && Kind != ElasticsearchLogs.Kind && !LabelName().IsMatch(field))
                yield return $"{section}:{setting} is no name of a label.";
        }
        if (Link is { Length: > 0 } && !Liquid.TryParse(Link, out _, out var fault))
            yield return $"{section}:Link: {fault}.";
        if (Token is not { Length: > 0 } && TokenFile is { Length: > 0 } && !File.Exists(TokenFile))
            yield return $"{section}:TokenFile is not there.";
    }

    [GeneratedRegex("^[a-zA-Z_][a-zA-Z0-9_]*$")]
    private static partial Regex LabelName();
}
