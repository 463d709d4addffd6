using Classifier.Api.Briefs.Messages;
using Classifier.Api.Rotations;
using Classifier.Api.Tests.Support;
using Classifier.Chat;
using Classifier.Directories;

namespace Classifier.Api.Tests.Briefs;

/// <summary>What people are told first comes from texts, in the language of whoever reads it, and as an operator wants it.</summary>
public sealed class MessageTextTests : IDisposable
{
    private readonly TestHome _home = new(Some.DirectoryYaml.Replace("key: edge\n    name", "key: edge\n    language: de\n    name", StringComparison.Ordinal));

    public void Dispose() => _home.Dispose();

    [Fact]
    public void EachLanguageThatShips_SaysEverything()
    {
        foreach (var language in new[] { "en", "de" })
        {
            using var text = new StreamReader(typeof(MessageFile).Assembly.GetManifestResourceStream($"Classifier.Api.Briefs.Messages.{language}.yaml")!);
            var file = MessageFile.Parse(text.ReadToEnd(), language);

            Assert.Equal(MessageNames.Values.Keys.Order(), file.Texts.Keys.Order());
            if (language != MessageCatalog.English)
                Assert.Equal(Vocabulary.Known.Order(), file.Words.Keys.Order());
        }
    }

    [Fact]
    public async Task Room_IsToldInTheLanguageOfItsTeam_AndAnewWhenAnotherOwnsIt()
    {
        await using var service = await RunningService.StartAsync(home: _home);
        var incident = await service.OpenAsync(new { title = "edge 95 x", severity = "critical", labels = new { site = "osl1", service = "shop-web" } });
        var id = incident.Text("id");

        var brief = await BriefAsync(service, id);

        Assert.Equal("""
            Certificate expiry, Edge delivery
            edge 95 x
            Kritisch · Oslo, osl1 · shop-web · von api · 13:00 in Oslo, 12:00 UTC
            Der Dienst Shop gehört Shop platform, nicht dem vorgeschlagenen Team; beide sind eingeladen.
            Modell: Edge delivery, 95 % sicher, wegen „edge“
            Andere: Shop platform 3 %, Security response 3 %
            Ähnlich: INC-77 (0.91): Certificate expired on pay.example.eu, Shop platform, vor 2 Monaten. Ursache: The renewal job had no token. Behebung: Renewed by hand. Bearbeitet von Ola Nordmann
            Nächste Schritte: Renew the certificate. 1. Read notAfter. 2. Renew and deploy.
            Befehle: !ack · !reassign TEAM because … · !owner TEXT · !resolve TEXT · !help
            """, brief);
        Assert.Equal("Kritisch: edge 95 x · bei Edge delivery · Oslo, osl1", await TopicAsync(service, id));

        await service.PostAsync($"/v1/incidents/{id}/reassign", new { team = "shop" });
        await service.SettledAsync(id);

        Assert.StartsWith("Certificate expiry, Shop platform (set by ", await BriefAsync(service, id), StringComparison.Ordinal);
        Assert.Equal("Critical: edge 95 x · owner Shop platform · Oslo, osl1", await TopicAsync(service, id));
    }

    /// <summary>The channel of the triage team, which speaks English, is told of a German team's incident in English.</summary>
    [Fact]
    public async Task Channel_IsToldInTheLanguageOfTheTeamThatReadsIt()
    {
        await using var service = await RunningService.StartAsync(home: _home);

        await service.OpenAsync(new { title = "edge 30 strange" });

        Assert.Contains("Ranking: Edge delivery 30 %", Assert.Single(await service.StandingMessagesAsync("standing:triage")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OwnText_IsTakenWhenItsFileChanges_AndAFaultyOneLeavesWhatHeld()
    {
        await using var service = await RunningService.StartAsync(home: _home);
        Own("en", "topic: \"[{{ level | upcase }}] {{ title }}\"\n");
        service.Get<DirectoryWatch>().Look();
        Assert.Equal("[HIGH] shop 95 x", await TopicAsync(service, (await service.OpenAsync(new { title = "shop 95 x", severity = "high" })).Text("id")));

        Own("en", "brief: x\ntopic: \"{{ titel }}\"\n");
        service.Get<DirectoryWatch>().Look();

        Assert.Equal("[HIGH] secops 95 tokens", await TopicAsync(service, (await service.OpenAsync(new { title = "secops 95 tokens", severity = "high" })).Text("id")));
        var gap = Assert.Single((await service.GetAsync("/v1/audit")).GetProperty("gaps").EnumerateArray());
        Assert.Equal("directory_refused", gap.Text("kind"));
        Assert.Contains("en.yaml:2: 'topic' has no value titel; known are id, title,", gap.Text("subject"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preview_SaysWhatWouldBeTold()
    {
        await using var service = await RunningService.StartAsync(home: _home);
        var alert = new { title = "edge 95 x", labels = new { site = "osl1" } };

        var (_, route) = await service.PostAsync("/v1/routes/test", alert);
        var id = (await service.OpenAsync(alert)).Text("id");

        Assert.Equal(await BriefAsync(service, id), route.Text("says").Replace("inc-NUMBER", id, StringComparison.Ordinal));
        var (_, unclear) = await service.PostAsync("/v1/routes/test", new { title = "edge 30 strange" });
        Assert.Contains("Answer with: !accept inc-NUMBER", unclear.Text("says"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Digest_IsInTheLanguageOfTheDirectory()
    {
        using var home = new TestHome("language: de\nstakeholders: { channel: updates, people: [pia], digest: [\"14:00\"], time_zone: Europe/Oslo }\n" + Some.DirectoryYaml);
        await using var service = await RunningService.StartAsync(home: home);
        await service.OpenAsync(new { title = "edge 95 certificate", severity = "high" });

        service.Clock.Advance(TimeSpan.FromMinutes(60));
        var told = await Eventually.GetAsync(() => service.StandingMessagesAsync("standing:stakeholders"), m => m.Count == 1);

        Assert.Equal("Mo, 5. Jan., 14:00: 1 Vorfall ist offen.\ninc-1001, Hoch, Edge delivery: edge 95 certificate (seit 1 Std., bei niemandem in Arbeit)", told[0].Replace("Jan,", "Jan.,", StringComparison.Ordinal));
    }

    /// <summary>A text of an operator's that fails only on an incident's values is no reason to say nothing.</summary>
    [Theory]
    [InlineData("brief: \"{% for i in (1..20000) %}{{ i }}{% endfor %}\"")]
    [InlineData("heading: \"{% if owner == 'nobody' %}never{% endif %}\"")]
    public async Task TextThatFails_IsSaidAsItShips(string text)
    {
        Own("en", text);
        await using var service = await RunningService.StartAsync(home: _home);

        var brief = await BriefAsync(service, (await service.OpenAsync(new { title = "shop 95 x" })).Text("id"));

        Assert.StartsWith("Certificate expiry, Shop platform\nshop 95 x\nMedium · ", brief, StringComparison.Ordinal);
        Assert.EndsWith("!help", brief, StringComparison.Ordinal);
    }

    /// <summary>What an alert says is a value: not Liquid, and not a line of ours.</summary>
    [Fact]
    public async Task AlertThatSpeaksLiquid_IsSaidAsItIs()
    {
        await using var service = await RunningService.StartAsync(home: _home);
        const string Title = "shop 95 {{ owner }} {% for i in (1..9) %}{% endfor %}";

        var incident = await service.OpenAsync(new { title = Title, labels = new { service = "x\nOwner: mallory" } });

        Assert.Contains($"\n{Title}\n", await BriefAsync(service, incident.Text("id")), StringComparison.Ordinal);
        Assert.DoesNotContain("\nOwner: mallory", await BriefAsync(service, incident.Text("id")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("topik: x\n", "xx.yaml:1: the file has an unknown member 'topik'")]
    [InlineData("topic: x\nbrief: \"{{ title\"\n", "xx.yaml:2: 'brief': ")]
    [InlineData("brief: \"{{ reasons }}\"\ntopic: \"{{ reasons }}\"\n", "xx.yaml:2: 'topic' has no value reasons")]
    [InlineData("brief: \"{% assign mine = title %}{{ mine }}{{ yours }}\"\n", "xx.yaml:1: 'brief' has no value yours")]
    [InlineData("alike: \"{% for p in similar %}{{ p.titel }}{{ forloop.index }}{% endfor %}\"\n", "xx.yaml:1: 'alike' has no value p.titel")]
    [InlineData("words:\n  surely: sicher\n", "xx.yaml:2: 'surely' is no word of the service")]
    [InlineData("topic: [\n", "xx.yaml:")]
    public void FaultyFile_IsRefusedWithItsLine(string yaml, string fault)
    {
        Own("xx", yaml);

        Assert.Contains(fault, Assert.Throws<YamlFileException>(() => MessageCatalog.Load(new(_home.Root))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("de-xx", "topic: x", "the name is a language")]
    [InlineData("fr", "topic: x", null)]
    public void LanguageOfItsOwn_IsAFileOfItsName(string name, string yaml, string? fault)
    {
        Own(name, yaml);
        var directory = DirectoryFile.Parse("language: fr\n" + Some.DirectoryYaml);

        if (fault is null)
            MessageCatalog.Load(new(_home.Root)).Check(directory, "directory.yaml");
        else
            Assert.Contains(fault, Assert.Throws<YamlFileException>(() => MessageCatalog.Load(new(_home.Root))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LanguageWithoutTexts_StopsTheStart()
    {
        using var home = new TestHome("language: fr\n" + Some.DirectoryYaml);

        var fault = await Assert.ThrowsAsync<YamlFileException>(() => RunningService.StartAsync(home: home));

        Assert.EndsWith("nothing is said in 'fr': there is no data/messages/fr.yaml; known are de, en", fault.Message, StringComparison.Ordinal);
    }

    private void Own(string language, string yaml)
    {
        Directory.CreateDirectory(Path.Combine(_home.Root, "data", "messages"));
        File.WriteAllText(Path.Combine(_home.Root, "data", "messages", $"{language}.yaml"), yaml);
    }

    private static async Task<string> BriefAsync(RunningService service, string id) => (await service.GetAsync($"/v1/incidents/{id}/messages")).GetProperty("items").EnumerateArray()
        .Select(m => m.Text("text")).First(text => text.Contains("!help", StringComparison.Ordinal));

    private static async Task<string> TopicAsync(RunningService service, string id) =>
        (await service.Get<IBuiltInChatStore>().FindAsync((await service.GetAsync($"/v1/incidents/{id}")).GetProperty("rooms")[0].Text("external_id"), TestContext.Current.CancellationToken))!.Topic;
}
