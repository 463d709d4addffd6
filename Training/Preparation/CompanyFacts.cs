using Classifier.Decisions;
using Classifier.Directories;
using Classifier.History;
using Classifier.Scoring;
using Classifier.Training.Import;

namespace Classifier.Training.Preparation;

/// <summary>What training takes from the directory: which issue types mean compromise, what teams are called now, and what is asked of answers.</summary>
/// <param name="directory">Null where there is none.</param>
internal sealed class CompanyFacts(ResponderDirectory? directory)
{
    /// <summary>The directory itself; null where there is none.</summary>
    public ResponderDirectory? Directory { get; } = directory;

    /// <summary>Types that mean compromise or exposure; empty when the directory names none.</summary>
    public IReadOnlySet<string> SecurityTypes { get; } = (directory?.Parts.Security?.IssueTypes ?? []).ToHashSet(StringComparer.Ordinal);

    /// <summary>Which attributes are vouched for and which are not to be learned from.</summary>
    public AttributeRules Attributes { get; } = new(Set(directory?.Parts.Attributes?.Keep), Set(directory?.Parts.Attributes?.Ignore));

    /// <summary>Keys of the teams; null where there is no directory.</summary>
    public IReadOnlySet<string>? Teams { get; } = directory?.Parts.Teams.Select(t => t.Key).ToHashSet(StringComparer.Ordinal);

    /// <summary>Knows the places; null where there is no directory.</summary>
    public ILocationResolver? Places { get; } = directory is null ? null : new DirectoryPlaces(directory);

    /// <summary>What the directory lays down for decisions; the defaults where there is none.</summary>
    public DecisionTerms Terms { get; } = directory?.Terms ?? DecisionTerms.Default;

    /// <summary>Reads a home's directory.</summary>
    /// <exception cref="InputException">The file is wrong; the message names each line.</exception>
    public static CompanyFacts Read(string directoryFile)
    {
        try
        {
            return new(File.Exists(directoryFile) ? DirectoryFile.Load(directoryFile) : null);
        }
        catch (YamlFileException e)
        {
            throw new InputException(e.Message);
        }
    }

    private static HashSet<string> Set(IReadOnlyList<string>? keys) => (keys ?? []).ToHashSet(StringComparer.Ordinal);

    /// <summary>The ticket under the key that its team has now: a renamed team keeps its history.</summary>
    public Ticket Current(Ticket ticket) => Directory?.Team(ticket.OwningTeam) is { } team && team.Key != ticket.OwningTeam ? ticket with { OwningTeam = team.Key } : ticket;

    private sealed class DirectoryPlaces(ResponderDirectory directory) : ILocationResolver
    {
        public string? Resolve(string word) => directory.ResolvePlace(word);
    }
}
