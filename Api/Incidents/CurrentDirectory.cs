using Classifier.Directories;
using Classifier.Scoring;

namespace Classifier.Api.Incidents;

/// <summary>The directory that holds now, with what is known of rotations that are kept elsewhere. It is replaced as a whole.</summary>
internal sealed class CurrentDirectory(ResponderDirectory directory) : ILocationResolver
{
    private readonly Lock _lock = new();
    private ResponderDirectory _value = directory;
    private ResponderDirectory _file = directory;
    private LearnedOfDirectory _learned = LearnedOfDirectory.Nothing;
    private string? _refusal;

    public ResponderDirectory Value => Volatile.Read(ref _value);

    /// <summary>Why the file as it is now does not hold, with its line; null when it does.</summary>
    public string? Refusal => Volatile.Read(ref _refusal);

    string? ILocationResolver.Resolve(string word) => Value.ResolvePlace(word);

    /// <summary>Another file holds.</summary>
    public void Replace(ResponderDirectory directory)
    {
        lock (_lock)
            (_file, _value, _refusal) = (directory, directory.With(_learned), null);
    }

    /// <summary>The file changed into one that cannot hold: what held goes on.</summary>
    public void Refuse(string reason) => Volatile.Write(ref _refusal, reason);

    /// <summary>What the rotations say that are kept elsewhere.</summary>
    public void Learn(IReadOnlyDictionary<OnCallFeed, FeedShifts> feeds) => Learn(known => known with { Feeds = feeds });

    /// <summary>How the model's answers for teams turned out.</summary>
    public void Learn(IReadOnlyDictionary<string, TrackRecord> records) => Learn(known => known with { Records = records });

    /// <summary>By what handles tools know people's mail addresses.</summary>
    public void Learn(IReadOnlyDictionary<(string Tool, string Mail), string> handles) => Learn(known => known with { Handles = handles });

    private void Learn(Func<LearnedOfDirectory, LearnedOfDirectory> more)
    {
        lock (_lock)
        {
            _learned = more(_learned);
            _value = _file.With(_learned);
        }
    }
}
