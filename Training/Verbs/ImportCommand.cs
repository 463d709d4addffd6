using System.CommandLine;
using Classifier.Redaction;
using Classifier.Training.Import;

namespace Classifier.Training.Verbs;

/// <summary><c>import FILE…</c>: validates history and stores it.</summary>
internal static class ImportCommand
{
    public static Command Create(Verb verb)
    {
        var files = new Argument<string[]>("FILE") { Description = "History: JSON lines, CSV or an export, each also as .gz.", Arity = ArgumentArity.OneOrMore };
        var check = new Option<bool>("--check") { Description = "Only look, store nothing." };
        var strict = new Option<bool>("--strict") { Description = "Take nothing when a row is bad." };
        var zone = Zones.Option();
        return Verb.Of("import", "Validates history and stores it.", [files, check, strict, zone], async (parsed, cancellationToken) =>
        {
            var reader = verb.Reader(Zones.Read(parsed, zone));
            var read = parsed.GetValue(files)!.Select(file => reader.Read(file, cancellationToken)).ToList();
            var output = parsed.InvocationConfiguration.Output;
            foreach (var bad in read.SelectMany(f => f.BadRows))
                await output.WriteLineAsync(bad.ToString());
            var (good, refused) = (read.Sum(f => f.Tickets.Count), read.Sum(f => f.BadRows.Count));
            if (parsed.GetValue(strict) && refused > 0)
                throw new InputException($"{read.SelectMany(f => f.BadRows).First()} (strict: nothing was taken)");
            if (good == 0)
                throw new InputException(refused > 0 ? $"no good row; the first bad one is {read.SelectMany(f => f.BadRows).First()}" : "there are no rows");
            var added = parsed.GetValue(check) ? 0 : await StoreAsync(verb.Home(parsed), read, cancellationToken);
            await output.WriteLineAsync($"{good + refused} rows read, {added} added, {refused} refused{(parsed.GetValue(check) ? " (only checked)" : "")}");
        });
    }

    private static async Task<int> StoreAsync(Home home, List<HistoryFile> files, CancellationToken cancellationToken)
    {
        var redactor = RedactionFile.Load(home);
        await using var stores = await Stores.OpenAsync(home, cancellationToken);
        return await stores.History.AddAsync([.. files.SelectMany(f => f.Tickets).Select(redactor.Redact)], cancellationToken);
    }
}
