using System.Globalization;
using Classifier.Api.Console.Signs;
using Classifier.Api.Times;
using Classifier.History;
using Microsoft.AspNetCore.Components;

namespace Classifier.Api.Console.TimesPage;

/// <summary>Reads the times of a period as the reader may see them.</summary>
public sealed partial class TimesPage
{
    private const int DefaultDays = 30;
    private static readonly int[] Periods = [7, DefaultDays, 90, 365];
    private static readonly Kind[] Kinds =
    [
        new("Alert to room", t => t.Room), new("To the right people", t => t.RightResponder), new("To acknowledged", t => t.Acknowledged), new("To resolved", t => t.Resolved),
    ];

    private TimesView? _times;
    private int? _shown;
    private TimeZoneInfo _zone = TimeZoneInfo.Utc;

    /// <summary>Of the address: how far back, 7, 30, 90 or 365 days.</summary>
    [SupplyParameterFromQuery(Name = "days")]
    public int? Asked { get; set; }

    [Inject]
    private ConsoleSession Session { get; set; } = default!;

    [Inject]
    private TimesDesk Desk { get; set; } = default!;

    private int Days => Asked is { } days && Periods.Contains(days) ? days : DefaultDays;

    private TimeZoneInfo Zone => _zone;

    /// <summary>It reads thousands of incidents, and its figures are those of weeks.</summary>
    protected override TimeSpan Gather => TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    protected override bool Shows(long incident) => true;

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        if (_shown == Days)
            return;
        _shown = Days;
        await ReadAsync();
    }

    /// <inheritdoc/>
    protected override async Task ReadAsync()
    {
        var actor = await Session.ActorAsync();
        _zone = actor.Person?.TimeZone ?? TimeZoneInfo.Utc;
        _times = await Desk.ReadAsync(Days, actor, Left);
    }

    private static string Base(SpanFigures figures, int incidents) =>
        figures.P90Seconds is { } p90 ? $"9 of 10 within {TimeWords.Short(p90)}; {figures.Count} of {incidents}" : $"none of {incidents} yet";

    private static string Cell(SpanFigures figures) =>
        figures.Count == 0 ? "–" : $"{TimeWords.Short(figures.MedianSeconds)}, {TimeWords.Short(figures.P90Seconds)} ({figures.Count})";

    private static IReadOnlyList<TimesPicture.Row> PictureRows(TimesView times) =>
    [
        .. Kinds.Select(k => (k.Name, Figures: k.Of(times.All))).Where(k => k.Figures.Count > 0).Select(k => new TimesPicture.Row(k.Name, k.Figures.MedianSeconds!.Value, k.Figures.P90Seconds, IsBefore: false)),
        .. new[] { ("Before: to the right team", times.Before.RightTeam), ("Before: to resolved", times.Before.Resolved) }
            .Where(b => b.Item2 is not null).Select(b => new TimesPicture.Row(b.Item1, b.Item2!.MedianSeconds, b.Item2.P90Seconds, IsBefore: true)),
    ];

    /// <summary>Where the figures from before are from, and what they do not say.</summary>
    private static string BeforeText(TimesBefore before)
    {
        var (right, resolved) = (before.RightTeam, before.Resolved);
        string?[] said =
        [
            right switch
            {
                { From: "history" } => $"Before, as {Number(before.Tickets)} imported tickets tell: {Number(right.Count)} were filed with another team or none and reached the right one after {TimeWords.Short(right.MedianSeconds)} (median); the others had it from the start.",
                { } => $"Before, as the configuration states it: {TimeWords.Short(right.MedianSeconds)} to the right team.",
                null => "How long it took to the right team before, neither the imported history nor the configuration tells.",
            },
            resolved switch
            {
                { From: "history" } => $"{Number(resolved.Count)} tell their end.",
                { } => $"To the end it is stated as {TimeWords.Short(resolved.MedianSeconds)}.",
                null => null,
            },
        ];
        return string.Join(" ", said.OfType<string>());
    }

    private static string Number(int count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private sealed record Kind(string Name, Func<TimesFigures, SpanFigures> Of);
}
