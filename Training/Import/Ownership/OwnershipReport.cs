namespace Classifier.Training.Import.Ownership;

/// <summary>Tells people what became of ownership sources: a line an entry, each with its place.</summary>
internal static class OwnershipReport
{
    public static IEnumerable<string> Lines(OwnershipPlan plan, IReadOnlyList<OwnershipFile> files, bool isCheck) =>
    [
        .. Part(isCheck ? "Would be added" : "Added", plan.Added.SelectMany(Added)),
        .. Part("Already there", plan.Known.Select(k => $"{k.At}: {k.Service.Key}, owned by {k.Service.Owner} ({k.In})")),
        .. Part("Conflicts", plan.Conflicts.Select(Conflict)),
        .. Part("Unknown owners", plan.UnknownOwners.Select(Unknown)),
        .. Part("Not used", files.SelectMany(f => f.Unused).Select(u => $"{u.At}: {u.What}: {u.Why}")),
        .. Part("Refused", files.SelectMany(f => f.BadRows).Select(b => b.ToString())),
    ];

    public static string Summary(OwnershipPlan plan, IReadOnlyList<OwnershipFile> files, bool isCheck) =>
        $"{Count(files.Count, "ownership source")} read: {Count(plan.Added.Count, "service")} {(isCheck ? "to add" : "added")}, {plan.Known.Count} already there, "
        + $"{Count(plan.Conflicts.Count, "conflict")}, {Count(plan.UnknownOwners.Count, "unknown owner")}, {files.Sum(f => f.Unused.Count)} not used, {files.Sum(f => f.BadRows.Count)} refused"
        + (isCheck ? " (only checked)" : "");

    private static IEnumerable<string> Part(string title, IEnumerable<string> lines)
    {
        var all = lines.ToList();
        return all.Count == 0 ? [] : all.Select(line => $"  {line}").Prepend($"{title}:");
    }

    private static IEnumerable<string> Added(AddedService added)
    {
        var also = added.Also.Count > 0 ? $", also {string.Join(", ", added.Also)}" : "";
        var written = added.Owner.EndsWith(added.Service.Owner, StringComparison.OrdinalIgnoreCase) ? "" : $" ({added.Owner})";
        return added.LeftOut.Select(what => $"  without {what}").Prepend($"{added.At}: {added.Service.Key}, owned by {added.Service.Owner}{written}{also}");
    }

    private static string Conflict(OwnerConflict conflict) => conflict.At == conflict.CountsAt
        ? $"{conflict.At}: {conflict.Service} is owned by {conflict.Owner} too; {conflict.Counting} stands first and counts"
        : $"{conflict.At}: {conflict.Service} is owned by {conflict.Owner} here, by {conflict.Counting} in {conflict.CountsAt}, which counts";

    private static string Unknown(UnknownOwner unknown) => $"{unknown.At}: {unknown.Written} stands for no team of the directory; "
        + (unknown.OwnedBy is null ? $"{unknown.Service} is left out" : $"{unknown.Service} is owned by {unknown.OwnedBy} all the same");

    private static string Count(int count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";
}
