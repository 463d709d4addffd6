using Classifier.Api.Briefs;
using Classifier.Api.Chat.BuiltIn;
using Classifier.Api.Identity;
using Classifier.Api.Incidents;
using Classifier.Incidents;
using Classifier.Responses;
using Classifier.Scoring;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Classifier.Api.Console.IncidentPage;

/// <summary>Does something with an incident, said in the words that could have been typed into its room.</summary>
/// <param name="incident">The incident.</param>
/// <param name="line">The command, without its sign.</param>
public delegate Task RunCommand(Incident incident, string line);

/// <summary>Reads the page, and hands what people say and press to the same handlers as chat and REST.</summary>
public sealed partial class IncidentPage
{
    private IncidentDetails? _details;
    private Actor? _actor;
    private bool _isRead;
    private string? _reply;

    /// <summary>As people type it: <c>inc-1042</c>.</summary>
    [Parameter]
    public string Id { get; set; } = "";

    [Inject]
    private ConsoleSession Session { get; set; } = default!;

    [Inject]
    private IncidentDetailsReader Reader { get; set; } = default!;

    [Inject]
    private IncidentReader Incidents { get; set; } = default!;

    [Inject]
    private IncidentActions Actions { get; set; } = default!;

    [Inject]
    private RoomConversation Conversation { get; set; } = default!;

    [Inject]
    private RoomMessages Said { get; set; } = default!;

    [Inject]
    private Commands.CommandDesk Desk { get; set; } = default!;

    [Inject]
    private BriefWriter Briefs { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private ISnackbar Snackbar { get; set; } = default!;

    private TimeZoneInfo Zone => _actor?.Person?.TimeZone ?? TimeZoneInfo.Utc;

    // Timelines show the clock of where it happens.
    private TimeZoneInfo PlaceZone => _details is { } d && Directory.Value.Place(InviteList.PlaceOf(d.Incident, Directory.Value)) is { } place ? place.TimeZone : Zone;

    private string? Meaning => _details!.Incident switch
    {
        { IsWaiting: true } => "nobody has answered",
        { State: IncidentState.Open } => "nobody has acknowledged",
        { State: IncidentState.Acknowledged } => _details.Timeline.LastOrDefault(e => e.What == TimelineWords.Acknowledged) is { } e ? $"{NameOf(e.Who)} has it" : null,
        { ResolvedAt: { } at } => Words.Ago(at, Now),
        _ => null,
    };

    /// <inheritdoc/>
    protected override bool Shows(long incident) => _details?.Incident.Number == incident;

    /// <inheritdoc/>
    protected override bool ShowsRoom(string room) => _details?.Room?.Id == room;

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        if (_details?.Incident.Id == Id)
            return;
        _reply = null;
        await ReadAsync();
        // Only a live page is a person who has come; a page that is drawn ahead is not.
        if (_details is not null && RendererInfo.IsInteractive)
            await Actions.JoinAsync(_details.Incident.Number, _actor!, Left);
    }

    /// <inheritdoc/>
    protected override async Task ReadAsync()
    {
        _actor = await Session.ActorAsync();
        _details = await Reader.FindAsync(Id, _actor, Left);
        _isRead = true;
    }

    /// <summary>Runs what a button stands for; where there is a room, it is an action and not words, so nothing is written for the person.</summary>
    private async Task RunAsync(Incident incident, string line)
    {
        if (!Commands.CommandGrammar.TryRead($"!{line}", takesSlash: false, out var command) || _actor is null)
            return;
        var reply = await Desk.RunAsync(command, incident.Number, _actor, Left);
        Snackbar.Add(reply.Text, reply.IsDone ? MudBlazor.Severity.Normal : MudBlazor.Severity.Warning);
        Changed();
    }

    private void Parted(Parted parted)
    {
        Snackbar.Add(parted.Said, MudBlazor.Severity.Normal);
        if (parted.GoesOn is { } number)
            Navigation.NavigateTo($"/incidents/{Incident.IdOf(number)}");
        else
            Changed();
    }

    private async Task<bool> SayAsync(string text)
    {
        if (_actor is null || await Incidents.FindAsync(Id, _actor, Left) is not { } snapshot)
            return false;
        var said = await Conversation.SayAsync(snapshot, _actor, text, Left);
        // In a room the answer stands in the room.
        _reply = said.IsPosted ? null : said.Reply?.Text ?? "There is no room yet: words have nowhere to go, commands work.";
        Changed();
        return said.IsPosted || said.Reply is { IsDone: true };
    }

    private MessageActions? MessageActions => _actor?.Person is null ? null : new(
        _actor.Name,
        message => OnMessageAsync((snapshot, actor) => Said.NoteAsync(snapshot, message.Id, actor, Left), "It is on the timeline already, or gone."),
        (message, text) => OnMessageAsync((snapshot, actor) => Said.EditAsync(snapshot, message.Id, text, actor, Left), "It could not be changed: it is empty, gone, or not yours."),
        message => OnMessageAsync((snapshot, actor) => Said.DeleteAsync(snapshot, message.Id, actor, Left), "It is gone already, or not yours."));

    /// <summary>Does something with a message of the room, as the reader may see the incident now.</summary>
    private async Task<bool> OnMessageAsync(Func<IncidentSnapshot, Actor, Task<bool>> act, string refusal)
    {
        if (_actor is null || await Incidents.FindAsync(Id, _actor, Left) is not { } snapshot)
            return false;
        var isDone = await act(snapshot, _actor);
        if (!isDone)
            Snackbar.Add(refusal, MudBlazor.Severity.Warning);
        Changed();
        return isDone;
    }

    private IEnumerable<string> Facts(Incident incident) =>
        new[] { Briefs.Place(incident), incident.Location.Service ?? "" }.Where(f => f.Length > 0);

    private string NameOf(string who) => Directory.Value.Person(who)?.Name ?? who;

    private string RankedAt(Incident incident) => incident.ModelVersion is null ? "" : $"model’s ranking, {Signs.Clocks.Minute(incident.OpenedAt, Zone)}";

    private static string Familiar(Incident incident) => incident.ModelVersion is null ? "" : incident.Novelty switch
    {
        Novelty.Known => "known",
        Novelty.Variant => "a variant of what is known",
        _ => "new to the model",
    };

    private static string? PersonsAnswer(Answer answer) => answer.Source == AnswerSource.Model ? null : answer.Label;
}
