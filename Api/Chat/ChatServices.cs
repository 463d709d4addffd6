using Classifier.Api.Chat.BuiltIn;
using Classifier.Chat;
using Classifier.Storage;

namespace Classifier.Api.Chat;

/// <summary>Chat tools.</summary>
internal static class ChatServices
{
    public static IServiceCollection AddChat(this IServiceCollection services) => services
        .AddSingleton<IBuiltInChatStore, BuiltInChatStore>()
        .AddSingleton<ChatFeed>()
        .AddSingleton<BuiltInConnector>()
        .AddSingleton<IChatConnector>(provider => provider.GetRequiredService<BuiltInConnector>())
        .AddSingleton<ConnectorSet>()
        .AddSingleton<RoomConversation>();
}
