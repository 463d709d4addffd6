namespace Classifier.LogTemplates;

/// <summary>What <c>templates.json</c> holds.</summary>
/// <param name="FormatVersion"><see cref="KnownVersion"/>.</param>
/// <param name="NextId">The number of the next new template, above every number given so far.</param>
/// <param name="FoldedLines">Lines of templates that had to make room.</param>
/// <param name="Templates">By ascending number.</param>
internal sealed record LogTemplateFile(int FormatVersion, int NextId, long FoldedLines, IReadOnlyList<LogTemplate> Templates)
{
    /// <summary>Also stands for how lines are cut and masked: other rules are another version.</summary>
    public const int KnownVersion = 1;

    /// <summary>Checks what the types cannot say.</summary>
    /// <exception cref="InvalidDataException">A rule is broken; the message says which.</exception>
    public void Check()
    {
        if (FormatVersion != KnownVersion)
            throw new InvalidDataException($"format_version is {FormatVersion}, known is {KnownVersion}");
        if (FoldedLines < 0)
            throw new InvalidDataException("folded_lines is negative");
        var last = LogTemplate.CatchAll;
        foreach (var template in Templates)
        {
            if (template is null || template.Id <= last || template.Count < 1)
                throw new InvalidDataException($"the template after {last} has no higher id or counts no line");
            last = template.Id;
        }
        if (NextId <= last)
            throw new InvalidDataException($"next_id is {NextId}, but {last} is given already");
    }
}
