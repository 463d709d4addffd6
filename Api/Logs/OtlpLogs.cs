using System.Text.Json.Serialization;

namespace Classifier.Api.Logs;

// OTLP's logs as JSON has them; the binary form is read into the same records. Whatever a sender leaves out is null.

internal sealed record OtlpLogs(IReadOnlyList<OtlpResourceLogs?>? ResourceLogs);

internal sealed record OtlpResourceLogs(OtlpResource? Resource, IReadOnlyList<OtlpScopeLogs?>? ScopeLogs);

internal sealed record OtlpResource(IReadOnlyList<OtlpPair?>? Attributes);

internal sealed record OtlpScopeLogs(IReadOnlyList<OtlpRecord?>? LogRecords);

internal sealed record OtlpRecord(
    ulong? TimeUnixNano, ulong? ObservedTimeUnixNano, int? SeverityNumber, OtlpValue? Body, IReadOnlyList<OtlpPair?>? Attributes, string? TraceId, string? EventName);

internal sealed record OtlpPair(string? Key, OtlpValue? Value);

/// <summary>One of the values is there, or none.</summary>
internal sealed record OtlpValue
{
    public string? StringValue { get; init; }

    public bool? BoolValue { get; init; }

    public long? IntValue { get; init; }

    public double? DoubleValue { get; init; }

    public OtlpList? ArrayValue { get; init; }

    public OtlpMap? KvlistValue { get; init; }

    /// <summary>Base64.</summary>
    public string? BytesValue { get; init; }
}

internal sealed record OtlpList(IReadOnlyList<OtlpValue?>? Values);

internal sealed record OtlpMap(IReadOnlyList<OtlpPair?>? Values);

/// <summary>The answer: what of the request was refused.</summary>
internal sealed record OtlpAnswer(OtlpPartialSuccess? PartialSuccess);

/// <param name="RejectedLogRecords">A number in words, as protobuf's JSON has 64 bits.</param>
/// <param name="ErrorMessage">Why.</param>
internal sealed record OtlpPartialSuccess(string RejectedLogRecords, string ErrorMessage);

/// <summary>How a refused request is answered (google.rpc.Status).</summary>
internal sealed record OtlpStatus(int Code, string Message);

/// <summary>OTLP's JSON: camelCase, numbers also as texts, unknown members skipped.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, AllowDuplicateProperties = false, MaxDepth = 32,
    NumberHandling = JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.AllowNamedFloatingPointLiterals, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(OtlpLogs))]
[JsonSerializable(typeof(OtlpAnswer))]
[JsonSerializable(typeof(OtlpStatus))]
internal sealed partial class OtlpJson : JsonSerializerContext;
