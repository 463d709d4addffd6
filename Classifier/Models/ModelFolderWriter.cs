using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Classifier.Models;

/// <summary>
/// Writes a model's folder beside its place and moves it there when it is whole, so that a failure or a kill leaves
/// nothing that could be taken for a model.
/// </summary>
public sealed class ModelFolderWriter : IDisposable
{
    private readonly string _temporary;
    private readonly string _final;
    private readonly List<ManifestEntry> _files = [];

    /// <param name="parent">Folder of all versions; made where it is missing.</param>
    /// <param name="version">Name of the new folder.</param>
    public ModelFolderWriter(string parent, string version)
    {
        _final = Path.Combine(parent, version);
        if (Directory.Exists(_final))
            throw new IOException($"{_final} exists already");
        _temporary = Path.Combine(parent, $".{version}.tmp");
        Directory.CreateDirectory(_temporary);
    }

    /// <summary>Writes text in UTF-8.</summary>
    public void Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    /// <summary>Writes the model card.</summary>
    public void Write(ModelCard card) => Write(ModelFiles.Card, JsonSerializer.SerializeToUtf8Bytes(card, ModelJson.Readable.ModelCard));

    /// <summary>Writes numbers as they stand in memory, little-endian.</summary>
    public void Write<T>(string name, ReadOnlySpan<T> numbers)
        where T : unmanaged => Write(name, MemoryMarshal.AsBytes(numbers));

    /// <summary>Writes the manifest and moves the folder to its place.</summary>
    public void Complete()
    {
        var manifest = new Manifest(ModelCard.CurrentFormat, _files);
        AtomicFile.WriteThrough(Path.Combine(_temporary, Manifest.FileName), JsonSerializer.SerializeToUtf8Bytes(manifest, ModelJson.Readable.Manifest));
        Directory.Move(_temporary, _final);
    }

    /// <summary>Removes what was written when it was not completed.</summary>
    public void Dispose()
    {
        if (Directory.Exists(_temporary))
            Directory.Delete(_temporary, recursive: true);
    }

    private void Write(string name, ReadOnlySpan<byte> bytes)
    {
        AtomicFile.WriteThrough(Path.Combine(_temporary, name), bytes);
        _files.Add(new(name, bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes))));
    }
}
