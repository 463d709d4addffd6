using System.Globalization;
using Classifier.Alerts;
using Classifier.Logs;
using Classifier.Redaction;

namespace Classifier.Api.Logs;

/// <summary>What a request holds.</summary>
/// <param name="Lines">In the request's order, redacted.</param>
/// <param name="Rejected">How many records are not among them.</param>
/// <param name="Reason">Why; null when none was refused.</param>
internal sealed record ReadLines(IReadOnlyList<LogLine> Lines, int Rejected, string? Reason);

/// <summary>
/// Makes log lines of OTLP's records: body, exception and further attributes as one line without secrets. A bad record is
/// refused alone.
/// </summary>
/// <param name="redactor">Takes secrets out.</param>
/// <param name="receivedAt">Stands in for a missing time.</param>
internal sealed class OtlpLines(Redactor redactor, DateTimeOffset receivedAt)
{
    /// <summary>Most records of a request.</summary>
    public const int MaxRecords = 10_000;

    private const int MaxDepth = 8;

    // Redacted before it is cut to a line, since half a token is not recognised; and cut before that, since nobody reads more.
    private const int MaxText = 16 * AlertLimits.LogLine;
    private static readonly string[] Unsaid = ["{OriginalFormat}", "exception.type", "exception.message", "exception.stacktrace"];

    private readonly List<LogLine> _lines = [];
    private int _rejected;
    private string? _reason;

    /// <summary>Reads all records.</summary>
    public ReadLines Read(OtlpLogs logs)
    {
        foreach (var resource in Given(logs.ResourceLogs))
        {
            var attributes = Given(resource.Resource?.Attributes).ToList();
            var service = Name(Attribute(attributes, "service.name")).ToLowerInvariant();
            var host = Name(Attribute(attributes, "host.name") ?? Attribute(attributes, "k8s.pod.name") ?? Attribute(attributes, "service.instance.id"));
            foreach (var scope in Given(resource.ScopeLogs))
                Add([.. Given(scope.LogRecords)], service, host);
        }
        return new(_lines, _rejected, _reason);
    }

    // Of one scope at once: a private key may go over several records.
    private void Add(IReadOnlyList<OtlpRecord> records, string service, string host)
    {
        var room = MaxRecords - _lines.Count - _rejected;
        if (records.Count > room)
            Reject(records.Count - Math.Max(room, 0), $"a request has at most {MaxRecords} records");
        records = [.. records.Take(room)];
        var texts = redactor.RedactEach([.. records.Select(r => OneLine(Text(r)))]);
        foreach (var (record, text) in records.Zip(texts))
        {
            if (At(record) is not { } at)
                Reject(1, "the time is more than 24 hours ahead");
            else if (string.IsNullOrWhiteSpace(text))
                Reject(1, "a record has no text");
            else
                _lines.Add(new(at, SeverityOf(record.SeverityNumber), service, host, TraceId(record.TraceId), AlertLimits.Keep(text, AlertLimits.LogLine)));
        }
    }

    private void Reject(int count, string reason) => (_rejected, _reason) = (_rejected + count, _reason ?? reason);

    private DateTimeOffset? At(OtlpRecord record)
    {
        var nanos = record.TimeUnixNano is > 0 and var time ? time : record.ObservedTimeUnixNano ?? 0;
        if (nanos == 0)
            return receivedAt;
        var at = DateTimeOffset.UnixEpoch.AddTicks((long)(nanos / TimeSpan.NanosecondsPerTick));
        return at <= receivedAt.AddHours(24) ? at : null;
    }

    private static LogSeverity SeverityOf(int? number) => number is >= 1 and <= 24 ? (LogSeverity)((number.Value + 3) / 4) : LogSeverity.Unspecified;

    private static string? TraceId(string? hex) => hex is { Length: 32 } && hex.All(char.IsAsciiHexDigit) ? hex.ToLowerInvariant() : null;

    private string Text(OtlpRecord record)
    {
        var attributes = Given(record.Attributes).ToList();
        string?[] parts =
        [
            Said(record.Body) ?? record.EventName,
            Join(": ", Attribute(attributes, "exception.type"), Attribute(attributes, "exception.message")),
            .. attributes.Where(a => !Unsaid.Contains(a.Key)).Select(a => Pair(a, MaxDepth)),
        ];
        return AlertLimits.Keep(Join(" ", parts), MaxText);
    }

    private string? Said(OtlpValue? body) => body is not null && Value(body, MaxDepth) is { Length: > 0 } text ? text : null;

    private string Pair(OtlpPair pair, int depth) => $"{pair.Key}={redactor.RedactLabel(pair.Key ?? "", pair.Value is null ? "" : Value(pair.Value, depth))}";

    private string Value(OtlpValue value, int depth) => value switch
    {
        _ when depth == 0 => "…",
        { StringValue: { } text } => AlertLimits.Keep(text, MaxText),
        { BoolValue: { } flag } => flag ? "true" : "false",
        { IntValue: { } number } => number.ToString(CultureInfo.InvariantCulture),
        { DoubleValue: { } number } => number.ToString(CultureInfo.InvariantCulture),
        { ArrayValue: { } list } => string.Join(", ", Given(list.Values).Select(v => Value(v, depth - 1))),
        { KvlistValue: { } map } => string.Join(' ', Given(map.Values).Select(p => Pair(p, depth - 1))),
        { BytesValue: { } bytes } => $"({bytes.Length / 4 * 3} bytes)",
        _ => "",
    };

    private string Name(string? text) => LogNames.Of(text, redactor);

    private static string? Attribute(List<OtlpPair> attributes, string name) => attributes.FirstOrDefault(a => a.Key == name)?.Value?.StringValue is { Length: > 0 } text ? text : null;

    private static string Join(string separator, params ReadOnlySpan<string?> parts) => string.Join(separator, parts.ToArray().Where(p => !string.IsNullOrEmpty(p)));

    private static string OneLine(string text) => text.ReplaceLineEndings(" ").Trim();

    private static IEnumerable<T> Given<T>(IEnumerable<T?>? items) where T : class => (items ?? []).OfType<T>();
}
