using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Classifier.Api.Tests.Chat.Emulate;

/// <summary>
/// npm emulate on a free loopback port, with scopes enforced: bots that have what <c>Api/Chat/README.md</c> tells administrators to
/// grant, one that lacks private channels, a person who may do anything, and other people who may read and write.
/// </summary>
internal sealed partial class EmulateProcess : IAsyncDisposable
{
    /// <summary>Token of a bot that may not open private channels.</summary>
    public const string NarrowToken = "xoxb-narrow";

    /// <summary>Token of a person: an administrator of the workspace.</summary>
    public const string PersonToken = "xoxp-ann";

    /// <summary>The person's name.</summary>
    public const string Person = "ann";

    private const int Bots = 300;
    private const int Others = 240;
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(3);

    private readonly Process _process;
    private readonly string _folder;
    private readonly HttpClient _http;
    private int _bots;

    private EmulateProcess(Process process, string folder, Uri apiUrl) => (_process, _folder, _http) = (process, folder, new() { BaseAddress = apiUrl });

    /// <summary>Where the Web API is.</summary>
    public Uri ApiUrl => _http.BaseAddress!;

    /// <summary>Ids of people by name: <c>ann</c>, and <c>p000</c> and so on.</summary>
    public IReadOnlyDictionary<string, string> People { get; private set; } = new Dictionary<string, string>();

    /// <summary>Starts it.</summary>
    /// <param name="withEvents">It also delivers events, to whoever <see cref="SubscribeAsync"/> names.</param>
    public static async Task<EmulateProcess> StartAsync(bool withEvents = false)
    {
        var (node, dist) = (Require.Node(), Path.Combine(Require.Npm("emulate"), "dist"));
        var folder = Directory.CreateTempSubdirectory("emulate-test-").FullName;
        var seed = Path.Combine(folder, "seed.json");
        await File.WriteAllTextAsync(seed, Seed());
        var port = FreePort.Next();
        string[] arguments = withEvents
            ? [Path.Combine(Home.Find().Root, "tests", "Classifier.Api.Tests", "Chat", "Emulate", "events.mjs"), dist, $"{port}", seed]
            : [Path.Combine(dist, "index.js"), "start", "-s", "slack", "-p", $"{port}", "--seed", seed];
        var process = Process.Start(new ProcessStartInfo(node, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        })!;
        var ready = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is null || line.Data.Contains("Ready.", StringComparison.Ordinal))
                ready.TrySetResult(line.Data is not null);
        };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        Assert.True(await ready.Task.WaitAsync(LongestStart, TestContext.Current.CancellationToken), "emulate ended before it was ready");
        var started = new EmulateProcess(process, folder, new($"http://127.0.0.1:{port}/api/"));
        var users = await started.CallAsync(PersonToken, "users.list", ("limit", "1000"));
        started.People = users.GetProperty("members").EnumerateArray().ToDictionary(u => u.GetProperty("name").GetString()!, u => u.GetProperty("id").GetString()!);
        return started;
    }

    /// <summary>From now on events are delivered to an address, signed with <see cref="SlackDeliveries.Secret"/> and the time of day.</summary>
    public async Task SubscribeAsync(Uri address)
    {
        using var response = await _http.PostAsync($"../subscribe?url={Uri.EscapeDataString(address.ToString())}", null);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>Token and user id of a bot that no other test has: what others opened is not its own.</summary>
    public (string Token, string Id) TakeBot()
    {
        var number = Interlocked.Increment(ref _bots);
        Assert.True(number < Bots, "there are more tests than bots");
        return ($"xoxb-{number:D3}", $"U0BOT{number:D3}");
    }

    /// <summary>Token of one of the people, by id.</summary>
    public string TokenOf(string user) => $"xoxp-{People.First(p => p.Value == user).Key}";

    /// <summary>Whether Slack would know the token.</summary>
    public static bool Knows(string token) => token is NarrowToken || token.StartsWith("xoxp-", StringComparison.Ordinal) || (token.StartsWith("xoxb-", StringComparison.Ordinal) && int.TryParse(token.AsSpan(5), out _));

    /// <summary>Calls a method past any proxy; it has to succeed.</summary>
    public async Task<JsonElement> CallAsync(string token, string method, params (string Name, string Value)[] form)
    {
        var answer = JsonDocument.Parse(await ForwardAsync(token, method, form.Select(f => KeyValuePair.Create(f.Name, f.Value)))).RootElement;
        Assert.True(answer.GetProperty("ok").GetBoolean(), $"{method}: {answer}");
        return answer;
    }

    /// <summary>Calls a method.</summary>
    /// <returns>The answer as sent; for a method that is not served, what Slack answers then.</returns>
    public async Task<string> ForwardAsync(string token, string method, IEnumerable<KeyValuePair<string, string>> form)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, method) { Content = new FormUrlEncodedContent(form) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await _http.SendAsync(request);
        return response.StatusCode == HttpStatusCode.NotFound ? """{"ok":false,"error":"unknown_method"}""" : await response.Content.ReadAsStringAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static string Seed()
    {
        var (scopes, people) = (BotScopes(), Enumerable.Range(0, Others).Select(n => $"p{n:D3}").ToList());
        var numbers = Enumerable.Range(1, Bots).Select(n => $"{n:D3}").ToList();
        string[] all = ["users:read", "channels:read", "channels:manage", "channels:join", "channels:history", "groups:read", "groups:write", "groups:history", "chat:write"];
        return JsonSerializer.Serialize(new
        {
            slack = new
            {
                strict_scopes = true,
                signing_secret = SlackDeliveries.Secret,
                users = people.Prepend(Person).Select(name => new { name, is_admin = name == Person }),
                oauth_apps = numbers.Append("narrow").Select(n => new { client_id = n, client_secret = n, name = $"Incident classifier {n}", redirect_uris = Array.Empty<string>(), bot_user_id = BotId(n), bot_name = $"classifier-{n}" }),
                tokens = numbers.Select(n => Token($"xoxb-{n}", BotId(n), scopes)).Append(Token(NarrowToken, BotId("narrow"), [.. scopes.Where(s => s != "groups:write")])).Append(Token(PersonToken, Person, all)).Concat(people.Select(p => Token($"xoxp-{p}", p, ["channels:history", "groups:history", "chat:write"]))),
            },
        });
    }

    private static object Token(string token, string user, IReadOnlyList<string> scopes) => new { token, user, scopes };

    private static string BotId(string number) => $"U0BOT{number}";

    /// <summary>The bot's scopes in the manifest that administrators paste.</summary>
    private static string[] BotScopes()
    {
        var manifest = File.ReadAllText(Path.Combine(Home.Find().Root, "Api", "Chat", "README.md"));
        return Scopes().Match(manifest).Groups[1].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
    }

    [GeneratedRegex(@"bot: \[([^\]]+)\]")]
    private static partial Regex Scopes();
}
