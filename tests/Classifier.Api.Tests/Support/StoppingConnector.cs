using Classifier.Api.Chat;

namespace Classifier.Api.Tests.Support;

/// <summary>Passes calls on until the n-th, which never returns: what a killed process leaves behind, before or after the call's effect.</summary>
internal sealed class StoppingConnector(IChatConnector inner, int failingCall, bool afterEffect) : IChatConnector
{
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _calls;

    /// <summary>Completes at the n-th call.</summary>
    public Task Stopped => _stopped.Task;

    public string Name => inner.Name;

    public ChatCapabilities Capabilities => inner.Capabilities;

    public Task<ChatRoom> EnsureRoomAsync(RoomRequest request, CancellationToken cancellationToken) => PassAsync(() => inner.EnsureRoomAsync(request, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<MemberOutcome>> InviteAsync(ChatRoom room, IReadOnlyList<string> handles, CancellationToken cancellationToken) =>
        PassAsync(() => inner.InviteAsync(room, handles, cancellationToken), cancellationToken);

    public Task RemoveAsync(ChatRoom room, string handle, CancellationToken cancellationToken) => PassAsync(() => inner.RemoveAsync(room, handle, cancellationToken), cancellationToken);

    public Task SetTopicAsync(ChatRoom room, string topic, CancellationToken cancellationToken) => PassAsync(() => inner.SetTopicAsync(room, topic, cancellationToken), cancellationToken);

    public Task<MessageRef> PostAsync(ChatRoom room, ChatMessage message, CancellationToken cancellationToken) => PassAsync(() => inner.PostAsync(room, message, cancellationToken), cancellationToken);

    public Task UpdateAsync(MessageRef message, ChatMessage content, CancellationToken cancellationToken) => PassAsync(() => inner.UpdateAsync(message, content, cancellationToken), cancellationToken);

    public Task ArchiveAsync(ChatRoom room, CancellationToken cancellationToken) => PassAsync(() => inner.ArchiveAsync(room, cancellationToken), cancellationToken);

    private async Task<T> PassAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken)
    {
        var isStopping = Interlocked.Increment(ref _calls) == failingCall;
        if (isStopping && !afterEffect)
            await StopAsync(cancellationToken);
        var result = await call();
        if (isStopping)
            await StopAsync(cancellationToken);
        return result;
    }

    private Task<bool> PassAsync(Func<Task> call, CancellationToken cancellationToken) => PassAsync(async () =>
    {
        await call();
        return true;
    }, cancellationToken);

    private async Task StopAsync(CancellationToken cancellationToken)
    {
        _stopped.TrySetResult();
        await Task.Delay(Timeout.Infinite, cancellationToken);
    }
}
