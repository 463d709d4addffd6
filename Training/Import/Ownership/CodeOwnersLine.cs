using System.Text;
using System.Text.RegularExpressions;

namespace Classifier.Training.Import.Ownership;

/// <summary>A rule of a <c>CODEOWNERS</c> file.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Section">GitLab's section, lower case; empty before the first.</param>
/// <param name="Pattern">Without the backslashes of what was escaped.</param>
/// <param name="Owners">The section's where the line has none of its own.</param>
internal sealed partial record CodeOwnersLine(int Number, string Section, string Pattern, IReadOnlyList<string> Owners)
{
    /// <summary>The rules of a file in their order, without comments.</summary>
    /// <remarks>
    /// The syntax of GitHub ("About code owners") and of GitLab ("Syntax of CODEOWNERS file"): a backslash takes the next character
    /// as it is, so also a space; a comment begins where a word would; a section in brackets may have owners for its lines.
    /// </remarks>
    public static IEnumerable<CodeOwnersLine> Read(TextReader reader)
    {
        var (number, section, sectionOwners) = (0, "", (IReadOnlyList<string>)[]);
        while (reader.ReadLine() is { } line)
        {
            number++;
            if (SectionHead().Match(line) is { Success: true } head)
                (section, sectionOwners) = (head.Groups["name"].Value.Trim().ToLowerInvariant(), Words(head.Groups["owners"].Value));
            else if (Words(line) is [var pattern, .. var owners])
                yield return new(number, section, pattern, owners.Count > 0 ? owners : sectionOwners);
        }
    }

    private static List<string> Words(string line)
    {
        var (words, word) = (new List<string>(), new StringBuilder());
        for (var i = 0; i < line.Length && !(line[i] == '#' && word.Length == 0); i++)
        {
            if (!char.IsWhiteSpace(line[i]))
                word.Append(line[i] == '\\' && i + 1 < line.Length ? line[++i] : line[i]);
            else if (word.Length > 0)
            {
                words.Add(word.ToString());
                word.Clear();
            }
        }
        if (word.Length > 0)
            words.Add(word.ToString());
        return words;
    }

    [GeneratedRegex(@"^\s*\^?\[(?<name>[^\]]+)\](\[\d+\])?(?=\s|$)(?<owners>.*)$")]
    private static partial Regex SectionHead();
}
