using Classifier.Api.Incidents;
using Classifier.Directories;

namespace Classifier.Api.Rotations;

/// <summary>Reads the rotations that are kept elsewhere and says whose turn it is in the directory's terms.</summary>
internal sealed class ShiftReader(CurrentDirectory directory, IEnumerable<IReadsShifts> readers, TimeProvider clock, ILogger<ShiftReader> logger) : IDisposable
{
    // Back so far that the previous person is found over a hole, ahead so far that a tool may be away for weeks.
    private static readonly TimeSpan Back = TimeSpan.FromDays(60);
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(60);

    private readonly SemaphoreSlim _one = new(1, 1);

    /// <summary>The rotations of the directory that are kept elsewhere.</summary>
    public IReadOnlyList<OnCallFeed> Feeds => [.. directory.Value.Parts.Teams.SelectMany(t => t.Rotations).Select(r => r.Feed).OfType<OnCallFeed>().Distinct()];

    /// <summary>
    /// Reads all of them side by side. What cannot be read stays as it was, and says so. One reading ends before the next begins, so that a
    /// late answer never takes the place of a newer one.
    /// </summary>
    public async Task<IReadOnlyDictionary<OnCallFeed, FeedShifts>> ReadAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            var read = await Task.WhenAll(Feeds.Select(async feed => (Feed: feed, Shifts: await ReadAsync(feed, cancellationToken))));
            var all = read.ToDictionary(r => r.Feed, r => r.Shifts);
            directory.Learn(all);
            return all;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task<FeedShifts> ReadAsync(OnCallFeed feed, CancellationToken cancellationToken)
    {
        var before = directory.Value.Feeds.GetValueOrDefault(feed, FeedShifts.None);
        var now = clock.GetUtcNow();
        var reader = readers.First(r => r.Kind == feed.Kind);
        try
        {
            var after = InOurTerms(await reader.ReadAsync(feed.Address, now - Back, now + Ahead, cancellationToken), reader.Tool, directory.Value);
            Tell(feed, before, after);
            return WithPrevious(after, before, now);
        }
        catch (FeedException fault)
        {
            var after = before with { Problems = [fault.Message] };
            Tell(feed, before, after);
            return after;
        }
    }

    private static FeedShifts InOurTerms(IReadOnlyList<FeedTurn> turns, string tool, ResponderDirectory directory)
    {
        var shifts = new List<Shift>();
        var strangers = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var turn in turns)
        {
            if (Find(turn.Names, tool, directory) is { } person)
                shifts.Add(new(person.Id, turn.From, turn.Until));
            else
                strangers.Add(Name(turn.Names));
        }
        return new([.. shifts.OrderBy(s => s.From)], [.. strangers.Select(s => $"'{s}' is nobody in the directory")]);
    }

    private static Person? Find(FeedNames names, string tool, ResponderDirectory directory) =>
        directory.PersonBy(tool, names.Handle)
        ?? names.Mails.Select(mail => directory.PersonBy("mail", mail)).FirstOrDefault(p => p is not null)
        ?? InWords(names.Words, directory);

    /// <summary>The one person whose name, id or mail address stands in a title such as <c>On call: Jan Vos (edge)</c>.</summary>
    private static Person? InWords(string words, ResponderDirectory directory)
    {
        var found = directory.Parts.People.Where(p => StandsIn(words, p.Name) || StandsIn(words, p.Id) || (p.Handles.TryGetValue("mail", out var mail) && StandsIn(words, mail))).Take(2).ToList();
        return found.Count == 1 ? found[0] : null;
    }

    private static bool StandsIn(string words, string name)
    {
        var at = words.IndexOf(name, StringComparison.OrdinalIgnoreCase);
        return at >= 0 && (at == 0 || !char.IsLetterOrDigit(words[at - 1])) && (at + name.Length == words.Length || !char.IsLetterOrDigit(words[at + name.Length]));
    }

    private static string Name(FeedNames names) => names switch
    {
        { Words.Length: > 0 } => names.Words,
        { Mails: [var mail, ..] } => mail,
        _ => names.Handle ?? "?",
    };

    /// <summary>A feed that forgets what was (a group that was emptied, a calendar cut off) does not take the previous person along.</summary>
    private static FeedShifts WithPrevious(FeedShifts after, FeedShifts before, DateTimeOffset now) => after.Shifts.Any(s => s.From <= now)
        ? after
        : after with { Shifts = [.. before.Shifts.Where(s => s.From <= now).Select(s => s with { Until = s.Until < now ? s.Until : now }), .. after.Shifts] };

    /// <summary>Tells each problem once, not at every reading.</summary>
    private void Tell(OnCallFeed feed, FeedShifts before, FeedShifts after)
    {
        foreach (var problem in after.Problems.Except(before.Problems))
            logger.FeedProblem(feed, problem);
    }
}
