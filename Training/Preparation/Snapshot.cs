using System.Security.Cryptography;
using System.Text;

namespace Classifier.Training.Preparation;

/// <summary>The identity of what was learned from.</summary>
internal static class Snapshot
{
    /// <summary>SHA-256 over all rows in order, hex: ids, times, labels, weights and every text that features are read from.</summary>
    public static string Of(IEnumerable<TrainingRow> rows)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var row in rows)
        {
            foreach (var part in Parts(row))
                Add(hash, part);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static IEnumerable<string?> Parts(TrainingRow row)
    {
        var ticket = row.Ticket;
        return
        [
            ticket.Id, ticket.OpenedAt?.ToString("O"), ticket.Title, ticket.Description, ticket.IssueType, ticket.OwningTeam,
            row.Weight.ToString(System.Globalization.CultureInfo.InvariantCulture),
            .. row.Text.Labels.SelectMany(l => new[] { l.Key, l.Value }), null,
            .. row.Text.Logs, null,
        ];
    }

    private static void Add(IncrementalHash hash, string? part)
    {
        // The length tells "ab" + "c" from "a" + "bc", and null from empty.
        hash.AppendData(BitConverter.GetBytes(part?.Length ?? -1));
        if (part is not null)
            hash.AppendData(Encoding.UTF8.GetBytes(part));
    }
}
