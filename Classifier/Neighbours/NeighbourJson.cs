using System.Text.Json.Serialization;

namespace Classifier.Neighbours;

/// <summary>JSON of past incidents, one line each and without what is not known.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(NeighbourRecord))]
internal sealed partial class NeighbourJson : JsonSerializerContext;
