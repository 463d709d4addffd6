using Classifier.Logs;

namespace Classifier.Api.Lookups;

/// <summary>What services logged to us.</summary>
internal sealed class OwnLogs(ILogStore store) : ILookup<LogLine>
{
    public string Name => "the own store";

    public TimeSpan Timeout { get; } = TimeSpan.FromSeconds(5);

    public async Task<Found<LogLine>> ReadAsync(LookupScope scope, CancellationToken cancellationToken)
    {
        var lines = await store.LastAsync(new([.. scope.Services.Select(n => n.ToLowerInvariant()).Distinct()], scope.Since, scope.Until, LogLookup.MaxLines), cancellationToken);
        return new(lines, lines.Count == LogLookup.MaxLines);
    }

    public string? LinkTo(LookupScope scope) => null;
}
