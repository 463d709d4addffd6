using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Classifier.Api.Tests.Chat.Contract;
using Classifier.Api.Tests.Chat.Emulate;
using Classifier.Api.Tests.Chat.Webhook;
using Classifier.Api.Tests.Support;
using Classifier.Storage;
using Dapper;

namespace Classifier.Api.Tests.Incidents.Leaks;

/// <summary>
/// Looks for words of private incidents wherever they may not be: in what the program tells of itself, in other rooms, in every call
/// of a chat tool that is not of a private room or to a member alone, in what a receiver of webhooks is told, in answers to others, in
/// the audit, in rows of other incidents.
/// </summary>
/// <param name="service">Has the built-in chat and Slack.</param>
/// <param name="slack">Where its rooms are.</param>
/// <param name="receiver">Has no private rooms.</param>
/// <param name="heard">What the program told of itself.</param>
/// <param name="others">With keys that see no private incident.</param>
/// <param name="members">Slack's ids of those who are in the private rooms.</param>
/// <param name="toldOthers">What others were answered by other ways.</param>
/// <param name="words">What is looked for.</param>
internal sealed class LeakSearch(
    RunningService service, SlackWorkspace slack, WebhookReceiver receiver, Telemetry heard, IReadOnlyList<HttpClient> others, IReadOnlyList<string> members, StringBuilder toldOthers, PrivateWords words)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Where a word was found, as <c>place: word</c>; empty when nothing leaked.</summary>
    public async Task<IReadOnlyList<string>> FindAsync()
    {
        var incidents = (await service.GetAsync("/v1/incidents?limit=200")).GetProperty("items").EnumerateArray().Where(i => i.GetProperty("private").GetBoolean()).ToList();
        var places = new List<(string Place, string Text)>
        {
            ("log", heard.Logs.Text),
            ("span", heard.Spans),
            ("measurement", heard.Measurements),
            ("told to others", toldOthers.ToString()),
            ("audit", (await service.GetAsync("/v1/audit")).ToString()),
            ("file", Files()),
            ("webhook", string.Join('\n', receiver.Deliveries.Select(d => d.Body))),
        };
        places.AddRange(await SlackAsync(incidents));
        places.AddRange(await AnswersAsync(incidents));
        places.AddRange((await RowsAsync()).Where(r => !r.IsPrivate).Select(r => ($"row of {r.Table}", r.Text)));
        return [.. places.SelectMany(p => words.In(p.Text).Select(w => $"{p.Place}: {w}")).Distinct()];
    }

    /// <summary>All that the private incidents' own rows hold.</summary>
    public async Task<string> OwnRowsAsync() => string.Join('\n', (await RowsAsync()).Where(r => r.IsPrivate).Select(r => r.Text));

    private async Task<List<(string, string)>> SlackAsync(List<JsonElement> incidents)
    {
        var channels = await slack.ChannelsAsync();
        var open = channels.Where(c => !c.GetProperty("is_private").GetBoolean()).ToList();
        var closed = channels.Where(c => c.GetProperty("is_private").GetBoolean()).Select(c => c.Text("id"))
            .Concat(incidents.SelectMany(i => i.GetProperty("rooms").EnumerateArray()).Where(r => r.Text("connector") == "slack").Select(r => r.Text("external_id")))
            .Except(open.Select(c => c.Text("id"))).ToHashSet();
        var found = slack.Proxy.Calls.Where(c => !IsForMembers(c, closed)).Select(c => ($"call of {c.Method}", string.Join('\n', c.Form.Values))).ToList();
        foreach (var channel in open)
            found.Add(("room in Slack", $"{channel}\n{string.Join('\n', await slack.HistoryAsync(channel.Text("id"), EmulateProcess.PersonToken))}"));
        return found;
    }

    private bool IsForMembers(SlackCall call, HashSet<string> closed) => call.Form.GetValueOrDefault("channel") is { } channel
        && (closed.Contains(channel) || members.Contains(channel) || (call.Method == "chat.postEphemeral" && members.Contains(call.Form.GetValueOrDefault("user", ""))));

    /// <summary>Every route of the description that reads, and every one that acts on an incident or an alert by its id.</summary>
    private async Task<List<(string, string)>> AnswersAsync(List<JsonElement> incidents)
    {
        var ids = incidents.Select(i => i.Text("id")).Concat((await service.GetAsync("/v1/alerts?limit=200")).GetProperty("items").EnumerateArray().Select(a => a.Text("id"))).ToList();
        var routes = (await service.GetAsync("/openapi/v1.json")).GetProperty("paths").EnumerateObject().SelectMany(p => p.Value.EnumerateObject(), (p, method) => (p.Name, Method: method.Name)).ToList();
        var answers = new List<(string, string)>();
        foreach (var http in others)
        {
            foreach (var (path, method) in routes.Where(r => r.Method == "get" || r.Name.Contains("{id}", StringComparison.Ordinal)))
            {
                foreach (var id in path.Contains("{id}", StringComparison.Ordinal) ? ids : [""])
                    answers.Add(($"answer to another key, {method} {path}", await AskAsync(http, method, path.Replace("{id}", id, StringComparison.Ordinal))));
            }
            answers.Add(("answer to another key, similar", await AskAsync(http, "post", "/v1/score", """{"title":"edge 95 leak","include":["similar","explanation"]}""")));
        }
        return answers;
    }

    private static async Task<string> AskAsync(HttpClient http, string method, string path, string body = "{}")
    {
        using var request = new HttpRequestMessage(new(method.ToUpperInvariant()), path);
        if (method != "get")
            request.Content = new StringContent(body, new MediaTypeHeaderValue("application/json"));
        using var response = await http.SendAsync(request, Token);
        return $"{response.Headers}\n{await response.Content.ReadAsStringAsync(Token)}";
    }

    private string Files() => string.Join('\n', Directory.EnumerateFiles(Path.Combine(service.Home.Root, "var"), "*", SearchOption.AllDirectories)
        .Where(file => !Path.GetFileName(file).StartsWith("classifier.db", StringComparison.Ordinal)).Select(File.ReadAllText));

    private Task<List<(string Table, bool IsPrivate, string Text)>> RowsAsync() => service.Get<IDatabase>().ReadAsync(async connection =>
    {
        var incidents = (await connection.QueryAsync<long>("SELECT number FROM incident WHERE is_private = 1")).ToHashSet();
        var rooms = (await connection.QueryAsync<string>("SELECT id FROM chat_room WHERE is_private = 1")).ToHashSet();
        var rows = new List<(string, bool, string)>();
        foreach (var table in await connection.QueryAsync<string>("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"))
        {
            foreach (IDictionary<string, object?> row in await connection.QueryAsync($"SELECT * FROM \"{table}\""))
            {
                var isPrivate = (row.TryGetValue(table == "incident" ? "number" : "incident", out var number) && number is long known && incidents.Contains(known))
                    || (row.TryGetValue(table == "chat_room" ? "id" : "room", out var room) && room is string id && rooms.Contains(id));
                rows.Add((table, isPrivate, string.Join('\n', row.Values.Select(v => v is byte[] bytes ? Encoding.UTF8.GetString(bytes) : $"{v}"))));
            }
        }
        return rows;
    }, Token);
}
