using System.Collections.Concurrent;
using Classifier.Features;
using Classifier.History;
using Classifier.Scoring;

namespace Classifier.Neighbours;

/// <summary>
/// The past incidents that alerts are compared with: those that a model was trained with, and those that ended since. Safe for
/// many threads.
/// </summary>
/// <remarks>
/// What ended since is kept as rows and, after each change, indexed anew beside the trained part: with the most that are kept
/// that takes some 50 ms, and a search never waits for it. What the store tells of an incident replaces what was learned of it.
/// </remarks>
/// <param name="space">The features of the model.</param>
/// <param name="learned">What the model was trained with.</param>
public sealed class PastIncidents(FeatureSpace space, NeighbourIndex learned)
{
    // What is shown is chosen from so many times as much.
    private const int ChosenFrom = 3;

    // Enough to part what is about as alike; a near twin of another team stays before what is half as alike.
    private const double OfOwner = 0.5;

    /// <summary>Most incidents beside the trained ones; the oldest make room.</summary>
    public const int MostClosed = 10_000;

    /// <summary>How ids of the store's incidents begin: any of them may have become private after it was learned.</summary>
    private const string OfStore = "inc-";

    private readonly Lock _following = new();
    private readonly ComparedText _text = new();
    private readonly Dictionary<string, ClosedRow> _rows = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _hidden = new(StringComparer.Ordinal);
    private ClosedPart _closed = new(space, []);
    private long _followed;
    private bool _isComplete;

    /// <summary>How far the store's changes were taken in: <see cref="ClosedIncidents.Position"/> of the last page; 0 before the first.</summary>
    public long Followed => Interlocked.Read(ref _followed);

    /// <summary>Takes in what became of incidents.</summary>
    /// <param name="page">The changes after <see cref="Followed"/>.</param>
    public void Follow(ClosedIncidents page)
    {
        lock (_following)
        {
            foreach (var (id, ticket) in page.Changed)
                Take(id, ticket);
            if (page.Changed.Count > 0)
                Volatile.Write(ref _closed, Kept());
            foreach (var (id, _) in page.Changed.Where(c => c.Ticket is not null))
                _hidden.TryRemove(id, out _);       // not before the newer row can be found
            Volatile.Write(ref _isComplete, _isComplete || page.IsLast);
            Interlocked.Exchange(ref _followed, page.Position);
        }
    }

    /// <summary>Some of the most similar past incidents, most alike first.</summary>
    /// <remarks>
    /// The most alike is always among them. Of the next, one counts up to half as much again, the more probable the model holds its team to be
    /// the owner, and of equals the newer: on four public histories, each parted by time, 6 to 13 percentage points more of what was shown
    /// was the right team's.
    /// </remarks>
    /// <param name="text">What to compare with.</param>
    /// <param name="buffer">A buffer that no other thread uses.</param>
    /// <param name="count">How many at most; those that share nothing are left out.</param>
    /// <param name="isShown">Which may be shown.</param>
    /// <param name="owners">Who the model takes for the owner; empty where it says nothing.</param>
    public IReadOnlyList<SimilarIncident> Find(IncidentText text, NeighbourBuffer buffer, int count, Func<NeighbourRecord, bool> isShown, Ranking owners)
    {
        var closed = Volatile.Read(ref _closed);
        ReadOnlySpan<IHistoryPart> parts = [learned, closed];
        buffer.Text.Read(text, space);
        NeighbourSearch.Run(buffer.Text, parts, buffer);
        var alike = new List<(Neighbour Found, NeighbourRecord Record)>(ChosenFrom * count);
        foreach (var found in buffer.Found)
        {
            if (alike.Count == ChosenFrom * count)
                break;
            var record = parts[found.Part].Record(found.Row);
            if (isShown(record) && !IsHidden(record.Id, isLearned: found.Part == 0, closed))
                alike.Add((found, record));
        }
        buffer.Shared.Begin(text);
        var similar = new List<SimilarIncident>(count);
        foreach (var (found, record) in Chosen(alike, count, owners))
            similar.Add(record.ToSimilar(found.Similarity, buffer.Shared.With(buffer.Text, parts[found.Part], found.Row)));
        return similar;
    }

    private static IEnumerable<(Neighbour Found, NeighbourRecord Record)> Chosen(List<(Neighbour Found, NeighbourRecord Record)> alike, int count, Ranking owners)
    {
        if (alike.Count <= count)
            return alike;
        return alike.Skip(1).OrderByDescending(a => a.Found.Similarity * (1 + OfOwner * owners.ProbabilityOf(a.Record.OwningTeam))).Take(count - 1).Prepend(alike[0])
            .OrderByDescending(a => a.Found.Similarity);
    }

    private bool IsHidden(string id, bool isLearned, ClosedPart closed) => _hidden.ContainsKey(id)
        || (isLearned && (closed.Has(id) || (!Volatile.Read(ref _isComplete) && id.StartsWith(OfStore, StringComparison.Ordinal))));

    private void Take(string id, Ticket? ticket)
    {
        if (ticket is null)
        {
            _hidden[id] = true;
            _rows.Remove(id);
            return;
        }
        _text.Read(IncidentText.From(ticket), space);
        _rows[id] = new(NeighbourRecord.Of(ticket), [.. _text.Features.Take(NeighbourWeights.FeaturesPerIncident)], _text.Blocks);
    }

    private ClosedPart Kept()
    {
        var rows = _rows.Values.OrderBy(r => r.Record.OpenedAt).ThenBy(r => r.Record.Id, StringComparer.Ordinal).ToList();
        foreach (var row in rows.SkipLast(MostClosed))
            _rows.Remove(row.Record.Id);
        return new(space, [.. rows.TakeLast(MostClosed)]);
    }
}
