using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Classifier.Api.Tests.Support;

/// <summary>Everything that a program tells of itself, whoever listens: log lines, spans and measurements with their tags. Of the whole process, so also of other tests.</summary>
internal sealed class Telemetry : IDisposable
{
    private readonly ConcurrentDictionary<string, byte> _spans = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, byte> _measurements = new(StringComparer.Ordinal);
    private readonly ActivityListener _activities;
    private readonly MeterListener _meters = new();

    public Telemetry()
    {
        _activities = new()
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span => _spans.TryAdd($"{span.DisplayName} {Words(span.TagObjects)} {string.Join(' ', span.Events.Select(e => $"{e.Name} {Words(e.Tags)}"))} {string.Join(' ', span.Baggage)} {span.StatusDescription}", 0),
        };
        ActivitySource.AddActivityListener(_activities);
        _meters.InstrumentPublished = (instrument, listener) => listener.EnableMeasurementEvents(instrument);
        _meters.SetMeasurementEventCallback<int>(Keep);
        _meters.SetMeasurementEventCallback<long>(Keep);
        _meters.SetMeasurementEventCallback<double>(Keep);
        _meters.Start();
    }

    /// <summary>As an operator would read them.</summary>
    public CollectingLogs Logs { get; } = new();

    /// <summary>Each different one once.</summary>
    public string Spans => string.Join('\n', _spans.Keys);

    /// <summary>Names and tags, each different one once.</summary>
    public string Measurements
    {
        get
        {
            _meters.RecordObservableInstruments();
            return string.Join('\n', _measurements.Keys);
        }
    }

    public void Dispose()
    {
        _activities.Dispose();
        _meters.Dispose();
    }

    private void Keep<T>(Instrument instrument, T value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state) => _measurements.TryAdd($"{instrument.Name} {Words(tags.ToArray())}", 0);

    private static string Words(IEnumerable<KeyValuePair<string, object?>> tags) => string.Join(' ', tags.Select(t => $"{t.Key}={t.Value}"));
}
