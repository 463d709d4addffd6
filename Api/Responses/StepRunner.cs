using Classifier.Api.Chat;
using Classifier.Api.Incidents;
using Classifier.Incidents;
using Classifier.Responses;
using Classifier.Storage;

namespace Classifier.Api.Responses;

/// <summary>
/// Carries out one step. Each can be repeated: rooms are found again by marker, invites and topics are the same twice, posts
/// carry the step as marker. What came of it is committed together with the step's end.
/// </summary>
internal sealed class StepRunner(IIncidentStore incidents, ConnectorSet connectors, StepTools tools, RoomSteps rooms, MessageSteps messages, DecisionSteps decisions, IncidentFeed feed)
{
    /// <summary>Carries out a step and marks it done.</summary>
    /// <exception cref="ChatException">The chat tool refused or could not be reached.</exception>
    /// <exception cref="FencedException">Somebody else took over.</exception>
    public async Task RunAsync(ClaimedStep step, CancellationToken cancellationToken)
    {
        var incident = await incidents.FindAsync(step.Incident, cancellationToken) ?? throw new InvalidOperationException($"step {step.Id} has no incident");
        await (step.Action switch
        {
            _ when !IsForHere(step, incident) => tools.FinishAsync(step, cancellationToken),
            not PostNote when incident.State == IncidentState.Merged => tools.FinishAsync(step, cancellationToken),       // what was still to do is done where it lives on
            OpenRoom => rooms.OpenAsync(step, incident, cancellationToken),
            InvitePeople action => rooms.InviteAsync(step, incident, action, cancellationToken),
            RemovePeople action => rooms.RemoveAsync(step, incident, action, cancellationToken),
            SetTopic => rooms.SetTopicAsync(step, incident, cancellationToken),
            PostBrief action => messages.PostBriefAsync(step, incident, action, cancellationToken),
            PostNote action => messages.PostNoteAsync(step, incident, action, cancellationToken),
            PinBrief => messages.PinAsync(step, incident, cancellationToken),
            EditBrief => messages.EditAsync(step, incident, cancellationToken),
            AskReporter => messages.AskAsync(step, incident, cancellationToken),
            TellStakeholders action => messages.TellStakeholdersAsync(step, incident, action, cancellationToken),
            Announce action => messages.AnnounceAsync(step, incident, action, cancellationToken),
            ArchiveRoom action => rooms.ArchiveAsync(step, incident, action.IsPrivate, cancellationToken),
            ReopenRoom => rooms.ReopenAsync(step, incident, cancellationToken),
            ArchiveIfClosed when incident.IsOpen => tools.FinishAsync(step, cancellationToken),
            ArchiveIfClosed => rooms.ArchiveAsync(step, incident, incident.IsPrivate, cancellationToken),
            _ => decisions.RunAsync(step, incident, cancellationToken),
        });
        feed.Changed(step.Incident);
    }

    /// <summary>
    /// Nothing is said of a private incident where what is private is not kept to members, and nobody is asked where nobody answers; but
    /// the room that an incident had there while it was public is closed, and timers, which say nothing, go on.
    /// </summary>
    private bool IsForHere(ClaimedStep step, Incident incident) => step.Action switch
    {
        ArchiveRoom or LookAgain or { IsTimer: true } => true,
        Announce { InSecurityChannel: true } => connectors.Can(step.Connector, ChatCapabilities.PrivateRooms),
        AskReporter => connectors.MayKnow(step.Connector, incident) && !connectors.Can(step.Connector, ChatCapabilities.OneWay),
        _ => connectors.MayKnow(step.Connector, incident),
    };
}
