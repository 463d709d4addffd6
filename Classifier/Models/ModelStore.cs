using System.Text.Json;
using Classifier.Promotions;

namespace Classifier.Models;

/// <summary>The versions in a models folder, and which of them is champion.</summary>
/// <param name="folder">Absolute; need not exist yet.</param>
/// <param name="clock">For the time of a promotion.</param>
public sealed class ModelStore(string folder, TimeProvider clock)
{
    private const string PointerFile = "champion.json";

    /// <summary>The store of a home.</summary>
    public ModelStore(Home home, TimeProvider clock)
        : this(home.Models, clock)
    {
    }

    /// <summary>Folder of one version.</summary>
    /// <exception cref="ArgumentException"><paramref name="version"/> is not a plain folder name.</exception>
    public string PathOf(string version)
    {
        if (version.Length == 0 || version[0] == '.' || Path.GetFileName(version) != version)
            throw new ArgumentException($"'{version}' is not a version", nameof(version));
        return Path.Combine(folder, version);
    }

    /// <summary>Cards of all versions that can be read, newest first.</summary>
    public IReadOnlyList<ModelCard> List()
    {
        if (!Directory.Exists(folder))
            return [];
        return [.. Directory.EnumerateDirectories(folder)
            .Where(path => Path.GetFileName(path)[0] != '.')
            .Select(TryReadCard).OfType<ModelCard>()
            .OrderByDescending(card => card.Version, StringComparer.Ordinal)];
    }

    /// <summary>The card of one version; null when it is not there or cannot be read.</summary>
    /// <exception cref="ArgumentException"><paramref name="version"/> is not a plain folder name.</exception>
    public ModelCard? Card(string version) => TryReadCard(PathOf(version));

    /// <summary>The pointer; null when no model was ever promoted.</summary>
    /// <exception cref="ModelRefusedException">The pointer is damaged.</exception>
    public ChampionPointer? Champion()
    {
        var path = Path.Combine(folder, PointerFile);
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize(File.ReadAllBytes(path), ModelJson.Default.ChampionPointer) : null;
        }
        catch (Exception e) when (e is JsonException or IOException)
        {
            throw new ModelRefusedException(PointerFile, e.Message, e);
        }
    }

    /// <summary>Loads the champion; null when no model was ever promoted.</summary>
    /// <exception cref="ModelRefusedException">The champion is damaged.</exception>
    public Model? LoadChampion() => Champion() is { } pointer ? Model.Load(PathOf(pointer.Version)) : null;

    /// <summary>Makes a version champion after it was loaded and checked. Promoting the champion changes nothing.</summary>
    /// <exception cref="ModelRefusedException">The version is damaged or not there; the old champion stays.</exception>
    public ChampionPointer Promote(string version)
    {
        Model.Load(PathOf(version));
        var old = Champion();
        return old?.Version == version ? old : Point(new(version, old?.Version, clock.GetUtcNow(), old?.Shared));
    }

    /// <summary>Makes the previous champion champion again; a second rollback undoes the first.</summary>
    /// <exception cref="InvalidOperationException">There is no previous champion.</exception>
    /// <exception cref="ModelRefusedException">The previous champion is damaged; the champion stays.</exception>
    public ChampionPointer Rollback()
    {
        var old = Champion();
        if (old?.Previous is not { } previous)
            throw new InvalidOperationException("there is no previous champion to go back to");
        Model.Load(PathOf(previous));
        return Point(new(previous, old.Version, clock.GetUtcNow(), old.Shared));
    }

    /// <summary>A version's files part by part, its manifest last.</summary>
    internal IEnumerable<ModelPart> Parts(string version)
    {
        var path = PathOf(version);
        foreach (var file in ModelFolder.Open(path).Names.Append(Manifest.FileName))
        {
            using var stream = File.OpenRead(Path.Combine(path, file));
            var buffer = new byte[Math.Min(stream.Length, ModelPart.MaxBytes)];
            for (var part = 0; stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false) is var read && (read > 0 || part == 0); part++)
                yield return new(file, part, buffer[..read]);
        }
    }

    /// <summary>Takes a version over from another home, unless it is here: checked before it is in its place.</summary>
    /// <exception cref="ModelRefusedException">It is damaged or not whole; nothing of it is kept.</exception>
    internal async Task ImportAsync(string version, IAsyncEnumerable<ModelPart> parts, CancellationToken cancellationToken)
    {
        if (!await TryImportAsync(version, parts, cancellationToken))
            throw new ModelRefusedException(Manifest.FileName, $"of {version} is not in the database");
    }

    /// <summary>As <see cref="ImportAsync"/>; false when there are no parts.</summary>
    internal async Task<bool> TryImportAsync(string version, IAsyncEnumerable<ModelPart> parts, CancellationToken cancellationToken)
    {
        var path = PathOf(version);
        if (Directory.Exists(path))
            return true;
        var temporary = Path.Combine(folder, $".{version}.{Guid.NewGuid():N}.tmp");
        try
        {
            await foreach (var part in parts.WithCancellation(cancellationToken))
                Append(temporary, part);
            if (!Directory.Exists(temporary))
                return false;
            Model.Load(temporary);
            Directory.Move(temporary, path);
            return true;
        }
        finally
        {
            if (Directory.Exists(temporary))
                Directory.Delete(temporary, recursive: true);
        }
    }

    /// <summary>Writes the pointer.</summary>
    internal ChampionPointer Point(ChampionPointer pointer)
    {
        AtomicFile.Replace(Path.Combine(folder, PointerFile), JsonSerializer.SerializeToUtf8Bytes(pointer, ModelJson.Readable.ChampionPointer));
        return pointer;
    }

    private static void Append(string path, ModelPart part)
    {
        if (Path.GetFileName(part.File) != part.File)
            throw new ModelRefusedException(part.File, "is not a plain file name");
        Directory.CreateDirectory(path);
        using var stream = new FileStream(Path.Combine(path, part.File), FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        stream.Write(part.Bytes);
        stream.Flush(flushToDisk: true);
    }

    private static ModelCard? TryReadCard(string path)
    {
        try
        {
            return ModelFolder.Open(path).ReadJson(ModelFiles.Card, ModelJson.Default.ModelCard);
        }
        catch (ModelRefusedException)
        {
            return null;    // half a model is no model; promoting it says what is wrong
        }
    }
}
