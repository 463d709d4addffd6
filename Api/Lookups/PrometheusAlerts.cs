using System.Globalization;
using System.Text.Json;

namespace Classifier.Api.Lookups;

/// <summary>What fired at a Prometheus, by its series <c>ALERTS</c> (https://prometheus.io/docs/prometheus/latest/querying/api/).</summary>
internal sealed class PrometheusAlerts(LookupOptions options, HttpClient http) : ILookup<FoundAlert>
{
    /// <summary>As configured.</summary>
    public const string Kind = "prometheus";

    private const int Points = 1000;
    private static readonly TimeSpan ShortestStep = TimeSpan.FromSeconds(15);

    public string Name => options.DisplayName;

    public TimeSpan Timeout => options.Timeout;

    public string? LinkTo(LookupScope scope) => options.LinkTo(scope);

    public async Task<Found<FoundAlert>> ReadAsync(LookupScope scope, CancellationToken cancellationToken)
    {
        var step = TimeSpan.FromSeconds(Math.Max(Math.Ceiling((scope.Until - scope.Since).TotalSeconds / Points), ShortestStep.TotalSeconds));
        // Points end where the question does: what has only begun is seen too.
        var since = scope.Until - (step * Math.Ceiling((scope.Until - scope.Since) / step));
        var matchers = string.Join(',', (IEnumerable<string>)["alertstate=\"firing\"", .. Matchers.Of(scope, options.ServiceField ?? "service", options.PlaceField)]);
        var request = new HttpRequestMessage(HttpMethod.Post, "api/v1/query_range")
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["query"] = $"ALERTS{{{matchers}}}",
                ["start"] = Seconds(since.ToUnixTimeMilliseconds() / 1000.0),
                ["end"] = Seconds(scope.Until.ToUnixTimeMilliseconds() / 1000.0),
                ["step"] = Seconds(step.TotalSeconds),
            }),
        };
        var series = (await http.AskAsync(request, cancellationToken)).Member("data").Member("result").Items();
        return new([.. series.Select(s => Alert(s, scope.Until, step))], IsMore: false);
    }

    /// <summary>The time of a series' last point says whether it still fires.</summary>
    private static FoundAlert Alert(JsonElement series, DateTimeOffset until, TimeSpan step)
    {
        var labels = series.Member("metric");
        var times = series.Member("values").Items().Select(v => v.Items().First().GetDouble()).ToList();
        if (times.Count == 0)
            throw new InvalidDataException("a series has no values");
        var (first, last) = (DateTimeOffset.UnixEpoch.AddSeconds(times[0]), DateTimeOffset.UnixEpoch.AddSeconds(times[^1]));
        return new(labels.TextOf("alertname") ?? "", labels.TextOf("severity"), labels.TextOf("instance") ?? labels.TextOf("host"), first, last < until - (2 * step) ? last : null, null);
    }

    private static string Seconds(double seconds) => seconds.ToString("0.###", CultureInfo.InvariantCulture);
}
