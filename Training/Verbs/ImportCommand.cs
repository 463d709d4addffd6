using System.CommandLine;
using Classifier.Redaction;
using Classifier.Training.Import;
using Classifier.Training.Import.Ownership;

namespace Classifier.Training.Verbs;

/// <summary><c>import FILE…</c>: validates history and stores it; takes services from ownership sources into the directory.</summary>
internal static class ImportCommand
{
    public static Command Create(Verb verb)
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = "History: JSON lines, CSV or an export. Who owns what: CODEOWNERS, Backstage's catalog-info.yaml, or a service catalogue as CSV. Each also as .gz.",
            Arity = ArgumentArity.OneOrMore,
        };
        var check = new Option<bool>("--check") { Description = "Only look, store nothing." };
        var strict = new Option<bool>("--strict") { Description = "Take nothing when a row is bad or an owner unknown." };
        var zone = Zones.Option();
        return Verb.Of("import", "Validates history and stores it; takes services with their owners into the directory.", [files, check, strict, zone], async (parsed, cancellationToken) =>
        {
            var (home, isCheck, output) = (verb.Home(parsed), parsed.GetValue(check), parsed.InvocationConfiguration.Output);
            var read = Read(parsed.GetValue(files)!, verb.Reader(Zones.Read(parsed, zone)), cancellationToken);
            var owners = read.Ownership.Count == 0 ? null : DirectoryUpdate.Of(home, read.Ownership);
            foreach (var bad in read.History.SelectMany(f => f.BadRows))
                await output.WriteLineAsync(bad.ToString());
            foreach (var line in owners is null ? [] : OwnershipReport.Lines(owners.Plan, read.Ownership, isCheck))
                await output.WriteLineAsync(line);
            Refuse(read, owners?.Plan, parsed.GetValue(strict));
            if (read.History.Count > 0)
                await output.WriteLineAsync(HistorySummary(read, isCheck ? 0 : await StoreAsync(home, read.History, cancellationToken), isCheck));
            if (owners is null)
                return;
            if (!isCheck)
                owners.Write();
            await output.WriteLineAsync(OwnershipReport.Summary(owners.Plan, read.Ownership, isCheck));
        });
    }

    private static ImportedFiles Read(string[] files, HistoryReader reader, CancellationToken cancellationToken)
    {
        var read = new ImportedFiles([], []);
        foreach (var file in files)
        {
            if (OwnershipReader.KindOf(file) is { } kind)
                read.Ownership.Add(OwnershipReader.Read(kind, file));
            else
                read.History.Add(reader.Read(file, cancellationToken));
        }
        return read;
    }

    /// <exception cref="InputException">Nothing is good, or something is not and that is asked for.</exception>
    private static void Refuse(ImportedFiles read, OwnershipPlan? owners, bool isStrict)
    {
        var first = read.BadRows.Select(b => b.ToString()).Concat(owners?.UnknownOwners.Select(u => $"{u.At}: {u.Written} is not known") ?? []).FirstOrDefault();
        if (isStrict && first is not null)
            throw new InputException($"{first} (strict: nothing was taken)");
        if (read.HasSomething)
            return;
        if (read.BadRows.FirstOrDefault() is { } bad)
            throw new InputException($"no good row; the first bad one is {bad}");
        if (owners is null)
            throw new InputException("there are no rows");
    }

    private static string HistorySummary(ImportedFiles read, int added, bool isCheck)
    {
        var (good, refused) = (read.History.Sum(f => f.Tickets.Count), read.History.Sum(f => f.BadRows.Count));
        return $"{good + refused} rows read, {added} added, {refused} refused{(isCheck ? " (only checked)" : "")}";
    }

    private static async Task<int> StoreAsync(Home home, List<HistoryFile> files, CancellationToken cancellationToken)
    {
        var redactor = RedactionFile.Load(home);
        await using var stores = await Stores.OpenAsync(home, cancellationToken);
        return await stores.History.AddAsync([.. files.SelectMany(f => f.Tickets).Select(redactor.Redact)], cancellationToken);
    }

    /// <summary>What the files of one call hold.</summary>
    private sealed record ImportedFiles(List<HistoryFile> History, List<OwnershipFile> Ownership)
    {
        public IEnumerable<BadRow> BadRows => [.. History.SelectMany(f => f.BadRows), .. Ownership.SelectMany(f => f.BadRows)];

        public bool HasSomething => History.Any(f => f.Tickets.Count > 0) || Ownership.Any(f => f.Claims.Count > 0 || f.Groups.Count > 0);
    }
}
