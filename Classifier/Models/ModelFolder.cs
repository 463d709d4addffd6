using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Classifier.Models;

/// <summary>A model's folder, checked: every file that is handed out is whole and as it was written.</summary>
internal sealed class ModelFolder
{
    private readonly string _path;
    private readonly Dictionary<string, ManifestEntry> _files;

    private ModelFolder(string path, Manifest manifest) =>
        (_path, _files) = (path, manifest.Files.ToDictionary(f => f.Name, StringComparer.Ordinal));

    /// <summary>Checks the manifest, the format and all lengths, before any file is read.</summary>
    /// <exception cref="ModelRefusedException">A check failed.</exception>
    public static ModelFolder Open(string path)
    {
        var manifest = ReadManifest(path);
        if (manifest.FormatVersion != ModelCard.CurrentFormat)
            throw new ModelRefusedException(Manifest.FileName, $"format_version {manifest.FormatVersion} is not {ModelCard.CurrentFormat}, the one this program reads");
        foreach (var file in manifest.Files)
            CheckLength(path, file);
        return new(path, manifest);
    }

    /// <summary>All files but the manifest.</summary>
    public IEnumerable<string> Names => _files.Keys;

    /// <summary>Whether the model has the file.</summary>
    public bool Holds(string name) => _files.ContainsKey(name);

    /// <summary>Reads a JSON file after its hash was checked.</summary>
    public T ReadJson<T>(string name, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(ReadArray<byte>(name), type) ?? throw new ModelRefusedException(name, "holds null");
        }
        catch (JsonException e)
        {
            throw new ModelRefusedException(name, e.Message, e);
        }
    }

    /// <summary>Reads an array of numbers after its hash was checked.</summary>
    public T[] ReadArray<T>(string name)
        where T : unmanaged
    {
        if (!_files.TryGetValue(name, out var file))
            throw new ModelRefusedException(name, "is not in the manifest");
        var size = Marshal.SizeOf<T>();
        if (file.Length % size != 0)
            throw new ModelRefusedException(name, $"{file.Length} bytes are no whole number of values of {size} bytes");
        var numbers = GC.AllocateUninitializedArray<T>(checked((int)(file.Length / size)));
        var bytes = MemoryMarshal.AsBytes(numbers.AsSpan());
        Fill(name, bytes);
        if (!Convert.ToHexStringLower(SHA256.HashData(bytes)).Equals(file.Sha256, StringComparison.OrdinalIgnoreCase))
            throw new ModelRefusedException(name, "its SHA-256 is not the manifest's");
        return numbers;
    }

    /// <summary>Checks the hash of every file that <see cref="ReadArray"/> is not called for.</summary>
    public void CheckRest(IEnumerable<string> read)
    {
        foreach (var name in _files.Keys.Except(read))
            ReadArray<byte>(name);
    }

    private void Fill(string name, Span<byte> bytes)
    {
        try
        {
            using var stream = new FileStream(Path.Combine(_path, name), FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            stream.ReadExactly(bytes);
        }
        catch (IOException e)
        {
            throw new ModelRefusedException(name, e.Message, e);
        }
    }

    private static Manifest ReadManifest(string path)
    {
        try
        {
            var bytes = File.ReadAllBytes(Path.Combine(path, Manifest.FileName));
            var manifest = JsonSerializer.Deserialize(bytes, ModelJson.Default.Manifest);
            if (manifest?.Files is null || manifest.Files.Any(f => f?.Name is null || f.Sha256 is null))
                throw new ModelRefusedException(Manifest.FileName, "is not complete");
            return manifest.Files.DistinctBy(f => f.Name).Count() == manifest.Files.Count
                ? manifest
                : throw new ModelRefusedException(Manifest.FileName, "names a file twice");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new ModelRefusedException(Manifest.FileName, e.Message, e);
        }
    }

    private static void CheckLength(string path, ManifestEntry file)
    {
        // A name with a folder in it would read outside of the model.
        if (Path.GetFileName(file.Name) != file.Name)
            throw new ModelRefusedException(file.Name, "is not a plain file name");
        var info = new FileInfo(Path.Combine(path, file.Name));
        if (!info.Exists)
            throw new ModelRefusedException(file.Name, "is missing");
        if (info.Length != file.Length)
            throw new ModelRefusedException(file.Name, $"has {info.Length} bytes, the manifest says {file.Length}");
    }
}
