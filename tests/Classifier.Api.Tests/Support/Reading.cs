using System.Text.Json;
using Classifier.Chat;

namespace Classifier.Api.Tests.Support;

/// <summary>Reads answers without ceremony.</summary>
internal static class Reading
{
    public static string Text(this JsonElement element, string name) => element.GetProperty(name).GetString()!;

    /// <summary>Ids of the people who are there, in ordinal order.</summary>
    public static string[] People(this JsonElement incident) =>
    [
        .. incident.GetProperty("responders").EnumerateArray().Where(r => r.GetProperty("left_at").ValueKind == JsonValueKind.Null).Select(r => r.Text("person")).Order(StringComparer.Ordinal),
    ];

    public static async Task<IReadOnlyList<string>> MessagesAsync(this RunningService service, JsonElement incident) =>
        [.. (await service.GetAsync($"/v1/incidents/{incident.Text("id")}/messages")).GetProperty("items").EnumerateArray().Select(m => m.Text("text"))];

    /// <summary>What stands in the triage or security channel of the built-in chat; empty while it is not there.</summary>
    public static async Task<IReadOnlyList<string>> StandingMessagesAsync(this RunningService service, string marker)
    {
        var store = service.Get<IBuiltInChatStore>();
        return await store.FindByMarkerAsync(marker, TestContext.Current.CancellationToken) is { } room
            ? [.. (await store.MessagesAsync(room.Id, 500, TestContext.Current.CancellationToken)).Select(m => m.Text)]
            : [];
    }
}
