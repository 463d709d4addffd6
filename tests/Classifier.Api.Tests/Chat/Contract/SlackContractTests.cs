namespace Classifier.Api.Tests.Chat.Contract;

/// <summary>The contract on Slack, as others serve it.</summary>
public sealed class SlackContractTests : ConnectorContract
{
    private protected override async Task<ChatWorkspace> StartAsync() => await SlackWorkspace.StartAsync();
}
