namespace Classifier.Api.Tests.Chat.Contract;

/// <summary>The contract on a receiver of webhooks, which answers nothing: names, people and renamings are its own.</summary>
public sealed class WebhookContractTests : ConnectorContract
{
    private protected override async Task<ChatWorkspace> StartAsync() => await WebhookWorkspace.StartAsync();
}
