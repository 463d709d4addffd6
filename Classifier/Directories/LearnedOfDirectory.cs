namespace Classifier.Directories;

/// <summary>What is known of a directory's teams and people beside its file.</summary>
/// <param name="Feeds">What the rotations say that are kept elsewhere, as far as they were read.</param>
/// <param name="Records">How the model's answers for teams turned out, by key; a team without answers is not there.</param>
/// <param name="Handles">By what handle a tool knows a mail address; what stands in the file goes before.</param>
public sealed record LearnedOfDirectory(
    IReadOnlyDictionary<OnCallFeed, FeedShifts> Feeds, IReadOnlyDictionary<string, TrackRecord> Records, IReadOnlyDictionary<(string Tool, string Mail), string> Handles)
{
    /// <summary>Before anything was learned.</summary>
    public static LearnedOfDirectory Nothing { get; } = new(new Dictionary<OnCallFeed, FeedShifts>(), new Dictionary<string, TrackRecord>(), new Dictionary<(string, string), string>());

    /// <summary>The person with the handles that tools know the mail address by.</summary>
    internal Person WithHandles(Person person)
    {
        if (!person.Handles.TryGetValue("mail", out var mail))
            return person;
        var all = person.Handles.ToDictionary(StringComparer.Ordinal);
        foreach (var ((tool, _), handle) in Handles.Where(h => h.Key.Mail == mail))
            all.TryAdd(tool, handle);
        return person with { Handles = all };
    }
}
