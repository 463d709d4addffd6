using System.Collections.Concurrent;
using Classifier.Api.Incidents;

namespace Classifier.Api.Chat;

/// <summary>Who tried to act in a chat tool and is nobody in the directory, for those who keep it: until it names them, or the service starts anew.</summary>
internal sealed class RefusedPeople(CurrentDirectory directory)
{
    private const int MostKept = 100;
    private readonly ConcurrentDictionary<(string Tool, string Handle), bool> _seen = [];

    /// <summary>Who they are in their tools, in order.</summary>
    public IReadOnlyList<(string Tool, string Handle)> All => [.. _seen.Keys.Where(k => directory.Value.PersonBy(k.Tool, k.Handle) is null).Order()];

    /// <summary>Somebody was refused.</summary>
    public void Add(string tool, string handle)
    {
        if (_seen.Count < MostKept)
            _seen[(tool, handle)] = true;
    }
}
