namespace Classifier.Api.Chat.BuiltIn;

/// <summary>Tells pages inside this process that a room of the built-in chat changed; they read again.</summary>
internal sealed class ChatFeed
{
    /// <summary>Raised with the room's id; on any thread.</summary>
    public event Action<string>? OnChanged;

    public void Changed(string room) => OnChanged?.Invoke(room);
}
