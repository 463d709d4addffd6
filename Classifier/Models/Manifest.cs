namespace Classifier.Models;

/// <summary>The files of a model: <c>manifest.json</c>, written last.</summary>
/// <param name="FormatVersion">Format of the whole folder.</param>
/// <param name="Files">Every other file of the folder, by name.</param>
internal sealed record Manifest(int FormatVersion, IReadOnlyList<ManifestEntry> Files)
{
    public const string FileName = "manifest.json";
}

/// <summary>One file of a model.</summary>
/// <param name="Name">Without a folder.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Sha256">Hex, lower case.</param>
internal sealed record ManifestEntry(string Name, long Length, string Sha256);
