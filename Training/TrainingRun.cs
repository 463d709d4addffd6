using System.Reflection;
using Classifier.Features;
using Classifier.History;
using Classifier.Incidents;
using Classifier.LogTemplates;
using Classifier.Models;
using Classifier.Neighbours;
using Classifier.Scoring;
using Classifier.Training.Evaluation;
using Classifier.Training.Import;
using Classifier.Training.Preflight;
using Classifier.Training.Preparation;

namespace Classifier.Training;

/// <summary>What a run brought, ready to be written.</summary>
internal sealed record TrainedModel(ModelCard Card, RunMetrics Metrics, FeatureSpace Space, IReadOnlyList<TrainedTarget> Targets, NeighbourIndex Neighbours, TemplateOwners TemplateOwners);

/// <summary>Trains a model from rows.</summary>
/// <param name="options">How to train.</param>
/// <param name="progress">Told of every step.</param>
/// <param name="clock">For the version and the seconds.</param>
internal sealed class TrainingRun(TrainingOptions options, IProgressLog progress, TimeProvider clock)
{
    private const int MostNeighbours = 100_000;
    private const int ReadSample = 20_000;

    /// <summary>Trains all targets that have two classes or more.</summary>
    /// <exception cref="InputException">There are no rows, or no target has two classes.</exception>
    public TrainedModel Run(IReadOnlyList<TrainingRow> given, string? parent, CancellationToken cancellationToken)
    {
        var (start, began) = (clock.GetUtcNow(), clock.GetTimestamp());
        var ordered = Split.InOrder(given);
        var faults = new DataPreflight(options.Targets, options.Teams).Check(ordered);
        foreach (var fault in faults)
            progress.Step($"data: {fault.Text}");
        var leftOut = new AttributeScreening(options.Attributes).LeftOut(ordered);
        foreach (var (name, why) in leftOut)
            progress.Step($"attribute {name} is left out: {why}");
        var ignored = leftOut.Select(a => a.Name).ToHashSet(StringComparer.Ordinal);
        IReadOnlyList<TrainingRow> rows = ignored.Count == 0 ? ordered : [.. ordered.Select(r => r.Without(ignored))];
        var targets = TargetsOf(rows);
        progress.Step($"reading features of {rows.Count} rows");
        var folds = RunFolds.Of(rows, targets, OrderTest.AgreementOf([.. given.Select(r => r.Ticket.OpenedAt)]), options, cancellationToken);
        if (folds.Order is { } order)
            progress.Step(FormattableString.Invariant($"order: agreement {order.Agreement:0.00}, error {order.Forward:0.000} on the newest rows, {order.Random:0.000} on random ones, so {folds.Kind} folds"));
        var blends = targets.ConvertAll(t => new BlendTraining(t, folds, options, progress, clock).Run(cancellationToken));
        progress.Step("learning what to trust");
        var trained = blends.ConvertAll(b => new TargetTraining(b, blends.Find(o => o != b), folds, options).Run());
        progress.Step("indexing past incidents");
        var neighbours = NeighboursOf(rows, folds.All);
        IReadOnlyList<TrainingRow> kept = [.. folds.Last.Fold.Evaluate.TakeLast(ReadSample).Select(i => rows[i])];
        var metrics = new RunMetrics(
            folds.Kind, new SortedDictionary<string, TargetMetrics>(trained.ToDictionary(t => t.Card.Name, t => t.Metrics), StringComparer.Ordinal),
            trained.FirstOrDefault(t => t.Security is not null)?.Security, folds.Order is { } o ? new(1 - o.Forward, 1 - o.Random) : null,
            SeverityFigures.Of(kept), LocationFigures.Of(kept, options.Places), faults);
        var snapshot = Snapshot.Of(rows);
        var card = new ModelCard
        {
            Version = FormattableString.Invariant($"{start.UtcDateTime:yyyyMMdd-HHmmss}-{snapshot[..7]}"),
            CreatedAt = start,
            CodeVersion = typeof(TrainingRun).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown",
            Seed = options.Seed,
            Budget = options.Budget.ToString().ToLowerInvariant(),
            Seconds = Math.Round(clock.GetElapsedTime(began).TotalSeconds, 1),
            Parent = parent,
            Data = DataOf(rows, snapshot),
            Split = new(folds.Kind, folds.Last.Fold.Fit.Length, folds.Last.Fold.Evaluate.Length, folds.Last.Fold.Evaluate.Select(i => rows[i].Ticket.OpenedAt).Min()),
            Features = FeaturesOf(folds.All.Space),
            LeftOutAttributes = leftOut,
            Targets = [.. trained.Select(t => t.Card)],
            Security = trained.FirstOrDefault(t => t.SecurityCard is not null)?.SecurityCard,
            LogTemplates = folds.All.Space.Templates?.Templates.Count ?? 0,
            Neighbours = neighbours.Records.Count,
            Times = TicketTimes.Of(rows.Where(r => Incident.NumberOf(r.Ticket.Id) is null).Select(r => r.Ticket)),      // the service's own incidents are no time before it
        };
        return new(card, metrics, folds.All.Space, trained, neighbours, TemplateCounts.Of(rows, folds.All.Space.Templates));
    }

    private List<TargetRows> TargetsOf(IReadOnlyList<TrainingRow> rows)
    {
        if (rows.Count == 0)
            throw new InputException("there are no rows to learn from");
        var targets = TargetNames.All.Where(options.Targets.Contains).Select(name => new TargetRows(name, rows)).ToList();
        var learnable = targets.Where(t => t.Classes.Count >= 2).ToList();
        return learnable.Count > 0
            ? learnable
            : throw new InputException($"{string.Join(" and ", targets.Select(t => t.Name))} have fewer than two classes in {rows.Count} rows");
    }

    private static DataFacts DataOf(IReadOnlyList<TrainingRow> rows, string snapshot) => new(
        rows.Count, rows.Count(r => r.Weight > 1), snapshot, rows.Min(r => r.Ticket.OpenedAt), rows.Max(r => r.Ticket.OpenedAt));

    private static FeatureFacts FeaturesOf(FeatureSpace space) => new(space.Count, space.Scale, space.Hashes
        .CountBy(FeatureHash.BlockOf).OrderBy(b => b.Key)
        .ToDictionary(b => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(b.Key.ToString()), b => b.Value));

    private static NeighbourIndex NeighboursOf(IReadOnlyList<TrainingRow> rows, FoldFeatures all)
    {
        var (builder, fit) = (new NeighbourIndexBuilder(all.Space), all.Fit);
        // A private incident teaches, but is shown to nobody.
        foreach (var i in Enumerable.Range(0, rows.Count).Where(i => !rows[i].IsPrivate).TakeLast(MostNeighbours))
            builder.Add(NeighbourOf.Ticket(rows[i].Ticket), fit.ColumnsOf(i), fit.ValuesOf(i));
        return builder.Build();
    }
}
