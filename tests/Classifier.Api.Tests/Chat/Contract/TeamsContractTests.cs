namespace Classifier.Api.Tests.Chat.Contract;

/// <summary>The contract on our fake of Graph and the Bot Connector.</summary>
public sealed class TeamsContractTests : ConnectorContract
{
    private protected override async Task<ChatWorkspace> StartAsync() => await TeamsWorkspace.StartAsync();
}
