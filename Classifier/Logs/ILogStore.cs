using Classifier.Storage;

namespace Classifier.Logs;

/// <summary>Which lines are asked for.</summary>
/// <param name="Services">Names of the service, in lower case.</param>
/// <param name="Since">First instant.</param>
/// <param name="Until">Last instant.</param>
/// <param name="Limit">How many at most; the newest are given.</param>
public sealed record LogQuery(IReadOnlyList<string> Services, DateTimeOffset Since, DateTimeOffset Until, int Limit);

/// <summary>The newest log lines of all services, bounded in age and number.</summary>
public interface ILogStore
{
    /// <summary>Adds lines in one transaction.</summary>
    /// <exception cref="StoreUnavailableException">None was kept.</exception>
    Task AddAsync(IReadOnlyList<LogLine> lines, DateTimeOffset receivedAt, CancellationToken cancellationToken);

    /// <summary>The last lines that fit, oldest first.</summary>
    Task<IReadOnlyList<LogLine>> LastAsync(LogQuery query, CancellationToken cancellationToken);

    /// <summary>Deletes of the lines that came first those that came before <paramref name="before"/> or are more than <paramref name="keep"/>.</summary>
    /// <param name="before">By our clock: what a line says of its own time does not count.</param>
    /// <param name="keep">How many may stay.</param>
    /// <param name="atMost">How many are deleted at once.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>How many were deleted.</returns>
    Task<int> DeleteOldestAsync(DateTimeOffset before, long keep, int atMost, CancellationToken cancellationToken);
}
