using System.CommandLine;
using System.Globalization;
using Classifier.Training.Verbs;

namespace Classifier.Training.Samples;

/// <summary><c>sample --out DIR --seed N</c>: writes the sample history.</summary>
internal static class SampleCommand
{
    /// <param name="verb">Knows the home that was asked for; null takes the one that is found.</param>
    public static Command Create(Verb? verb = null)
    {
        var folder = new Option<string>("--out") { Description = "Folder to write to; below the home unless absolute.", Required = true };
        var seed = new Option<int>("--seed") { Description = "The same seed gives the same bytes.", DefaultValueFactory = _ => 1 };
        return Verb.Of("sample", "Writes the sample history, and bursts of alerts that belong together.", [folder, seed], (parsed, _) =>
        {
            var home = verb?.Home(parsed) ?? Home.Find();
            Write(home.Resolve(parsed.GetRequiredValue(folder)), parsed.GetValue(seed), parsed.InvocationConfiguration);
            return Task.CompletedTask;
        });
    }

    private static void Write(string folder, int seed, InvocationConfiguration console)
    {
        console.Error.WriteLine($"Writing {SampleHistory.DefaultCount} tickets ...");
        var history = SampleHistory.Create(seed);
        var file = SampleFile.Save(folder, "history.jsonl", [.. history.Select(t => t.Ticket)]);
        console.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{file}  {new FileInfo(file).Length} bytes"));
        var bursts = SampleFile.Save(folder, SampleBursts.FileName, SampleBursts.Create(seed));
        console.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{bursts}  {new FileInfo(bursts).Length} bytes"));
        foreach (var (what, count) in SampleCounts.Of(history))
            console.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-58} {count,6}"));
    }
}
