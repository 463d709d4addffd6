using Classifier.Alerts;
using Classifier.History;
using Classifier.Redaction;
using Classifier.Training.Import;
using Classifier.Training.Labelling;
using Classifier.Training.Preparation;

namespace Classifier.Training;

/// <summary>Where rows to learn from come from: files, or the database with what people said in rooms.</summary>
/// <param name="company">Knows what teams are called now.</param>
/// <param name="redactor">The home's rules; by default those that are built in.</param>
internal sealed class TrainingData(CompanyFacts company, Redactor? redactor = null)
{
    private readonly Redactor _redactor = redactor ?? Redactor.BuiltIn;

    /// <summary>With the names and the rules of a home.</summary>
    /// <exception cref="RedactionFileException">Its redaction file is wrong.</exception>
    public static TrainingData Of(Home home) => new(CompanyFacts.Read(home.DirectoryFile), RedactionFile.Load(home));

    /// <summary>The rows of files, or without any, those of the home's database.</summary>
    /// <exception cref="InputException">A row is bad, or the database holds none.</exception>
    public async Task<IReadOnlyList<TrainingRow>> ReadAsync(string[]? files, HistoryReader reader, Home home, CancellationToken cancellationToken)
    {
        if (files is { Length: > 0 })
            return FromFiles(files, reader, cancellationToken);
        await using var stores = await Stores.OpenAsync(home, cancellationToken);
        var rows = await FromDatabaseAsync(stores, cancellationToken);
        return rows.Count > 0 ? rows : throw new InputException("the database has no imported history and no label yet; run import FILE first, or give --data");
    }

    /// <summary>Rows that may still lack an answer: those of files, or without any, imported history and the service's undecided incidents, nothing private.</summary>
    /// <exception cref="InputException">A row is bad.</exception>
    public async Task<IReadOnlyList<TrainingRow>> ReadWithUndecidedAsync(string[]? files, HistoryReader reader, Home home, CancellationToken cancellationToken)
    {
        if (files is { Length: > 0 })
            return FromFiles(files, reader, cancellationToken);
        await using var stores = await Stores.OpenAsync(home, cancellationToken);
        var history = await stores.History.ReadAsync(cancellationToken);
        var undecided = await new UndecidedIncidents(stores.Incidents).ReadAsync(cancellationToken);
        return Rows([.. history.Concat(undecided).Select(t => new TrainingRow(t, 1))]);
    }

    /// <summary>The rows of files that must not have bad rows; of a repeated id the first is taken.</summary>
    /// <exception cref="InputException">A row is bad.</exception>
    public IReadOnlyList<TrainingRow> FromFiles(IEnumerable<string> files, HistoryReader reader, CancellationToken cancellationToken) =>
        Rows([.. files.SelectMany(file => reader.Read(file, cancellationToken).OrThrow()).DistinctBy(t => t.Id).Select(t => new TrainingRow(t, 1))]);

    /// <summary>Stored history, and after it the labels that people gave, which replace a ticket of the same id.</summary>
    public async Task<IReadOnlyList<TrainingRow>> FromDatabaseAsync(Stores stores, CancellationToken cancellationToken)
    {
        var history = await stores.History.ReadAsync(cancellationToken);
        var labels = await stores.Labels.ReadLabelledAsync(cancellationToken);
        var answered = labels.Select(l => l.Ticket.Id).ToHashSet(StringComparer.Ordinal);
        return Rows(
        [
            .. history.Where(t => !answered.Contains(t.Id)).Select(t => new TrainingRow(t, 1)),
            .. labels.Select(l => new TrainingRow(l.Ticket, LabelWeights.Of(l.Kind), l.IsPrivate)),
        ]);
    }

    /// <summary>Rows as they were when filed, and without secrets. What no alert may be long enough to hold is not looked at.</summary>
    private IReadOnlyList<TrainingRow> Rows(List<TrainingRow> rows) =>
        [.. rows.AsParallel().AsOrdered().Select(r => new TrainingRow(company.Current(_redactor.Redact(Cut(FilingTime.AsFiled(r.Ticket)))), r.Weight, r.IsPrivate))];

    private static Ticket Cut(Ticket ticket) => ticket with { Description = AlertLimits.Keep(ticket.Description, AlertLimits.Description) };
}
