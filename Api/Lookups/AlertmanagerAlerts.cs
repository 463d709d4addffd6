using System.Globalization;
using System.Text.Json;

namespace Classifier.Api.Lookups;

/// <summary>What fires at an Alertmanager now, by its API v2 (https://github.com/prometheus/alertmanager, api/v2/openapi.yaml).</summary>
internal sealed class AlertmanagerAlerts(LookupOptions options, HttpClient http) : ILookup<FoundAlert>
{
    /// <summary>As configured.</summary>
    public const string Kind = "alertmanager";

    public string Name => options.DisplayName;

    public TimeSpan Timeout => options.Timeout;

    public string? LinkTo(LookupScope scope) => options.LinkTo(scope);

    public async Task<Found<FoundAlert>> ReadAsync(LookupScope scope, CancellationToken cancellationToken)
    {
        var filters = string.Join('&', Matchers.Of(scope, options.ServiceField ?? "service", options.PlaceField).Select(m => $"filter={Uri.EscapeDataString(m)}"));
        var answer = await http.AskAsync(new(HttpMethod.Get, $"api/v2/alerts?active=true&inhibited=false&silenced=false&{filters}"), cancellationToken);
        return new([.. answer.Items().Select(Alert).Where(a => a.Since <= scope.Until)], IsMore: false);
    }

    private static FoundAlert Alert(JsonElement alert)
    {
        var labels = alert.Member("labels");
        var notes = alert.Member("annotations");
        return DateTimeOffset.TryParse(alert.TextOf("startsAt"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var since)
            ? new(labels.TextOf("alertname") ?? "", labels.TextOf("severity"), labels.TextOf("instance") ?? labels.TextOf("host"), since, null, notes.TextOf("summary") ?? notes.TextOf("description"))
            : throw new InvalidDataException("an alert begins at no time");
    }
}
