using System.CommandLine;
using System.Globalization;

namespace Classifier.Training.Verbs;

/// <summary><c>models</c>: lists versions, newest first; the champion has a star.</summary>
internal static class ModelsCommand
{
    public static Command Create(Verb verb) => Verb.Of("models", "Lists the versions.", [], async (parsed, _) =>
    {
        var store = verb.Models(parsed);
        var champion = store.Champion()?.Version;
        foreach (var card in store.List())
        {
            var targets = string.Join(", ", card.Targets.Select(t => $"{t.Name} ({t.Classes.Count} classes, {t.Learner})"));
            await parsed.InvocationConfiguration.Output.WriteLineAsync(
                string.Create(CultureInfo.InvariantCulture, $"{(card.Version == champion ? '*' : ' ')} {card.Version}  {card.CreatedAt:yyyy-MM-dd HH:mm}  {card.Data.Rows} rows  {targets}"));
        }
    });
}
