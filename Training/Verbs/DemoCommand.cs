using System.CommandLine;
using Classifier.Training.Demo;

namespace Classifier.Training.Verbs;

/// <summary><c>demo</c>: plays the five stories and the learning loop on a service of its own, and prints what people see.</summary>
internal static class DemoCommand
{
    public static Command Create(Verb verb) => Verb.Of("demo", "Plays the five stories, a correction and a retraining on a service of its own, and prints what rooms say.", [], async (parsed, cancellationToken) =>
    {
        var output = parsed.InvocationConfiguration.Output;
        await using var stage = await DemoStage.StartAsync(verb.Home(parsed), output, cancellationToken);
        await new DemoScript(stage, output).PlayAsync(cancellationToken);
    });
}
