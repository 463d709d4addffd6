using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Classifier.Api.Responses;

namespace Classifier.Api.Chat.Webhook;

/// <summary>
/// Tells a receiver what a chat tool would be asked for; what becomes of it is the receiver's. One way: nothing comes back but that
/// it was taken. A delivery's id is that of the step, so that a receiver can drop what it has had already.
/// </summary>
internal sealed class WebhookConnector : IChatConnector, IReopensRooms, ICarriesSteps
{
    /// <summary>The name in configuration and in handles; receivers with names follow it, behind a hyphen.</summary>
    public const string ConnectorName = "webhook";

    private readonly WebhookSender _sender;
    private readonly bool _keepsPrivate;
    private readonly string? _step;

    // Standing rooms are asked for with each announcement; a receiver is told of one, and of its people, once a process or when they change.
    private readonly ConcurrentDictionary<string, string> _standing;

    /// <param name="name">As the connector is called.</param>
    /// <param name="sender">To the receiver.</param>
    /// <param name="keepsPrivate">The receiver may hear of what is private.</param>
    public WebhookConnector(string name, WebhookSender sender, bool keepsPrivate) => (Name, _sender, _keepsPrivate, _standing) = (name, sender, keepsPrivate, new(StringComparer.Ordinal));

    private WebhookConnector(WebhookConnector whole, string step) => (Name, _sender, _keepsPrivate, _standing, _step) = (whole.Name, whole._sender, whole._keepsPrivate, whole._standing, step);

    public string Name { get; }

    public ChatCapabilities Capabilities => ChatCapabilities.Archive | ChatCapabilities.OneWay | (_keepsPrivate ? ChatCapabilities.PrivateRooms : 0);

    /// <summary>Whether a connector's name is that of a receiver.</summary>
    public static bool IsOne(string connector) => connector == ConnectorName || connector.StartsWith($"{ConnectorName}-", StringComparison.Ordinal);

    public IChatConnector Of(string step) => new WebhookConnector(this, step);

    /// <summary>The room's id is its marker: names are the receiver's, so none is ever taken.</summary>
    public async Task<ChatRoom> EnsureRoomAsync(RoomRequest request, CancellationToken cancellationToken)
    {
        var room = new ChatRoom(Name, request.Marker, request.Name);
        if (request.IsPrivate && !_keepsPrivate)
            throw new ChatException(Name, "the receiver has no private rooms", isTransient: false);
        if (request.Kind == RoomKind.Standing && _standing.ContainsKey(room.Id))
            return room;
        await SendAsync(WebhookTypes.RoomWanted, About(room) with
        {
            Name = request.Name,
            Kind = request.Kind.ToString().ToLowerInvariant(),
            Private = request.IsPrivate,
            People = request.Handle is { } handle ? [handle] : null,
        }, "", cancellationToken);
        if (request.Kind == RoomKind.Standing)
            _standing.TryAdd(room.Id, "");
        return room;
    }

    public async Task<IReadOnlyList<MemberOutcome>> InviteAsync(ChatRoom room, IReadOnlyList<string> handles, CancellationToken cancellationToken)
    {
        var told = string.Join('\n', handles);
        if (handles.Count > 0 && !(_standing.TryGetValue(room.Id, out var before) && before == told))
        {
            await SendAsync(WebhookTypes.PeopleInvited, About(room) with { People = [.. handles.Distinct()] }, told, cancellationToken);
            if (_standing.ContainsKey(room.Id))
                _standing[room.Id] = told;
        }
        return [.. handles.Select(h => new MemberOutcome(h, true, null))];
    }

    public Task RemoveAsync(ChatRoom room, string handle, CancellationToken cancellationToken) =>
        SendAsync(WebhookTypes.PeopleRemoved, About(room) with { People = [handle] }, handle, cancellationToken);

    public Task SetTopicAsync(ChatRoom room, string topic, CancellationToken cancellationToken) =>
        SendAsync(WebhookTypes.RoomTopic, About(room) with { Topic = topic }, "", cancellationToken);

    public async Task<MessageRef> PostAsync(ChatRoom room, ChatMessage message, CancellationToken cancellationToken)
    {
        var id = IdOf(WebhookTypes.MessagePosted, room.Id, message.Marker ?? $"{Guid.NewGuid()}");
        await _sender.SendAsync(id, WebhookTypes.MessagePosted, Says(room, id, message), cancellationToken);
        return new(room, id);
    }

    public Task UpdateAsync(MessageRef message, ChatMessage content, CancellationToken cancellationToken) =>
        SendAsync(WebhookTypes.MessageUpdated, Says(message.Room, message.Id, content), message.Id, cancellationToken);

    public Task ArchiveAsync(ChatRoom room, CancellationToken cancellationToken) => SendAsync(WebhookTypes.RoomArchived, About(room), "", cancellationToken);

    public Task ReopenAsync(ChatRoom room, CancellationToken cancellationToken) => SendAsync(WebhookTypes.RoomReopened, About(room), "", cancellationToken);

    private Task SendAsync(string type, WebhookData data, string detail, CancellationToken cancellationToken) =>
        _sender.SendAsync(IdOf(type, data.Room, _step is null ? $"{Guid.NewGuid()}" : detail), type, data, cancellationToken);

    /// <summary>The same for each attempt at the same call of the same step; without a step, of the same post.</summary>
    private string IdOf(string type, string room, string detail) =>
        $"msg_{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', _step, type, room, detail))))[..32]}";

    private static WebhookData Says(ChatRoom room, string id, ChatMessage message) => About(room) with { Message = id, Text = message.Text, Blocks = message.Blocks.Count > 0 ? message.Blocks : null };

    private static WebhookData About(ChatRoom room) => new(room.Id, RoomMarker.Read(room.Id) is { Incident: var number } ? Classifier.Incidents.Incident.IdOf(number) : null);
}
