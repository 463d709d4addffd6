using Classifier.Api.Json;
using Classifier.Responses;

namespace Classifier.Api.Operations;

/// <summary>Stops or starts all sending.</summary>
public sealed record OutboundRequest : RequestBody
{
    /// <summary>Whether chat tools are sent anything; required.</summary>
    public bool? Enabled { get; init; }
}

/// <summary>Whether anything is sent to chat tools.</summary>
/// <param name="Enabled">False: steps wait, everything else goes on.</param>
/// <param name="By">Who switched last; null when nobody has.</param>
/// <param name="At">When; null when nobody has.</param>
public sealed record OutboundView(bool Enabled, string? By, DateTimeOffset? At)
{
    internal static OutboundView Of(OutboundState state) => new(state.IsOn, state.By, state.At);
}

/// <summary>What fell between the chairs.</summary>
/// <param name="Gaps">Empty when nothing did; at most 100 of each kind.</param>
public sealed record AuditView(IReadOnlyList<AuditGapView> Gaps);

/// <summary>An accepted alert or an incident that nobody is at work on, or what the directory lacks.</summary>
/// <param name="Kind"><c>undecided</c>, <c>lost_incident</c>, <c>unplanned</c>, <c>undelivered</c>, <c>dead_alert</c>, <c>dead_step</c>, <c>orphan_room</c>, <c>directory_refused</c>, <c>on_call_unknown</c>, <c>mode_dropped</c> or <c>refused_person</c>.</param>
/// <param name="Subject">Id of the alert or the incident; of a room tool and name, of a private one its id.</param>
public sealed record AuditGapView(string Kind, string Subject);
