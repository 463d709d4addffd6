using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Classifier.Directories;

namespace Classifier.Api.Rotations;

/// <summary>Turns of PagerDuty schedules: <c>GET /oncalls</c> of its REST API (https://developer.pagerduty.com/api-reference/, version 2).</summary>
/// <param name="http">With address, token and time-out; null when no token is configured.</param>
internal sealed class PagerDutyShifts(HttpClient? http) : IReadsShifts
{
    /// <summary>Longest page that is read.</summary>
    public const int MaxBytes = 8 * 1024 * 1024;

    private const int PageSize = 100;
    private const int MaxPages = 20;

    public FeedKind Kind => FeedKind.PagerDuty;

    public string Tool => "pagerduty";

    public async Task<IReadOnlyList<FeedTurn>> ReadAsync(string address, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellationToken)
    {
        if (http is null)
            throw new FeedException("no token of PagerDuty is configured (OnCall:PagerDuty:Token or TokenFile)");
        var turns = new List<FeedTurn>();
        for (var page = 0; page < MaxPages; page++)
        {
            var answer = await PageAsync(
                $"oncalls?schedule_ids%5B%5D={Uri.EscapeDataString(address)}&include%5B%5D=users&since={Iso(from)}&until={Iso(until)}&limit={PageSize}&offset={page * PageSize}", cancellationToken);
            // One turn comes once for each escalation policy that uses the schedule.
            turns.AddRange((answer.Oncalls ?? throw new FeedException("it answers something else than PagerDuty does")).Where(o => o.User is not null).Select(o => new FeedTurn(
                new(o.User!.Id, o.User.Email is { } mail ? [mail] : [], o.User.Name ?? o.User.Summary ?? ""), o.Start ?? from, o.End ?? until)));
            if (!answer.More)
                break;
        }
        return [.. turns.DistinctBy(t => (t.Names.Handle, t.From, t.Until)).OrderBy(t => t.From)];
    }

    private async Task<PagerDutyPage> PageAsync(string query, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await http!.GetAsync(query, cancellationToken);
            if (!response.IsSuccessStatusCode)
                throw new FeedException($"PagerDuty answers {(int)response.StatusCode}");
            return await JsonSerializer.DeserializeAsync(await response.Content.ReadAsStreamAsync(cancellationToken), PagerDutyJson.Default.PagerDutyPage, cancellationToken) ?? new();
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or JsonException || (fault is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new FeedException(fault.Message);
        }
    }

    private static string Iso(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}

/// <summary>One page of <c>GET /oncalls</c>.</summary>
internal sealed record PagerDutyPage
{
    public IReadOnlyList<PagerDutyOnCall>? Oncalls { get; init; }

    public bool More { get; init; }
}

/// <summary>A turn; without begin or end somebody is always on call.</summary>
internal sealed record PagerDutyOnCall(PagerDutyUser? User, DateTimeOffset? Start, DateTimeOffset? End);

/// <summary>Whose turn it is.</summary>
internal sealed record PagerDutyUser(string Id, string? Summary, string? Name, string? Email);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(PagerDutyPage))]
internal sealed partial class PagerDutyJson : JsonSerializerContext;
