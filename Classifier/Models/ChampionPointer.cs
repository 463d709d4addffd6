using System.Text.Json.Serialization;

namespace Classifier.Models;

/// <summary>Which version answers: <c>models/champion.json</c>.</summary>
/// <param name="Version">The champion.</param>
/// <param name="Previous">The champion before it, which a rollback brings back; null when there was none.</param>
/// <param name="PromotedAt">Since when.</param>
/// <param name="Shared">Number of the promotion shared between nodes that this one is, or was made after; null where nothing is shared.</param>
public sealed record ChampionPointer(
    string Version, string? Previous, DateTimeOffset PromotedAt, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Shared = null);
