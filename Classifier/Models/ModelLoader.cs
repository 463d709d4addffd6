using System.Collections.Frozen;
using Classifier.Features;
using Classifier.LogTemplates;
using Classifier.Neighbours;
using Classifier.Scoring;

namespace Classifier.Models;

/// <summary>Puts a model together from its files and refuses what does not fit together.</summary>
internal static class ModelLoader
{
    public static Model Load(string path)
    {
        var folder = ModelFolder.Open(path);
        var card = folder.ReadJson(ModelFiles.Card, ModelJson.Default.ModelCard);
        if (card.FormatVersion != ModelCard.CurrentFormat)
            throw new ModelRefusedException(ModelFiles.Card, $"format_version {card.FormatVersion} is not {ModelCard.CurrentFormat}");
        var space = ReadSpace(folder, card);
        var targets = card.Targets.Select(target => ReadTarget(folder, target, card.Targets, space.Count)).ToList();
        var neighbours = ReadNeighbours(folder, card, space);
        var owners = folder.Holds(ModelFiles.TemplateOwners) ? Read(folder, ModelFiles.TemplateOwners, TemplateOwners.Load) : TemplateOwners.None;
        folder.CheckRest(FilesOf(card));
        return new(card, space, targets, neighbours, owners);
    }

    private static FeatureSpace ReadSpace(ModelFolder folder, ModelCard card)
    {
        var hashes = folder.ReadArray<ulong>(ModelFiles.FeatureHashes);
        var idf = folder.ReadArray<float>(ModelFiles.FeatureIdf);
        Expect(ModelFiles.FeatureHashes, hashes.Length, card.Features.Count);
        Expect(ModelFiles.FeatureIdf, idf.Length, card.Features.Count);
        for (var i = 1; i < hashes.Length; i++)
        {
            if (hashes[i] <= hashes[i - 1])
                throw new ModelRefusedException(ModelFiles.FeatureHashes, "is not in rising order");
        }
        if (hashes.Length > 0 && (int)FeatureHash.BlockOf(hashes[^1]) >= FeatureBlocks.Count)
            throw new ModelRefusedException(ModelFiles.FeatureHashes, "names a block that is not known");
        return new(hashes, idf, card.Features.Scale, card.LogTemplates == 0 ? null : Read(folder, ModelFiles.Templates, LogTemplateSet.Load), LeftOutOf(card));
    }

    private static FrozenSet<string>? LeftOutOf(ModelCard card) =>
        card.LeftOutAttributes.Count == 0 ? null : card.LeftOutAttributes.Select(a => a.Name).ToFrozenSet(StringComparer.Ordinal);

    private static T Read<T>(ModelFolder folder, string file, Func<Stream, T> load)
    {
        try
        {
            using var bytes = new MemoryStream(folder.ReadArray<byte>(file));
            return load(bytes);
        }
        catch (InvalidDataException e)
        {
            throw new ModelRefusedException(file, e.Message, e);
        }
    }

    private static TargetModel ReadTarget(ModelFolder folder, TargetCard card, IReadOnlyList<TargetCard> all, int features)
    {
        var (classes, biasesFile) = (card.Classes.Count, ModelFiles.Biases(card.Name));
        Expect(ModelFiles.Card, card.Novelty.Weights.Count, NoveltyInputs.Count);
        var weights = ReadRows(folder, ModelFiles.Weights(card.Name), ModelFiles.WeightScales(card.Name), features, (1 + card.Normalised) * classes);
        var squares = card.Normalised == 0 ? null : ReadRows(folder, ModelFiles.Squares(card.Name), ModelFiles.SquareScales(card.Name), features, card.Normalised * classes);
        var biases = folder.ReadArray<float>(biasesFile);
        Expect(biasesFile, biases.Length, classes);
        return new(card, new(weights, squares, biases), ReadGate(folder, card), ReadAgreement(folder, card, all));
    }

    private static ShortRows ReadRows(ModelFolder folder, string numbersFile, string scalesFile, int rows, int width)
    {
        var (numbers, scales) = (folder.ReadArray<short>(numbersFile), folder.ReadArray<float>(scalesFile));
        Expect(scalesFile, scales.Length, rows);
        Expect(numbersFile, numbers.Length, (long)rows * ShortRows.StrideOf(width));
        return new(width, numbers, scales);
    }

    private static TrustGate? ReadGate(ModelFolder folder, TargetCard card)
    {
        if (card.Gate is not { } kind)
            return null;
        Expect(ModelFiles.Card, card.ClassPrecision.Count, card.Classes.Count);
        try
        {
            return TrustGate.Of(kind, folder.ReadArray<float>(ModelFiles.Gate(card.Name)));
        }
        catch (FormatException e)
        {
            throw new ModelRefusedException(ModelFiles.Gate(card.Name), e.Message, e);
        }
    }

    private static TargetAgreement? ReadAgreement(ModelFolder folder, TargetCard card, IReadOnlyList<TargetCard> all)
    {
        if (card.Gate is null || all.FirstOrDefault(t => t.Name != card.Name) is not { } other)
            return null;
        var shares = folder.ReadArray<float>(ModelFiles.Agreement(card.Name));
        Expect(ModelFiles.Agreement(card.Name), shares.Length, (long)card.Classes.Count * other.Classes.Count);
        return new(shares, card.Classes.Count);
    }

    private static NeighbourIndex ReadNeighbours(ModelFolder folder, ModelCard card, FeatureSpace space)
    {
        var starts = folder.ReadArray<int>(ModelFiles.PostingStarts);
        var rows = folder.ReadArray<int>(ModelFiles.PostingRows);
        var weights = folder.ReadArray<float>(ModelFiles.PostingWeights);
        var recordStarts = folder.ReadArray<long>(ModelFiles.RecordStarts);
        Expect(ModelFiles.PostingStarts, starts.Length, space.Count + 1);
        Expect(ModelFiles.PostingRows, rows.Length, starts[^1]);
        Expect(ModelFiles.PostingWeights, weights.Length, rows.Length);
        Expect(ModelFiles.RecordStarts, recordStarts.Length, card.Neighbours + 1);
        return new(space, starts, rows, weights, new(recordStarts, folder.ReadArray<byte>(ModelFiles.Records)));
    }

    private static IEnumerable<string> FilesOf(ModelCard card) =>
    [
        ModelFiles.Card, ModelFiles.FeatureHashes, ModelFiles.FeatureIdf, ModelFiles.PostingStarts, ModelFiles.PostingRows,
        ModelFiles.PostingWeights, ModelFiles.RecordStarts, ModelFiles.Records, ModelFiles.TemplateOwners,
        .. card.LogTemplates == 0 ? Enumerable.Empty<string>() : [ModelFiles.Templates],
        .. card.Targets.SelectMany(t => FilesOf(card, t)),
    ];

    private static IEnumerable<string> FilesOf(ModelCard card, TargetCard target)
    {
        yield return ModelFiles.Weights(target.Name);
        yield return ModelFiles.WeightScales(target.Name);
        yield return ModelFiles.Biases(target.Name);
        if (target.Normalised > 0)
        {
            yield return ModelFiles.Squares(target.Name);
            yield return ModelFiles.SquareScales(target.Name);
        }
        if (target.Gate is null)
            yield break;
        yield return ModelFiles.Gate(target.Name);
        if (card.Targets.Count > 1)
            yield return ModelFiles.Agreement(target.Name);
    }

    private static void Expect(string file, long values, long expected)
    {
        if (values != expected)
            throw new ModelRefusedException(file, $"holds {values} values, {expected} are expected");
    }
}
