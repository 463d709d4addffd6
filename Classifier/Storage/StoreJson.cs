using System.Text.Json;
using System.Text.Json.Serialization;
using Classifier.Alerts;
using Classifier.Decisions;
using Classifier.History;
using Classifier.Responses;
using Classifier.Scoring;

namespace Classifier.Storage;

/// <summary>How records stand in JSON columns. Columns are read by later versions too: members are only ever added.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Alert))]
[JsonSerializable(typeof(AlertScores))]
[JsonSerializable(typeof(Location))]
[JsonSerializable(typeof(RuleCondition))]
[JsonSerializable(typeof(StepAction))]
[JsonSerializable(typeof(Ticket))]
[JsonSerializable(typeof(IReadOnlyList<DecisionStep>))]
internal sealed partial class StoreJson : JsonSerializerContext
{
    public static string Write(Alert alert) => JsonSerializer.Serialize(alert, Default.Alert);

    public static Alert ReadAlert(string json) => JsonSerializer.Deserialize(json, Default.Alert)!;
}
