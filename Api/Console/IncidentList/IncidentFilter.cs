using Classifier.Alerts;

namespace Classifier.Api.Console.IncidentList;

/// <summary>What an address of the list asks for; each part is a comma-separated choice, null for all.</summary>
public sealed record IncidentFilter(string? State, string? Severity, string? Type, string? Owner, string? Location, string? Decision, bool IsPrivate)
{
    /// <summary>What stands for an incident without a location, type or owner.</summary>
    public const string None = "none";

    /// <summary>Whether anything is filtered at all.</summary>
    public bool IsActive => IsPrivate || (State ?? Severity ?? Type ?? Owner ?? Location ?? Decision) is not null;

    internal bool Lets(IncidentRow row) =>
        Has(State, Word(row.Group))
        && Has(Severity, row.Incident.Severity.Word())
        && Has(Type, row.Incident.IssueType.Label ?? None)
        && Has(Owner, row.OwnerKey ?? None)
        && Has(Location, row.Place?.Key ?? None)
        && Has(Decision, Word(row.Incident.Decision))
        && (!IsPrivate || row.Incident.IsPrivate);

    internal static string Word<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();

    /// <summary>The choice with one entry added or taken away; null when none is left.</summary>
    internal static string? Toggle(string? choice, string entry)
    {
        var entries = Entries(choice);
        entries = entries.Contains(entry) ? [.. entries.Where(e => e != entry)] : [.. entries, entry];
        return entries.Length == 0 ? null : string.Join(',', entries);
    }

    internal static bool Contains(string? choice, string entry) => Entries(choice).Contains(entry);

    private static bool Has(string? choice, string value) => choice is null || Contains(choice, value);

    private static string[] Entries(string? choice) => choice?.Split(',', StringSplitOptions.RemoveEmptyEntries) ?? [];
}
