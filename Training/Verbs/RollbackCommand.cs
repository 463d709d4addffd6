using System.CommandLine;

namespace Classifier.Training.Verbs;

/// <summary><c>rollback</c>: brings the previous champion back.</summary>
internal static class RollbackCommand
{
    public static Command Create(Verb verb) => Verb.Of("rollback", "Brings the previous champion back.", [], async (parsed, _) =>
    {
        var pointer = verb.Models(parsed).Rollback();
        await parsed.InvocationConfiguration.Output.WriteLineAsync($"{pointer.Version} is champion again, instead of {pointer.Previous}");
    });
}
