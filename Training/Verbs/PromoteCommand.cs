using System.CommandLine;

namespace Classifier.Training.Verbs;

/// <summary><c>promote VERSION</c>: makes a version champion after it was checked.</summary>
internal static class PromoteCommand
{
    public static Command Create(Verb verb)
    {
        var version = new Argument<string>("VERSION") { Description = "As models lists it." };
        return Verb.Of("promote", "Makes a version champion.", [version], async (parsed, _) =>
        {
            var pointer = verb.Models(parsed).Promote(parsed.GetValue(version)!);
            await parsed.InvocationConfiguration.Output.WriteLineAsync($"{pointer.Version} is champion{(pointer.Previous is null ? "" : $", before it {pointer.Previous}")}");
        });
    }
}
