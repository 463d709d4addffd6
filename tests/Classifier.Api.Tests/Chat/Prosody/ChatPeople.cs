using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Classifier.Api.Tests.Support;

namespace Classifier.Api.Tests.Chat.Prosody;

/// <summary>Something that happened to one of the people.</summary>
/// <param name="Event"><c>invited</c>, <c>heard</c> (in a room), <c>told</c> (alone), or <c>seen</c>: anything at all, as it came.</param>
/// <param name="Person">To whom.</param>
/// <param name="Room">Where; null when alone.</param>
/// <param name="By">By whom: a name in the room, or an address.</param>
/// <param name="Text">What was said.</param>
internal sealed record Happened(string Event, string Person, string? Room, string? By, string? Text);

/// <summary>People on a Prosody, with a client that others wrote: Debian's slixmpp, one process for all of them.</summary>
internal sealed class ChatPeople : IAsyncDisposable
{
    private readonly ProsodyProcess _prosody;
    private readonly Process _process;
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonElement>> _orders = [];
    private readonly ConcurrentQueue<Happened> _happened = [];
    private readonly Task _reading;
    private int _last;

    private ChatPeople(ProsodyProcess prosody, Process process)
    {
        (_prosody, _process) = (prosody, process);
        _reading = ReadAsync();
    }

    /// <summary>All that happened so far, in order.</summary>
    public IReadOnlyList<Happened> Events => [.. _happened];

    /// <summary>Starts the client; skips the test where it is not installed.</summary>
    public static ChatPeople Start(ProsodyProcess prosody)
    {
        Require.Existing("/usr/lib/python3/dist-packages/slixmpp", "python3-slixmpp");
        return new(prosody, Process.Start(new ProcessStartInfo("/usr/bin/python3", Path.Combine(Home.Find().Root, "tests", "Classifier.Api.Tests", "Chat", "Prosody", "people.py")) { RedirectStandardInput = true, RedirectStandardOutput = true })!);
    }

    /// <summary>Somebody comes online; the account is made where there is none.</summary>
    /// <param name="user">Who.</param>
    /// <param name="password">Theirs; null for a new account.</param>
    /// <param name="isWatched">Everything that their client receives is an event too.</param>
    /// <returns>Their address.</returns>
    public async Task<string> ComeAsync(string user, string? password = null, bool isWatched = false)
    {
        var person = $"{user}@{ProsodyProcess.Domain}";
        await OrderAsync(new { @do = "come", person, password = password ?? _prosody.Register(user), port = _prosody.Port, watched = isWatched });
        return person;
    }

    /// <summary>Somebody goes offline.</summary>
    public Task LeaveAsync(string person) => OrderAsync(new { @do = "leave", person });

    /// <summary>Somebody enters a room.</summary>
    /// <returns>Why they may not; null when they are in.</returns>
    public async Task<string?> EnterAsync(string person, string room, string? nick = null) => (await OrderAsync(new { @do = "enter", person, room, nick = nick ?? person.Split('@')[0] })).GetString();

    /// <summary>Somebody writes into a room they are in.</summary>
    /// <param name="person">Who.</param>
    /// <param name="room">Where.</param>
    /// <param name="text">What.</param>
    /// <param name="forges">Whom the message claims to be of, as only the room may say it; null for nobody.</param>
    /// <param name="answers">The message that it answers; null for none.</param>
    public Task SayAsync(string person, string room, string text, string? forges = null, string? answers = null) => OrderAsync(new { @do = "say", person, room, text, forges, answers });

    /// <summary>Somebody writes to one other alone.</summary>
    public Task TellAsync(string person, string to, string text) => OrderAsync(new { @do = "tell", person, to, text });

    /// <summary>Somebody's client asks a room or the server.</summary>
    /// <returns>Why it is refused; null when it is answered.</returns>
    public async Task<string?> AskAsync(string person, string to, string type, string xml) => (await OrderAsync(new { @do = "ask", person, to, type, xml })).GetString();

    /// <summary>The rooms that somebody is shown.</summary>
    public async Task<IReadOnlyList<string>> ListAsync(string person) => [.. (await OrderAsync(new { @do = "list", person, domain = ProsodyProcess.Rooms })).EnumerateArray().Select(r => r.GetString()!)];

    /// <summary>Waits until something happens.</summary>
    public async Task<Happened> WaitAsync(Func<Happened, bool> what) => (await Eventually.GetAsync(() => Task.FromResult(Events.LastOrDefault(what)), found => found is not null))!;

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        await _reading;
        _process.Dispose();
    }

    private async Task<JsonElement> OrderAsync(object order)
    {
        var number = Interlocked.Increment(ref _last);
        var done = _orders[number] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var json = JsonSerializer.SerializeToNode(order)!;
        json["order"] = number;
        await _process.StandardInput.WriteLineAsync(json.ToJsonString());
        await _process.StandardInput.FlushAsync();
        return await done.Task.WaitAsync(TimeSpan.FromMinutes(3), TestContext.Current.CancellationToken);
    }

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (!line.StartsWith('{'))
                continue;       // slixmpp prints something of its own
            var said = JsonSerializer.Deserialize<JsonElement>(line);
            var kind = said.Text("event");
            if (kind is "done" or "failed" && _orders.TryRemove(said.GetProperty("order").GetInt32(), out var order))
            {
                if (kind == "done")
                    order.SetResult(said.GetProperty("answer"));
                else
                    order.SetException(new InvalidOperationException(said.Text("answer")));
            }
            else
                _happened.Enqueue(new(kind, said.Text("person"), Given(said, "room"), Given(said, "nick") ?? Given(said, "by"), Given(said, "text")));
        }
    }

    private static string? Given(JsonElement said, string member) => said.TryGetProperty(member, out var value) ? value.GetString() : null;
}
