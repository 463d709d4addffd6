using Classifier.Directories;

namespace Classifier.Api.Incidents;

/// <summary>The directory that holds now. A reload replaces it as a whole.</summary>
internal sealed class CurrentDirectory(ResponderDirectory directory)
{
    private ResponderDirectory _value = directory;

    public ResponderDirectory Value => Volatile.Read(ref _value);

    /// <summary>Replaces the directory.</summary>
    public void Replace(ResponderDirectory directory) => Volatile.Write(ref _value, directory);
}
