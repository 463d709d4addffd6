using Classifier.Directories;
using Classifier.Scoring;

namespace Classifier.Api.Incidents;

/// <summary>The directory that holds now. A reload replaces it as a whole.</summary>
internal sealed class CurrentDirectory(ResponderDirectory directory) : ILocationResolver
{
    private ResponderDirectory _value = directory;

    public ResponderDirectory Value => Volatile.Read(ref _value);

    string? ILocationResolver.Resolve(string word) => Value.ResolvePlace(word);

    /// <summary>Replaces the directory.</summary>
    public void Replace(ResponderDirectory directory) => Volatile.Write(ref _value, directory);
}
