using System.Security.Claims;
using Classifier.Api.Identity;
using Classifier.Api.Incidents;
using Classifier.Incidents;

namespace Classifier.Api.Intake;

/// <summary>
/// Alerts of a private incident are there only for those who see the incident, and an undecided one may turn out private. Senders
/// see their own, without the incident when it is not there for them.
/// </summary>
internal sealed class AlertVisibility(IncidentReader incidents, CurrentDirectory directory)
{
    public async Task<IReadOnlyList<AlertView>> FilterAsync(IReadOnlyList<InboxEntry> entries, ClaimsPrincipal principal, CancellationToken cancellationToken)
    {
        var actor = Actor.Of(principal, directory.Value);
        var visible = new List<AlertView>(entries.Count);
        foreach (var entry in entries)
        {
            var isThere = actor.IsAdmin || (entry.Incident is { } number ? await incidents.FindAsync(number, actor, cancellationToken) is not null : entry.State is InboxState.Decided or InboxState.Muted);
            if (isThere)
                visible.Add(AlertView.Of(entry));
            else if (entry.Sender == actor.Name)
                visible.Add(AlertView.Of(entry) with { Incident = null, Decision = null });
        }
        return visible;
    }
}
