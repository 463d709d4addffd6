using Classifier.Alerts;
using Classifier.Api.Commands;
using Classifier.Api.Identity;
using Classifier.Api.Incidents;
using Classifier.Api.Problems;
using Classifier.Decisions;
using Classifier.Incidents;
using Classifier.Redaction;
using Classifier.Storage;

namespace Classifier.Api.Mutes;

/// <summary>Sets mutes and ends them: the same for REST and console.</summary>
internal sealed class MuteActions(IDatabase database, IMuteStore store, Redactor redactor, WorkSignal signal, TimeProvider clock)
{
    private const int MaxBecause = 1000;
    private static readonly TimeSpan Longest = TimeSpan.FromDays(90);

    /// <summary>Sets a mute.</summary>
    /// <exception cref="ApiProblemException">422, with what is wrong.</exception>
    public async Task<Mute> AddAsync(MuteRequest request, Actor actor, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var mute = Read(request, now);
        mute = mute with { By = actor.Name, Because = redactor.Redact(AlertLimits.Keep(mute.Because, MaxBecause)) };
        await database.WriteAsync(async transaction =>
        {
            await store.AddAsync(transaction, mute, now);
            return true;
        }, cancellationToken);
        return mute;
    }

    /// <summary>Ends a mute now, and lets what it held back be told; false when it is over, or none of ours.</summary>
    public async Task<bool> EndAsync(string id, CancellationToken cancellationToken)
    {
        if (!await database.WriteAsync(transaction => store.EndAsync(transaction, id, clock.GetUtcNow()), cancellationToken))
            return false;
        signal.Unmuted.Set();
        return true;
    }

    private static Mute Read(MuteRequest request, DateTimeOffset now)
    {
        var condition = request.If?.ToCondition() ?? new();
        if (condition.IsEmpty)
            throw Invalid("/if", "is required; for all alerts write {\"sources\":[\"*\"]}");
        if (condition.Text.Any(string.IsNullOrWhiteSpace))
            throw Invalid("/if/text", "has an empty phrase");
        var from = request.From is { } start && start > now ? start : now;
        var until = (request.For, request.Until) switch
        {
            ({ } length, null) => SpanWords.Read(length) is { } span && span > TimeSpan.Zero ? from + span : throw Invalid("/for", "is a length such as 30m, 2h or 1d"),
            (null, { } end) => end,
            _ => throw Invalid("/until", "or \"for\" is required, one of the two: a mute always ends"),
        };
        if (until <= from || until - now > Longest)
            throw Invalid(request.Until is null ? "/from" : "/until", "makes it end before it begins, or later than in 90 days");
        return new(Guid.CreateVersion7(now).ToString(), condition, request.Because?.Trim() ?? "", "", from.ToUniversalTime(), until.ToUniversalTime());
    }

    private static ApiProblemException Invalid(string member, string detail) => new(ProblemTypes.Invalid, $"{member} {detail}.", [new(member, detail)]);
}
