namespace Classifier.Training.Import.Ownership;

/// <summary>Reads ownership sources, each also gzipped.</summary>
internal static class OwnershipReader
{
    /// <summary>What kind of source a file is: by its name, a CSV file by its columns; null when it is history.</summary>
    /// <exception cref="InputException">A CSV file cannot be opened, or is a pipe.</exception>
    public static OwnershipKind? KindOf(string path)
    {
        var name = Path.GetFileName(path).ToLowerInvariant();
        name = name.EndsWith(".gz", StringComparison.Ordinal) ? name[..^3] : name;
        if (name is "codeowners" || name.StartsWith("codeowners.", StringComparison.Ordinal) || name.EndsWith(".codeowners", StringComparison.Ordinal))
            return OwnershipKind.CodeOwners;
        return Path.GetExtension(name) switch
        {
            ".yaml" or ".yml" => OwnershipKind.Backstage,
            ".csv" when IsCatalogue(path) => OwnershipKind.Catalogue,
            _ => null,
        };
    }

    /// <summary>Reads a whole file.</summary>
    /// <exception cref="InputException">The file cannot be opened.</exception>
    public static OwnershipFile Read(OwnershipKind kind, string path)
    {
        try
        {
            using var reader = InputFile.OpenText(path);
            return kind switch
            {
                OwnershipKind.Catalogue => CatalogueFile.Read(path, reader),
                OwnershipKind.Backstage => BackstageFile.Read(path, reader),
                _ => CodeOwnersFile.Read(path, reader),
            };
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            return new([], [], [new(path, 1, $"the gzip stream is broken: {e.Message}")], []);
        }
    }

    private static bool IsCatalogue(string path)
    {
        try
        {
            using var reader = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? InputFile.OpenText(path) : InputFile.OpenTextToReadTwice(path);
            return CatalogueFile.Is(reader);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            return false;
        }
    }
}
