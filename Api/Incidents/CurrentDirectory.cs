using Classifier.Directories;
using Classifier.Scoring;

namespace Classifier.Api.Incidents;

/// <summary>The directory that holds now, with what is known of rotations that are kept elsewhere. It is replaced as a whole.</summary>
internal sealed class CurrentDirectory(ResponderDirectory directory) : ILocationResolver
{
    private readonly Lock _lock = new();
    private ResponderDirectory _value = directory;
    private ResponderDirectory _file = directory;
    private IReadOnlyDictionary<(string Tool, string Mail), string> _handles = new Dictionary<(string, string), string>();
    private string? _refusal;

    public ResponderDirectory Value => Volatile.Read(ref _value);

    /// <summary>Why the file as it is now does not hold, with its line; null when it does.</summary>
    public string? Refusal => Volatile.Read(ref _refusal);

    string? ILocationResolver.Resolve(string word) => Value.ResolvePlace(word);

    /// <summary>Another file holds.</summary>
    public void Replace(ResponderDirectory directory)
    {
        lock (_lock)
            (_file, _value, _refusal) = (directory, directory.With(_value.Feeds).With(_value.Records).WithHandles(_handles), null);
    }

    /// <summary>The file changed into one that cannot hold: what held goes on.</summary>
    public void Refuse(string reason) => Volatile.Write(ref _refusal, reason);

    /// <summary>What the rotations say that are kept elsewhere.</summary>
    public void Learn(IReadOnlyDictionary<OnCallFeed, FeedShifts> feeds)
    {
        lock (_lock)
            _value = _value.With(feeds);
    }

    /// <summary>How the model's answers for teams turned out.</summary>
    public void Learn(IReadOnlyDictionary<string, TrackRecord> records)
    {
        lock (_lock)
            _value = _value.With(records);
    }

    /// <summary>By what handles tools know people's mail addresses.</summary>
    public void Learn(IReadOnlyDictionary<(string Tool, string Mail), string> handles)
    {
        lock (_lock)
            (_handles, _value) = (handles, _file.With(_value.Feeds).With(_value.Records).WithHandles(handles));
    }
}
