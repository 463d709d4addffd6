using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Classifier.Training.Preparation;

namespace Classifier.Training.Preflight;

/// <summary>Rows whose title and description are the same but for case and blanks.</summary>
/// <param name="groups">Two or more rows each.</param>
internal sealed class RepeatedTexts(IReadOnlyList<IReadOnlyList<TrainingRow>> groups)
{
    public static RepeatedTexts Of(IReadOnlyList<TrainingRow> rows)
    {
        var keys = new UInt128[rows.Count];
        Parallel.For(0, rows.Count, i => keys[i] = Key(rows[i]));
        return new([.. rows.Zip(keys).GroupBy(r => r.Second, r => r.First).Where(g => g.Skip(1).Any()).Select(g => (IReadOnlyList<TrainingRow>)[.. g])]);
    }

    /// <summary>Texts that have several classes of a target: nobody can learn which is right.</summary>
    public IEnumerable<DataFault> Conflicts(string target)
    {
        var conflicts = groups.Select(g => g.Where(r => r.LabelOf(target) is not null).ToList()).Where(g => g.Select(r => r.LabelOf(target)).Distinct().Skip(1).Any()).ToList();
        return conflicts.Count == 0
            ? []
            : [DataFault.Of("conflicting_labels", target, conflicts.Sum(g => g.Count), conflicts.ConvertAll(g => Name(g, target)), $"{conflicts.Count} {(conflicts.Count == 1 ? "text has" : "texts have")} more than one class")];
    }

    /// <summary>Texts that stand there more than once with the same classes: they count more than others, and figures flatter where a copy is kept back.</summary>
    public IEnumerable<DataFault> Duplicates()
    {
        var copies = groups.SelectMany(g => g.GroupBy(r => (r.Ticket.IssueType, r.Ticket.OwningTeam))).Where(g => g.Skip(1).Any()).Select(g => g.ToList()).ToList();
        return copies.Count == 0
            ? []
            : [DataFault.Of("duplicates", null, copies.Sum(g => g.Count), copies.ConvertAll(g => $"{g[0].Ticket.Id} ({g.Count} times)"), $"{copies.Sum(g => g.Count - 1)} rows repeat another row's text and classes")];
    }

    private static string Name(List<TrainingRow> group, string target)
    {
        var (first, other) = (group[0], group.First(r => r.LabelOf(target) != group[0].LabelOf(target)));
        return $"{first.Ticket.Id} is {first.LabelOf(target)} and {other.Ticket.Id} is {other.LabelOf(target)}";
    }

    private static UInt128 Key(TrainingRow row)
    {
        var text = string.Join(' ', $"{row.Ticket.Title}\n{row.Ticket.Description}".Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToLowerInvariant();
        return BinaryPrimitives.ReadUInt128LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
