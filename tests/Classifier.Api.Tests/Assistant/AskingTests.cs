using Classifier.Api.Tests.Support;

namespace Classifier.Api.Tests.Assistant;

/// <summary>What tests of the assistant do alike.</summary>
public abstract class AskingTests
{
    private protected static async Task<string> SayAsync(RunningService service, string id, string text)
    {
        var (_, said) = await service.PostAsync($"/v1/incidents/{id}/messages", new { text });
        return said.Text("reply");
    }

    private protected static async Task<List<string>> MessagesAsync(RunningService service, string id) =>
        [.. (await service.GetAsync($"/v1/incidents/{id}/messages")).GetProperty("items").EnumerateArray().Select(m => m.Text("text"))];
}
