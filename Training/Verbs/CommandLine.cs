using System.CommandLine;
using Classifier.Training.Samples;

namespace Classifier.Training.Verbs;

/// <summary>All verbs of the program.</summary>
internal static class CommandLine
{
    private const int BadInput = 2;

    /// <summary>Runs one verb.</summary>
    /// <returns>0; 2 for bad input, with one line on <paramref name="error"/>.</returns>
    public static async Task<int> RunAsync(string[] args, TimeProvider clock, TextWriter output, TextWriter error)
    {
        var parsed = Root(new(clock)).Parse(args);
        var code = await parsed.InvokeAsync(new() { Output = output, Error = error });
        return parsed.Errors.Count > 0 ? BadInput : code;
    }

    private static RootCommand Root(Verb verb) => new("Learns from a company's past incidents, and keeps its models.")
    {
        verb.HomeOption,
        ImportCommand.Create(verb),
        SampleCommand.Create(verb),
        TrainCommand.Create(verb),
        EvaluateCommand.Create(verb),
        BenchmarkCommand.Create(verb),
        ReplayCommand.Create(verb),
        ModelsCommand.Create(verb),
        PromoteCommand.Create(verb),
        RollbackCommand.Create(verb),
        ReportCommand.Create(verb),
        TemplatesCommand.Create(),
        DemoCommand.Create(verb),
        BackupCommand.Create(verb),
        BackupCommand.CreateRestore(verb),
    };
}
