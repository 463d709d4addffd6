using System.Text.RegularExpressions;
using Classifier.Faults.Chat.Teams;

namespace Classifier.Api.Tests.Chat.Teams;

/// <summary>A directory whose people are in the organisation.</summary>
/// <param name="Yaml">The file.</param>
/// <param name="Users">Entra's ids of the people, by theirs.</param>
internal sealed partial record TeamsDirectory(string Yaml, IReadOnlyDictionary<string, string> Users)
{
    /// <summary>Gives everybody a handle.</summary>
    public static TeamsDirectory Of(string yaml, FakeTeams fake)
    {
        var users = new Dictionary<string, string>(StringComparer.Ordinal);
        var given = Person().Replace(yaml, match =>
        {
            var user = users[match.Groups["id"].Value] = fake.Look(t => t.Hire(match.Groups["name"].Value).Id);
            var entry = match.Groups["entry"].Value;
            return entry.Contains("handles: { ", StringComparison.Ordinal)
                ? entry.Replace("handles: { ", $"handles: {{ teams: {user}, ", StringComparison.Ordinal) + " }"
                : $"{entry}, handles: {{ teams: {user} }} }}";
        });
        return new(given, users);
    }

    /// <summary>Who somebody in the organisation is; null for nobody of the directory.</summary>
    public string? PersonOf(string user) => Users.FirstOrDefault(u => u.Value == user).Key;

    [GeneratedRegex(@"(?<entry>\{ id: (?<id>[\w.]+), name: (?<name>[^,]+), .*) \}(?=\s*$)", RegexOptions.Multiline)]
    private static partial Regex Person();
}
