using Classifier.Api.Problems;
using Google.Protobuf;

namespace Classifier.Api.Logs;

/// <summary>OTLP's binary form.</summary>
internal static class OtlpBinary
{
    /// <summary>Reads a request.</summary>
    /// <exception cref="ApiProblemException">400.</exception>
    public static OtlpLogs Read(byte[] body)
    {
        try
        {
            return new([.. Wire.ExportRequest.Parser.ParseFrom(body).ResourceLogs.Select(Of)]);
        }
        catch (InvalidProtocolBufferException error)
        {
            throw new ApiProblemException(ProblemTypes.Unreadable, $"The body cannot be read: {error.Message}");
        }
    }

    /// <summary>The answer to a request that was taken.</summary>
    public static byte[] Write(OtlpAnswer answer)
    {
        var response = new Wire.ExportResponse();
        if (answer.PartialSuccess is { } partial)
            response.PartialSuccess = new() { RejectedLogRecords = long.Parse(partial.RejectedLogRecords, System.Globalization.CultureInfo.InvariantCulture), ErrorMessage = partial.ErrorMessage };
        return response.ToByteArray();
    }

    /// <summary>The answer to a request that was refused.</summary>
    public static byte[] Write(OtlpStatus status) => new Wire.RpcStatus { Code = status.Code, Message = status.Message }.ToByteArray();

    private static OtlpResourceLogs Of(Wire.ResourceLogs logs) =>
        new(new(logs.Resource is null ? [] : Pairs(logs.Resource.Attributes)), [.. logs.ScopeLogs.Select(s => new OtlpScopeLogs([.. s.LogRecords.Select(Of)]))]);

    private static OtlpRecord Of(Wire.LogRecord record) => new(
        record.TimeUnixNano, record.ObservedTimeUnixNano, record.SeverityNumber, record.Body is null ? null : Of(record.Body), Pairs(record.Attributes),
        Convert.ToHexStringLower(record.TraceId.Span), record.EventName);

    private static IReadOnlyList<OtlpPair> Pairs(IEnumerable<Wire.KeyValue> pairs) => [.. pairs.Select(p => new OtlpPair(p.Key, p.Value is null ? null : Of(p.Value)))];

    private static OtlpValue Of(Wire.AnyValue value) => value.ValueCase switch
    {
        Wire.AnyValue.ValueOneofCase.StringValue => new() { StringValue = value.StringValue },
        Wire.AnyValue.ValueOneofCase.BoolValue => new() { BoolValue = value.BoolValue },
        Wire.AnyValue.ValueOneofCase.IntValue => new() { IntValue = value.IntValue },
        Wire.AnyValue.ValueOneofCase.DoubleValue => new() { DoubleValue = value.DoubleValue },
        Wire.AnyValue.ValueOneofCase.ArrayValue => new() { ArrayValue = new([.. value.ArrayValue.Values.Select(Of)]) },
        Wire.AnyValue.ValueOneofCase.KvlistValue => new() { KvlistValue = new(Pairs(value.KvlistValue.Values)) },
        Wire.AnyValue.ValueOneofCase.BytesValue => new() { BytesValue = value.BytesValue.ToBase64() },
        _ => new(),
    };
}
