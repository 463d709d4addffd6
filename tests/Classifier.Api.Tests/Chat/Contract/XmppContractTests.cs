namespace Classifier.Api.Tests.Chat.Contract;

/// <summary>The contract on a real XMPP server.</summary>
public sealed class XmppContractTests : ConnectorContract
{
    private protected override async Task<ChatWorkspace> StartAsync() => await XmppWorkspace.StartAsync();
}
