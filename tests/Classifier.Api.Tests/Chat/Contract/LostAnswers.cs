using Classifier.Api.Chat;

namespace Classifier.Api.Tests.Chat.Contract;

/// <summary>All that a room goes through; when a call's answer is lost, its step is carried out again by another process.</summary>
internal static class LostAnswers
{
    /// <summary>Opens, fills, describes, posts, edits, takes the second of two people out and closes.</summary>
    /// <returns>The room, and how many steps failed as a lost answer does.</returns>
    public static async Task<(ChatRoom Room, int Failures)> CarryOutAsync(ChatWorkspace workspace, RoomRequest request, IReadOnlyList<string> people, CancellationToken cancellationToken)
    {
        var message = ChatMessage.Plain("brief", $"{request.Marker}-brief");
        MessageRef? posted = null;
        Func<IChatConnector, bool, ChatRoom, Task>[] steps =
        [
            (_, _, _) => Task.CompletedTask,
            (c, _, room) => c.InviteAsync(room, people, cancellationToken),
            (c, _, room) => c.SetTopicAsync(room, "topic", cancellationToken),
            async (c, again, room) => posted = await c.PostAsync(room, message with { MayExist = again }, cancellationToken),
            (c, _, _) => c.UpdateAsync(posted!, ChatMessage.Plain("brief, edited"), cancellationToken),
            (c, _, room) => c.RemoveAsync(room, people[1], cancellationToken),
            (c, _, room) => c.ArchiveAsync(room, cancellationToken),
        ];
        ChatRoom? room = null;
        var failures = 0;
        foreach (var step in steps)
        {
            for (var again = false; ; again = true)
            {
                var connector = workspace.Connect();
                try
                {
                    room ??= await connector.EnsureRoomAsync(request with { MayExist = again }, cancellationToken);
                    await step(connector, again, room);
                    break;
                }
                catch (ChatException lost)
                {
                    Assert.True(lost is { IsTransient: true, IsOurs: false }, lost.Message);
                    failures++;
                }
            }
        }
        return (room!, failures);
    }
}
