using Classifier.History;

namespace Classifier.Benchmarks.Data;

/// <summary>Any number of short tickets of 20 teams: 10 to 40 words, two thirds from a vocabulary that all share, the rest from the team's own.</summary>
internal static class WideHistory
{
    private const int Teams = 20;
    private const int SharedWords = 20_000;
    private const int OwnWords = 500;
    private const int Seed = 1;
    private static readonly DateTimeOffset Start = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly string[] Syllables = [.. "bdfgklmnprstvz".SelectMany(c => "aeiou".Select(v => $"{c}{v}"))];

    /// <summary>The tickets, one a minute.</summary>
    public static IEnumerable<Ticket> Tickets(int count)
    {
        var random = new Random(Seed);
        for (var i = 0; i < count; i++)
        {
            var team = random.Next(Teams);
            var words = Enumerable.Range(0, random.Next(10, 41)).Select(_ => NextWord(team, random)).ToList();
            yield return new()
            {
                Id = $"row-{i}",
                OpenedAt = Start.AddMinutes(i),
                Title = string.Join(' ', words.Take(8)),
                Description = string.Join(' ', words.Skip(8)),
                OwningTeam = $"team-{team}",
            };
        }
    }

    // The cube makes some words common and most rare, as in any language.
    private static string NextWord(int team, Random random)
    {
        var skewed = Math.Pow(random.NextDouble(), 3);
        return random.Next(3) > 0 ? Word((int)(skewed * SharedWords)) : Word(SharedWords + team * OwnWords + (int)(skewed * OwnWords));
    }

    private static string Word(int number) =>
        Syllables[number % Syllables.Length] + Syllables[number / Syllables.Length % Syllables.Length] + Syllables[number / Syllables.Length / Syllables.Length];
}
