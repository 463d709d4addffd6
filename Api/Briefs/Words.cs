using System.Globalization;
using Classifier.Alerts;
using Classifier.Api.Briefs.Messages;
using Classifier.Scoring;

namespace Classifier.Api.Briefs;

/// <summary>How figures, times and trust are said to people, in rooms and on pages alike.</summary>
internal static class Words
{
    /// <summary><c>92 %</c>; never 100 and never 0.</summary>
    public static string Percent(double share) => share switch
    {
        > 0.995 => "over 99 %",
        < 0.005 => "under 1 %",
        _ => string.Create(CultureInfo.InvariantCulture, $"{100 * share:F0} %"),
    };

    /// <summary>
    /// <c>sure</c> at or over the team's own threshold, <c>likely</c> from the one to suggest, else <c>unsure</c>. A team whose answers are
    /// right even at a trust below one half may have a threshold there; that is no word for sure.
    /// </summary>
    public static string Trust(double trust, TrustThresholds thresholds) =>
        trust >= thresholds.Act ? trust >= 0.5 ? "sure" : "enough for this team" : trust >= thresholds.Suggest ? "likely" : "unsure";

    /// <summary><c>3 min ago</c>.</summary>
    public static string Ago(DateTimeOffset then, DateTimeOffset now) => (now - then) is var passed && passed < TimeSpan.FromSeconds(45) ? "just now" : $"{Span(passed)} ago";

    /// <summary><c>6 min</c>, <c>1 h 52 min</c>, <c>4 months</c>.</summary>
    public static string Span(TimeSpan time) => time switch
    {
        { TotalSeconds: < 45 } => $"{Math.Max(0, (int)time.TotalSeconds)} s",
        { TotalMinutes: < 60 } => $"{Math.Max(1, (int)Math.Round(time.TotalMinutes))} min",
        { TotalHours: < 24 } => time.Minutes == 0 ? $"{(int)time.TotalHours} h" : $"{(int)time.TotalHours} h {time.Minutes} min",
        { TotalDays: < 60 } => Plural((int)time.TotalDays, "day"),
        { TotalDays: < 730 } => Plural((int)(time.TotalDays / 30.4), "month"),
        _ => Plural((int)(time.TotalDays / 365.25), "year"),
    };

    /// <summary><c>Critical</c>.</summary>
    public static string Severity(Severity severity) => char.ToUpperInvariant(severity.Word()[0]) + severity.Word()[1..];

    /// <summary><c>a, b and c</c>.</summary>
    public static string List(IReadOnlyList<string> items, string and = "and") => items.Count switch
    {
        0 => "nobody",
        1 => items[0],
        _ => $"{string.Join(", ", items.Take(items.Count - 1))} {and} {items[^1]}",
    };

    /// <summary><c>“connection pool”</c> for words of the text, <c>log lines like …</c> for templates; labels as they are.</summary>
    public static string Evidence(Evidence evidence) => Evidence(evidence, Vocabulary.English);

    /// <summary>The same in another language.</summary>
    public static string Evidence(Evidence evidence, Vocabulary words) => evidence.Kind switch
    {
        EvidenceKind.Text => words.Fill("“…”", evidence.Text),
        EvidenceKind.Template => words.Fill("log lines like …", evidence.Text),
        _ => evidence.Text,
    };

    private static string Plural(int count, string unit) => count == 1 ? $"1 {unit}" : $"{count} {unit}s";
}
