namespace Classifier.Api.Tests.Chat.Contract;

/// <summary>The contract on the built-in chat.</summary>
public sealed class BuiltInContractTests : ConnectorContract
{
    private protected override Task<ChatWorkspace> StartAsync() => BuiltInWorkspace.StartAsync();
}
