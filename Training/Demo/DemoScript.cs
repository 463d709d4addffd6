using System.Text.Json;

namespace Classifier.Training.Demo;

/// <summary>What happens in the demo, and what has to come of it.</summary>
internal sealed class DemoScript(DemoStage stage, TextWriter output)
{
    private static readonly Story[] Stories =
    [
        new("An expired certificate", "tls-certificate.json", "traffic-dns", IsPrivate: false, ["!ack", "!similar", "!status reloaded on one of the two balancers", "!resolve reloaded haproxy on both nodes"]),
        new("Advertisements of last week", "ad-asset-cache.json", "ad-platform", IsPrivate: false, ["!oncall edge-delivery", "!reassign edge-delivery because the nodes skip our purges", "!resolve consumer restarted, purged by campaign"]),
        new("A firewall that blocks the checkout", "security-device.json", "perimeter", IsPrivate: false, ["!invite payments", "!ack", "!resolve rule 942130 left out for address fields"]),
        new("A vendor's script that breaks the page", "third-party-script.json", "storefront-web", IsPrivate: false, ["!ack", "!alerts", "!resolve the tag is pinned to the last good version"]),
        new("A key in a public repository", "leaked-access-key.json", "security-response", IsPrivate: true, ["!ack", "!resolve revoked and replaced, nothing was read"]),
    ];

    /// <summary>Plays it all.</summary>
    /// <exception cref="InvalidOperationException">Something did not come out as it should.</exception>
    public async Task PlayAsync(CancellationToken cancellationToken)
    {
        for (var i = 0; i < Stories.Length; i++)
            await PlayAsync(i + 1, Stories[i], cancellationToken);
        await LearnAsync(cancellationToken);
        await output.WriteLineAsync("\nAll went as it should. The same with a console to look at: dotnet run --project Api");
    }

    private async Task PlayAsync(int number, Story story, CancellationToken cancellationToken)
    {
        await output.WriteLineAsync($"\n== {number}. {story.Title}");
        var incident = await stage.ReportAsync(await stage.ShippedAlertAsync(story.Alert, cancellationToken), cancellationToken);
        var (id, owner) = (Id(incident), Owner(incident));
        Require(owner == story.Owner, $"{story.Alert} went to {owner}, not to {story.Owner}");
        Require(incident.GetProperty("private").GetBoolean() == story.IsPrivate, $"{story.Alert} should{(story.IsPrivate ? "" : " not")} be private");
        await output.WriteLineAsync($"room {incident.GetProperty("rooms")[0].GetProperty("name").GetString()}{(story.IsPrivate ? ", private" : "")}");
        foreach (var person in incident.GetProperty("responders").EnumerateArray())
            await output.WriteLineAsync($"  invited {person.GetProperty("person").GetString()}: {person.GetProperty("reason").GetString()}");
        foreach (var said in story.Said)
            await stage.SayAsync(id, said, cancellationToken);
        Require((await stage.IncidentAsync(id, cancellationToken)).GetProperty("state").GetString() == "resolved", $"{id} is not resolved");
        await stage.AwaitMessageAsync(id, "Resolved:", cancellationToken);
        await TellAsync(id, cancellationToken);
    }

    /// <summary>Corrections in rooms are what the next training learns from.</summary>
    private async Task LearnAsync(CancellationToken cancellationToken)
    {
        await output.WriteLineAsync("\n== 6. Badge readers, of which history holds nothing: people say whose they are");
        foreach (var (story, i) in NewTrouble.Taught.Select((story, i) => (story, i)))
        {
            var incident = await stage.ReportAsync(Alert(story), cancellationToken);
            if (i == 0)
                Require(Owner(incident) != NewTrouble.Owner, "badge readers were known already");
            await output.WriteLineAsync($"{Id(incident)} {story.Title}: {Owner(incident)}? {await stage.SayAsync(Id(incident), $"!reassign {NewTrouble.Owner} because badges are theirs", cancellationToken)}");
            await stage.SayAsync(Id(incident), "!resolve reader replaced", cancellationToken);
        }
        await output.WriteLineAsync("Learning from a quarter of the sample history and these eight …");
        await stage.TrainingAsync(cancellationToken, "import", await stage.QuarterOfHistoryAsync(cancellationToken));
        var card = JsonSerializer.Deserialize<JsonElement>(await stage.TrainingAsync(cancellationToken, "train", "--budget", "small", "--seed", "42", "--json"));
        var version = card.GetProperty("version").GetString()!;
        await stage.TrainingAsync(cancellationToken, "promote", version);
        await stage.AwaitModelAsync(version, cancellationToken);
        var next = await stage.ReportAsync(Alert(NewTrouble.Next), cancellationToken);
        await output.WriteLineAsync($"{Id(next)} {NewTrouble.Next.Title}: {Owner(next)}, says {next.GetProperty("model_version").GetString()}");
        Require(Owner(next) == NewTrouble.Owner, $"the next one went to {Owner(next)}, not to {NewTrouble.Owner}");
        await TellAsync(Id(next), cancellationToken);
    }

    private async Task TellAsync(string id, CancellationToken cancellationToken)
    {
        foreach (var (author, text) in await stage.MessagesAsync(id, cancellationToken))
            await output.WriteLineAsync($"  <{author}> {text.ReplaceLineEndings("\n      ")}");
    }

    private static string Alert((string Title, string Description, string Host) story) => JsonSerializer.Serialize(new Dictionary<string, object>
    {
        ["title"] = story.Title,
        ["description"] = story.Description,
        ["severity"] = "critical",
        ["dedup_key"] = story.Title,
        ["labels"] = new Dictionary<string, string> { ["host"] = story.Host },
    });

    private static string Id(JsonElement incident) => incident.GetProperty("id").GetString()!;

    private static string Owner(JsonElement incident) => incident.GetProperty("owning_team").GetProperty("label").GetString() ?? "nobody";

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
            throw new InvalidOperationException(otherwise);
    }

    /// <summary>One of the five.</summary>
    private sealed record Story(string Title, string Alert, string Owner, bool IsPrivate, IReadOnlyList<string> Said);
}
