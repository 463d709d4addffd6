using System.Security.Claims;
using Classifier.Api.Identity;
using Classifier.Api.Incidents;
using Classifier.Incidents;

namespace Classifier.Api.Intake;

/// <summary>Alerts of a private incident are there only for those who see the incident; an undecided one may turn out private, so only administrators see it.</summary>
internal sealed class AlertVisibility(IncidentReader incidents, CurrentDirectory directory)
{
    public async Task<IReadOnlyList<InboxEntry>> FilterAsync(IReadOnlyList<InboxEntry> entries, ClaimsPrincipal principal, CancellationToken cancellationToken)
    {
        var actor = Actor.Of(principal, directory.Value);
        if (actor.IsAdmin)
            return entries;
        var visible = new List<InboxEntry>(entries.Count);
        foreach (var entry in entries)
        {
            if (entry.Incident is { } number ? await incidents.FindAsync(number, actor, cancellationToken) is not null : entry.State == InboxState.Decided)
                visible.Add(entry);
        }
        return visible;
    }
}
