using System.Collections.Concurrent;
using Classifier.Features;
using Classifier.History;
using Classifier.Scoring;

namespace Classifier.Neighbours;

/// <summary>
/// The past incidents that alerts are compared with: those that a model was trained with, and those that ended since. Safe for
/// many threads; what ended is taken in by one after the other.
/// </summary>
/// <remarks>
/// What ended since is kept as rows and, after each change, indexed anew beside the trained part: with the most that are kept
/// that takes some 10 ms, and a search never waits for it. What the store tells of an incident replaces what was learned of it.
/// </remarks>
/// <param name="space">The features of the model.</param>
/// <param name="learned">What the model was trained with.</param>
public sealed class PastIncidents(FeatureSpace space, NeighbourIndex learned)
{
    /// <summary>Most incidents beside the trained ones; the oldest make room. Training takes in those that people answered.</summary>
    public const int MostClosed = 10_000;

    /// <summary>How ids of the store's incidents begin; any of them may have become private after it was learned.</summary>
    private const string OfStore = "inc-";

    private readonly Lock _following = new();
    private readonly FeatureVector _vector = new(space);
    private readonly List<NeighbourFeature> _strongest = [];
    private readonly Dictionary<string, Row> _rows = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _hidden = new(StringComparer.Ordinal);
    private Closed _closed = Closed.None(space);
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
                Volatile.Write(ref _closed, Ordered());
            foreach (var (id, _) in page.Changed.Where(c => c.Ticket is not null))
                _hidden.TryRemove(id, out _);
            Volatile.Write(ref _isComplete, _isComplete || page.IsLast);
            Interlocked.Exchange(ref _followed, page.Position);
        }
    }

    /// <summary>The most similar past incidents, most alike first; of equals the newest first.</summary>
    /// <param name="text">What to compare with.</param>
    /// <param name="vector">Its features.</param>
    /// <param name="buffer">A buffer that no other thread uses.</param>
    /// <param name="count">How many at most; those that share nothing are left out.</param>
    /// <param name="isShown">Which may be shown.</param>
    public IReadOnlyList<SimilarIncident> Find(IncidentText text, FeatureVector vector, NeighbourBuffer buffer, int count, Func<NeighbourRecord, bool> isShown)
    {
        var closed = Volatile.Read(ref _closed);
        NeighbourSearch.Run(space, vector, [learned.Postings, closed.Postings], buffer);
        if (buffer.Found.Count > 0)
            buffer.Shared.Begin(text, space);
        var similar = new List<SimilarIncident>(count);
        foreach (var (part, row, similarity) in buffer.Found)
        {
            if (similar.Count == count)
                break;
            var record = part == 0 ? learned.Records[row] : closed.Records[row];
            if (isShown(record) && !IsHidden(record.Id, part, closed))
                similar.Add(record.ToSimilar(similarity, buffer.Shared.With(vector, buffer.Asked, part == 0 ? learned.Postings : closed.Postings, row)));
        }
        return similar;
    }

    private bool IsHidden(string id, int part, Closed closed) => _hidden.ContainsKey(id)
        || (part == 0 && (closed.Ids.Contains(id) || (!Volatile.Read(ref _isComplete) && id.StartsWith(OfStore, StringComparison.Ordinal))));

    private void Take(string id, Ticket? ticket)
    {
        if (ticket is null)
        {
            _hidden[id] = true;
            _rows.Remove(id);
            return;
        }
        space.Read(IncidentText.From(ticket), _vector);
        NeighbourWeights.Weigh(space, _vector.Indices, _vector.Values, _strongest);
        _rows[id] = new(NeighbourRecord.Of(ticket), [.. _strongest]);
    }

    private Closed Ordered()
    {
        var rows = _rows.Values.OrderBy(r => r.Record.OpenedAt).ThenBy(r => r.Record.Id, StringComparer.Ordinal).ToList();
        foreach (var row in rows.SkipLast(MostClosed))
            _rows.Remove(row.Record.Id);
        rows.RemoveRange(0, Math.Max(0, rows.Count - MostClosed));
        return new(NeighbourPostings.Of(space, rows.ConvertAll(r => r.Features)), [.. rows.Select(r => r.Record)], rows.Select(r => r.Record.Id).ToHashSet(StringComparer.Ordinal));
    }

    private sealed record Row(NeighbourRecord Record, NeighbourFeature[] Features);

    /// <summary>What ended since training, as it is searched. Never changed.</summary>
    private sealed record Closed(NeighbourPostings Postings, NeighbourRecord[] Records, HashSet<string> Ids)
    {
        public static Closed None(FeatureSpace space) => new(NeighbourPostings.Of(space, []), [], []);
    }
}
