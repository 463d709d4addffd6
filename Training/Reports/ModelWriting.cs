using System.Text.Json;
using Classifier.Models;
using Classifier.Training.Evaluation;

namespace Classifier.Training.Reports;

/// <summary>Writes what a run brought as a model's folder.</summary>
internal static class ModelWriting
{
    /// <summary>Writes <c>DIR/version</c>, all of it or nothing.</summary>
    /// <returns>The folder.</returns>
    public static string Write(TrainedModel model, string directory, CancellationToken cancellationToken)
    {
        Baselines.Require(model.Metrics);
        using var folder = new ModelFolderWriter(directory, model.Card.Version);
        WriteFeatures(folder, model);
        foreach (var target in model.Targets)
        {
            cancellationToken.ThrowIfCancellationRequested();
            folder.Write(ModelFiles.Weights(target.Card.Name), target.Layer.Weights.Numbers());
            folder.Write(ModelFiles.WeightScales(target.Card.Name), target.Layer.Weights.Scales());
            if (target.Layer.Squares is { } squares)
            {
                folder.Write(ModelFiles.Squares(target.Card.Name), squares.Numbers());
                folder.Write(ModelFiles.SquareScales(target.Card.Name), squares.Scales());
            }
            folder.Write(ModelFiles.Biases(target.Card.Name), target.Layer.Biases);
            folder.Write<float>(ModelFiles.Gate(target.Card.Name), target.Gate.Numbers);
            if (target.Agreement is { } agreement)
                folder.Write(ModelFiles.Agreement(target.Card.Name), agreement.Shares);
        }
        WriteNeighbours(folder, model);
        folder.Write(ModelFiles.Metrics, MetricsJson(model) + "\n");
        WriteReport(folder, new(model.Card, model.Metrics));
        folder.Write(model.Card);
        cancellationToken.ThrowIfCancellationRequested();
        folder.Complete();
        return Path.Combine(directory, model.Card.Version);
    }

    private static void WriteReport(ModelFolderWriter folder, Report report)
    {
        var text = report.Full();
        folder.Write(ModelFiles.Report, text);
        foreach (var picture in report.Pictures)
            folder.Write(picture.File, picture.Svg);
        folder.Write(ModelFiles.ReportPage, ReportPage.Of(text, report.Pictures));
    }

    public static string MetricsJson(TrainedModel model) => JsonSerializer.Serialize(model.Metrics, TrainingJson.Readable.RunMetrics);

    private static void WriteFeatures(ModelFolderWriter folder, TrainedModel model)
    {
        folder.Write<ulong>(ModelFiles.FeatureHashes, model.Space.Hashes);
        folder.Write(ModelFiles.FeatureIdf, model.Space.Idf);
        if (model.Space.Templates is { } templates)
        {
            Write(folder, ModelFiles.Templates, templates.Save);
            Write(folder, ModelFiles.TemplateOwners, model.TemplateOwners.Save);
        }
    }

    private static void Write(ModelFolderWriter folder, string name, Action<Stream> save)
    {
        using var bytes = new MemoryStream();
        save(bytes);
        folder.Write<byte>(name, bytes.ToArray());
    }

    private static void WriteNeighbours(ModelFolderWriter folder, TrainedModel model)
    {
        var index = model.Neighbours;
        folder.Write(ModelFiles.PostingStarts, index.Starts);
        folder.Write(ModelFiles.PostingRows, index.Rows);
        folder.Write(ModelFiles.PostingWeights, index.Weights);
        folder.Write(ModelFiles.RecordStarts, index.Records.Starts);
        folder.Write(ModelFiles.Records, index.Records.Bytes);
    }
}
