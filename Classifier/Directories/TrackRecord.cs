namespace Classifier.Directories;

/// <summary>How often the model was right when it was sure of a team, as people left it.</summary>
/// <param name="Right">Answers that stood.</param>
/// <param name="Answers">Answers that people took up, the newest <see cref="Longest"/>.</param>
public sealed record TrackRecord(int Right, int Answers)
{
    /// <summary>Older answers say little of the model that answers now.</summary>
    public const int Longest = 100;

    private const int FewestToEarn = 20;
    private const double Unlikely = 0.05;
    private const double OneStandardError = 0.16;

    /// <summary>So few were right as would hardly be seen of answers that are right as often as asked (one-sided binomial test, 5 %).</summary>
    public bool IsBelow(double asked) => Answers > 0 && AtMost(Right, asked) <= Unlikely;

    /// <summary>There are enough of them, and the lower bound of how many are right is as asked (Clopper–Pearson, 84 %).</summary>
    public bool Reaches(double asked) => Answers >= FewestToEarn && 1 - AtMost(Right - 1, asked) <= OneStandardError;

    /// <summary>The record of each team, from what was acted on, newest first.</summary>
    /// <param name="actedOn">The model's answer, and whose it was in the end.</param>
    /// <param name="directory">Knows teams by the keys they had.</param>
    public static IReadOnlyDictionary<string, TrackRecord> Of(IEnumerable<(string Answer, string Final)> actedOn, ResponderDirectory directory) => actedOn
        .Select(a => (Team: directory.Team(a.Answer)?.Key, Final: directory.Team(a.Final)?.Key))
        .Where(a => a.Team is not null)
        .GroupBy(a => a.Team!, StringComparer.Ordinal)
        .ToDictionary(g => g.Key, g => Of([.. g.Take(Longest).Select(a => a.Team == a.Final)]), StringComparer.Ordinal);

    private static TrackRecord Of(List<bool> answers) => new(answers.Count(right => right), answers.Count);

    /// <summary>The chance that at most so many of the answers are right when each is with the chance asked.</summary>
    private double AtMost(int right, double asked)
    {
        var (chance, sum) = (Math.Pow(1 - asked, Answers), 0.0);
        for (var k = 0; k <= right; k++)
        {
            sum += chance;
            chance *= (double)(Answers - k) / (k + 1) * asked / (1 - asked);
        }
        return right < 0 ? 0 : sum;
    }
}
