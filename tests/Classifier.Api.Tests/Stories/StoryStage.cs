using System.Text.Json;
using Classifier.Api.Incidents;
using Classifier.Api.Tests.Models;
using Classifier.Api.Tests.Support;

namespace Classifier.Api.Tests.Stories;

/// <summary>
/// A chat tool with a service beside it that has the champion, the directory and the alerts that ship. A story acts on it as people and
/// tools do; what comes of it is written into a transcript.
/// </summary>
internal abstract class StoryStage : IAsyncDisposable
{
    private const string Version = "20260101-000000-aaaaaaa";

    /// <summary>As readers call it.</summary>
    public abstract string Tool { get; }

    /// <summary>The connector's name.</summary>
    public abstract string Connector { get; }

    /// <summary>The service.</summary>
    public RunningService Service { get; private set; } = null!;

    /// <summary>What happened so far.</summary>
    public StoryTranscript Transcript { get; private set; } = null!;

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>All rooms that the service opened.</summary>
    public abstract Task<IReadOnlyList<StoryRoom>> RoomsAsync();

    /// <summary>Starts the service.</summary>
    /// <param name="title">The story's.</param>
    /// <param name="at">When it begins.</param>
    public async Task BeginAsync(string title, DateTimeOffset at)
    {
        var home = SampleHome.WithModels(Version);
        home.Point(Version);
        await File.WriteAllTextAsync(Path.Combine(home.Root, "data", "directory.yaml"), await PrepareAsync(await File.ReadAllTextAsync(Path.Combine(home.Root, "data", "directory.yaml"), Token)), Token);
        Service = await RunningService.StartAsync(at, home, withChampion: true, settings: Settings());
        Transcript = new(title, Tool, this);
    }

    /// <summary>A monitoring tool reports something.</summary>
    /// <param name="alert">The body of <c>POST /v1/alerts</c>.</param>
    /// <returns>The incident.</returns>
    public async Task<JsonElement> ReportAsync(JsonElement alert)
    {
        Transcript.Reported(alert);
        var incident = await Service.OpenAsync(alert);
        await Transcript.CatchUpAsync();
        return incident;
    }

    /// <summary>A minute later somebody writes into a room.</summary>
    /// <param name="person">Who.</param>
    /// <param name="room">Where.</param>
    /// <param name="text">What; <c>@classifier</c> mentions the bot.</param>
    /// <param name="answered">A part of what comes back; null where nothing is to.</param>
    public Task SayAsync(string person, StoryRoom room, string text, string? answered = null) => ActAsync(room, () => SayInAsync(person, room, text), answered);

    /// <summary>A minute later somebody presses a button.</summary>
    /// <param name="person">Who.</param>
    /// <param name="room">Where.</param>
    /// <param name="label">How the button's label begins.</param>
    /// <param name="answered">A part of what comes back.</param>
    public async Task PressAsync(string person, StoryRoom room, string label, string answered)
    {
        var button = (await FindAsync(room.Id)).Posts.SelectMany(p => p.Buttons).Last(b => b.StartsWith(label, StringComparison.Ordinal));
        await ActAsync(room, () =>
        {
            Transcript.Pressed(room, person, button);
            return PressInAsync(person, room, button);
        }, answered);
    }

    /// <summary>A minute later somebody asks the bot where nobody else reads.</summary>
    /// <returns>The answer.</returns>
    public async Task<string> AskAloneAsync(string person, string command)
    {
        Service.Clock.Advance(TimeSpan.FromMinutes(1));
        var answer = await AskAsync(person, command);
        Transcript.Asked(person, command, answer);
        return answer;
    }

    /// <summary>Time passes until something is said in a room.</summary>
    public async Task PassAsync(TimeSpan time, StoryRoom room, string said)
    {
        Service.Clock.Advance(time);
        await Eventually.GetAsync(() => FindAsync(room.Id), r => r.Posts.Any(p => p.Text.Contains(said, StringComparison.Ordinal)));
        await SettledAsync();
    }

    /// <summary>Time passes until a room is closed.</summary>
    public async Task PassUntilClosedAsync(TimeSpan time, StoryRoom room)
    {
        Service.Clock.Advance(time);
        await Eventually.GetAsync(() => FindAsync(room.Id), r => r.IsArchived);
        await SettledAsync();
    }

    /// <summary>The room of an incident as it is now.</summary>
    public async Task<StoryRoom> RoomOfAsync(string incident) =>
        await FindAsync((await Service.GetAsync($"/v1/incidents/{incident}")).GetProperty("rooms").EnumerateArray().Last(r => r.Text("connector") == Connector).Text("external_id"));

    /// <summary>A room that is not an incident's, by name.</summary>
    public async Task<StoryRoom> RoomNamedAsync(string name) => (await RoomsAsync()).First(r => r.Name == name);

    /// <summary>What people call somebody.</summary>
    public string NameOf(string person) => Service.Get<CurrentDirectory>().Value.Person(person)?.Name ?? person;

    public virtual async ValueTask DisposeAsync()
    {
        if (Service is null)
            return;
        await Service.DisposeAsync();
        Service.Home.Dispose();
    }

    /// <summary>The directory as this tool needs it.</summary>
    protected abstract Task<string> PrepareAsync(string directory);

    /// <summary>Which tool the service uses, and how it is reached.</summary>
    protected abstract IReadOnlyDictionary<string, string> Settings();

    protected abstract Task SayInAsync(string person, StoryRoom room, string text);

    protected abstract Task PressInAsync(string person, StoryRoom room, string label);

    protected abstract Task<string> AskAsync(string person, string command);

    private async Task<StoryRoom> FindAsync(string id) => (await RoomsAsync()).First(r => r.Id == id);

    private async Task ActAsync(StoryRoom room, Func<Task> act, string? answered)
    {
        Service.Clock.Advance(TimeSpan.FromMinutes(1));
        var before = (await FindAsync(room.Id)).Posts.Count;
        await act();
        if (answered is not null)
            await Eventually.GetAsync(() => FindAsync(room.Id), r => r.Posts.Skip(before).Any(p => p.Author == "classifier" && p.Text.Contains(answered, StringComparison.Ordinal)));
        await SettledAsync();
    }

    private async Task SettledAsync()
    {
        foreach (var incident in (await Service.GetAsync("/v1/incidents")).GetProperty("items").EnumerateArray())
            await Service.SettledAsync(incident.Text("id"));
        await Transcript.CatchUpAsync();
    }
}
