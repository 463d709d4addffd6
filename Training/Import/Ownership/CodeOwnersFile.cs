namespace Classifier.Training.Import.Ownership;

/// <summary>Reads who owns which service from a <c>CODEOWNERS</c> file; where lines of one section name one folder, the later counts.</summary>
internal static class CodeOwnersFile
{
    public static OwnershipFile Read(string file, TextReader reader)
    {
        var lines = CodeOwnersLine.Read(reader).ToList();
        var (claims, unused, bad) = (new List<OwnershipClaim>(), new List<UnusedEntry>(), new List<BadRow>());
        for (var i = 0; i < lines.Count; i++)
        {
            var (line, at) = (lines[i], new SourceLine(file, lines[i].Number));
            var (service, why) = ServiceFolder.Of(line.Pattern);
            if (service is null)
            {
                unused.Add(new(at, line.Pattern, why!));
                continue;
            }
            if (OverruledBy(line, lines.Skip(i + 1)) is { } later)
            {
                unused.Add(new(at, line.Pattern, $"overruled by line {later.Number}, {later.Pattern}"));
                continue;
            }
            bad.AddRange(line.Owners.Where(o => !o.Contains('@')).Select(o => new BadRow(file, line.Number, $"{o} is no owner: @person, @org/team or a mail address")));
            var owners = line.Owners.Where(o => o.Contains('@')).Select(OwnerReference.OfCodeOwners).ToList();
            if (owners.Count > 0)
                claims.Add(new(OwnershipKind.CodeOwners, at, service, owners));
            else if (line.Owners.Count == 0)
                bad.Add(new(file, line.Number, $"{line.Pattern} has no owner"));
        }
        return new(claims, unused, bad, []);
    }

    private static CodeOwnersLine? OverruledBy(CodeOwnersLine line, IEnumerable<CodeOwnersLine> later) =>
        later.LastOrDefault(l => l.Section == line.Section && ServiceFolder.Covers(l.Pattern, line.Pattern));
}
