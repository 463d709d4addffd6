using System.Globalization;

namespace Classifier.Incidents;

/// <summary>Somebody asked whose something would be.</summary>
/// <param name="Number">Running number.</param>
/// <param name="AskedBy">Who.</param>
/// <param name="Text">In their words, redacted.</param>
/// <param name="Team">What was answered.</param>
/// <param name="Place">Where it was asked, for who replies there; empty where replies have no place.</param>
/// <param name="Incident">What it became; null as long as nobody said that the answer is right or wrong.</param>
/// <param name="AskedAt">When.</param>
public sealed record OwnerQuestion(long Number, string AskedBy, string Text, string Team, string Place, long? Incident, DateTimeOffset AskedAt)
{
    /// <summary><c>q-17</c>.</summary>
    public string Id => string.Create(CultureInfo.InvariantCulture, $"q-{Number}");

    /// <summary>The number in <c>q-17</c>; null for another text.</summary>
    public static long? NumberOf(string? id) =>
        id is not null && id.StartsWith("q-", StringComparison.OrdinalIgnoreCase) && long.TryParse(id.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}

/// <summary>Questions whose owner was asked for.</summary>
public interface IQuestionStore
{
    /// <summary>Keeps a question.</summary>
    /// <returns>Its number.</returns>
    Task<long> AddAsync(OwnerQuestion question, CancellationToken cancellationToken);

    /// <summary>A question by number; null when there is none.</summary>
    Task<OwnerQuestion?> FindAsync(long number, CancellationToken cancellationToken);

    /// <summary>The newest question that was asked in a place; null when there is none.</summary>
    Task<OwnerQuestion?> FindAtAsync(string place, CancellationToken cancellationToken);

    /// <summary>Notes what a question became.</summary>
    Task MarkOpenedAsync(long number, long incident, CancellationToken cancellationToken);
}
