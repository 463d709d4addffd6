using System.Text.Json;
using System.Text.Json.Serialization;

namespace Classifier.Api.Json;

/// <summary>A body that remembers the members that nobody knows (see <see cref="Intake.Unknown"/>).</summary>
public abstract record RequestBody
{
    /// <summary>Null when every member is known.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}
