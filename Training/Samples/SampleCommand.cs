using System.CommandLine;
using System.Globalization;

namespace Classifier.Training.Samples;

/// <summary><c>sample --out DIR --seed N</c>: writes the sample history.</summary>
internal static class SampleCommand
{
    public static Command Create()
    {
        var folder = new Option<string>("--out") { Description = "Folder to write to; below the home unless absolute.", Required = true };
        var seed = new Option<int>("--seed") { Description = "The same seed gives the same bytes.", DefaultValueFactory = _ => 1 };
        var command = new Command("sample", "Writes the sample history.") { folder, seed };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(folder), parsed.GetValue(seed), parsed.InvocationConfiguration));
        return command;
    }

    private static int Run(string folder, int seed, InvocationConfiguration console)
    {
        console.Error.WriteLine($"Writing {SampleHistory.DefaultCount} tickets ...");
        var history = SampleHistory.Create(seed);
        var file = SampleFile.Save(Home.Find().Resolve(folder), [.. history.Select(t => t.Ticket)]);
        console.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{file}  {new FileInfo(file).Length} bytes"));
        foreach (var (what, count) in SampleCounts.Of(history))
            console.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-58} {count,6}"));
        return 0;
    }
}
