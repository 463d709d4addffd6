using Classifier.Api.Chat.BuiltIn;
using Classifier.Api.Identity;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Classifier.Api.Console.RoomPage;

/// <summary>Reads a standing room for somebody, and hands on what is said and pressed there. Who may is asked each time.</summary>
public sealed partial class RoomPage
{
    private StandingRoom? _standing;
    private StandingRoomView? _view;
    private Actor? _actor;
    private string? _shown;
    private string? _reply;
    private bool _isRead;

    /// <summary>The channel's name.</summary>
    [Parameter]
    public string Name { get; set; } = "";

    [Inject]
    private ConsoleSession Session { get; set; } = default!;

    [Inject]
    private StandingConversation Conversation { get; set; } = default!;

    [Inject]
    private ISnackbar Snackbar { get; set; } = default!;

    private TimeZoneInfo Zone => _actor?.Person?.TimeZone ?? TimeZoneInfo.Utc;

    /// <inheritdoc/>
    protected override bool Shows(long incident) => false;

    /// <inheritdoc/>
    protected override bool ShowsRoom(string room) => _view is { } view && (view.Room is null || view.Room.Id == room);

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        if (_shown == Name)
            return;
        (_shown, _reply) = (Name, null);
        await ReadAsync();
    }

    /// <inheritdoc/>
    protected override async Task ReadAsync()
    {
        var standing = await FindAsync();
        var view = standing is null ? null : await Conversation.ReadAsync(standing, Left);
        (_standing, _view, _isRead) = (standing, view, true);
    }

    private async Task<StandingRoom?> FindAsync()
    {
        _actor = await Session.ActorAsync();
        return StandingRoom.Find(Name, _actor.Person, Directory.Value);
    }

    private async Task<bool> SayAsync(string text)
    {
        if (text.Length > RoomConversation.MaxLength || await FindAsync() is not { } standing)
            return false;
        var said = await Conversation.SayAsync(standing, _actor!, text, Left);
        _reply = said.Reply?.Text;
        Changed();
        return true;
    }

    private async Task PressAsync(string line)
    {
        if (await FindAsync() is not { } standing || await Conversation.PressAsync(standing, _actor!, line, Left) is not { } reply)
            return;
        Snackbar.Add(reply.Text, reply.IsDone ? Severity.Normal : Severity.Warning);
        Changed();
    }
}
