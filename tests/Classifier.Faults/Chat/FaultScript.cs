using System.Text.Json.Serialization;

namespace Classifier.Faults.Chat;

/// <summary>What goes wrong with a call.</summary>
internal enum FaultKind
{
    /// <summary>Answered with a status, and nothing done.</summary>
    Status,

    /// <summary>Answered with a status, after it was done.</summary>
    StatusAfter,

    /// <summary>Never answered, and nothing done.</summary>
    Hang,

    /// <summary>Never answered, after it was done.</summary>
    HangAfter,

    /// <summary>The connection is cut, and nothing done.</summary>
    Reset,

    /// <summary>The connection is cut, after it was done.</summary>
    ResetAfter,

    /// <summary>Done, but half of the answer is missing.</summary>
    Torn,

    /// <summary>Done, but answered with a page of HTML and 200.</summary>
    Html,

    /// <summary>Done, but answered with the fault's text and 200.</summary>
    Other,

    /// <summary>Answered <c>ok:false</c> with a word of Slack's, and nothing done.</summary>
    Error,

    /// <summary>Answered <c>ok:false</c> with a word of Slack's, after it was done.</summary>
    ErrorAfter,
}

/// <summary>One thing to go wrong.</summary>
/// <param name="Kind">What.</param>
/// <param name="Method">With which method; null for any.</param>
/// <param name="Status">The status; 500 where none is given.</param>
/// <param name="Error">Slack's word.</param>
/// <param name="RetryAfter">The header as it stands; null for none.</param>
/// <param name="Times">With how many calls, from the next on.</param>
/// <param name="Text">What is answered instead.</param>
internal sealed record Fault(FaultKind Kind, string? Method = null, int Status = 500, string Error = "internal_error", string? RetryAfter = null, int Times = 1, string Text = "")
{
    /// <summary>Whether the call takes effect all the same.</summary>
    [JsonIgnore]
    public bool TakesEffect => Kind is FaultKind.StatusAfter or FaultKind.HangAfter or FaultKind.ResetAfter or FaultKind.Torn or FaultKind.Html or FaultKind.Other or FaultKind.ErrorAfter;
}

/// <summary>What goes wrong next: planned faults first, then by chance. Not safe for threads.</summary>
internal sealed class FaultScript
{
    // Every kind, as F-11 and F-12 of the fault matrix list them.
    private static readonly Fault[] Mixed =
    [
        new(FaultKind.Status, Status: 500), new(FaultKind.Status, Status: 502), new(FaultKind.StatusAfter, Status: 500), new(FaultKind.Reset), new(FaultKind.ResetAfter),
        new(FaultKind.Torn), new(FaultKind.Html), new(FaultKind.Error, Error: "internal_error"), new(FaultKind.ErrorAfter, Error: "fatal_error"),
        new(FaultKind.Status, Status: 429, RetryAfter: "1"), new(FaultKind.Status, Status: 429), new(FaultKind.Status, Status: 429, RetryAfter: "-3"),
        new(FaultKind.Hang), new(FaultKind.HangAfter),
    ];

    private readonly List<(Fault Fault, int Left)> _planned = [];
    private Random _chance = new(0);
    private double _share;

    /// <summary>Plans a fault.</summary>
    public void Plan(Fault fault) => _planned.Add((fault, fault.Times));

    /// <summary>Lets a share of all further calls go wrong, each kind as often; 0 for none.</summary>
    public void ByChance(double share, int seed) => (_share, _chance) = (share, new(seed));

    /// <summary>What goes wrong with this call; null for nothing.</summary>
    public Fault? Next(string method)
    {
        var i = _planned.FindIndex(p => p.Fault.Method is null || p.Fault.Method == method);
        if (i >= 0)
        {
            var (fault, left) = _planned[i];
            if (left > 1)
                _planned[i] = (fault, left - 1);
            else
                _planned.RemoveAt(i);
            return fault;
        }
        return _share > 0 && _chance.NextDouble() < _share ? Mixed[_chance.Next(Mixed.Length)] : null;
    }
}
