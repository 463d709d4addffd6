namespace Classifier.SqlServer.Tests.Driver;

/// <summary>What a client asks for.</summary>
internal enum TdsKind
{
    /// <summary>Text alone.</summary>
    Batch,

    /// <summary>Text with parameters, by <c>sp_executesql</c>.</summary>
    Call,

    Begin,
    Commit,
    Rollback,
}

/// <summary>A request as it came over the wire.</summary>
/// <param name="Kind">What it asks for.</param>
/// <param name="Text">The statement; empty about transactions.</param>
/// <param name="Parameters">By name, without the at sign.</param>
/// <param name="Transaction">Number of the transaction it belongs to; 0 outside of one.</param>
/// <param name="Isolation">Of <see cref="TdsKind.Begin"/>, as the protocol counts them: 2 is read committed.</param>
internal sealed record TdsRequest(TdsKind Kind, string Text, IReadOnlyDictionary<string, TdsParameter> Parameters, long Transaction, byte Isolation = 0);

/// <summary>A parameter as it came over the wire.</summary>
/// <param name="Type">As in a declaration, e.g. <c>nvarchar(4000)</c>.</param>
/// <param name="Value">Null, string, byte[], long, double or bool.</param>
internal sealed record TdsParameter(string Type, object? Value);

/// <summary>What the server does with a request.</summary>
internal abstract record TdsAnswer
{
    /// <summary>Rows of one column.</summary>
    public sealed record Values(params object?[] Rows) : TdsAnswer;

    /// <summary>So many rows were changed, by each statement in turn.</summary>
    public sealed record Changed(params int[] Rows) : TdsAnswer;

    /// <summary>An error, after which the connection can still be used unless the severity is 20 or more.</summary>
    public sealed record Error(int Number, byte Severity = 16, string Message = "refused by the test") : TdsAnswer;

    /// <summary>The connection is cut, without a word.</summary>
    public sealed record Cut : TdsAnswer;

    /// <summary>No answer comes until the client gives up.</summary>
    public sealed record Silence : TdsAnswer;
}
