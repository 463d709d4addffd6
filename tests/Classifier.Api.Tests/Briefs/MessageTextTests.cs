using Classifier.Api.Briefs;
using Classifier.Api.Briefs.Messages;
using Classifier.Api.Rotations;
using Classifier.Api.Tests.Support;
using Classifier.Chat;
using Classifier.Directories;
using Classifier.Incidents;

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
    public async Task English_SaysAllThatIsKnown()
    {
        await using var service = await RunningService.StartAsync(home: _home);

        var room = (await service.OpenAsync(new { title = "shop 95 x", severity = "critical", labels = new { site = "osl1", service = "edge-proxy" } })).Text("id");
        await service.OpenAsync(new { title = "secops 30 strange", severity = "high" });

        Assert.Equal("""
            Certificate expiry, Shop platform
            shop 95 x
            Critical · Oslo, osl1 · edge-proxy · from api · 13:00 in Oslo, 12:00 UTC
            The service Edge proxy belongs to Edge delivery, which is not the suggested owner; both are invited.
            Model: Shop platform, 95 % sure, because of “shop”
            Alternatives: Edge delivery 3 %, Security response 3 %
            Like INC-77 (0.91): Certificate expired on pay.example.eu, Shop platform, 2 months ago. Cause: The renewal job had no token. Fix: Renewed by hand. Handled by Ola Nordmann
            Next: Renew the certificate. 1. Read notAfter. 2. Renew and deploy.
            You can type: !ack · !reassign TEAM because … · !owner TEXT · !resolve TEXT · !help
            """, await BriefAsync(service, room));
        Assert.Equal("""
            inc-1002: Certificate expiry? Security response?
            secops 30 strange
            High · from api · 12:00 UTC
            Model: Security response, 30 % unsure, because of “secops”
            Ranking: Security response 30 %, Edge delivery 35 %, Shop platform 35 %
            Like INC-77 (0.91): Certificate expired on pay.example.eu, Shop platform, 2 months ago. Cause: The renewal job had no token. Fix: Renewed by hand. Handled by Ola Nordmann
            @Ingrid Solheim: please answer; without an answer by 12:10 UTC the room opens.
            Answer with: !accept inc-1002 · !reassign inc-1002 TEAM because … · !ack inc-1002
            """, Assert.Single(await service.StandingMessagesAsync("standing:triage")));
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
        Assert.Equal("texts_refused", gap.Text("kind"));
        Assert.Contains("en.yaml:2: the file: 'topic': there is no value 'titel'; known are id, title,", gap.Text("subject"), StringComparison.Ordinal);

        File.AppendAllText(Path.Combine(_home.Root, "data", "directory.yaml"), "\nrules: [ { name: Shop it is, if: { sources: [api] }, team: shop } ]\n");     // which a faulty text does not hold up
        File.Delete(Path.Combine(_home.Root, "data", "messages", "en.yaml"));
        service.Get<DirectoryWatch>().Look();

        Assert.Empty((await service.GetAsync("/v1/audit")).GetProperty("gaps").EnumerateArray());
        Assert.Equal("Medium: Postfach voll · owner Shop platform", await TopicAsync(service, (await service.OpenAsync(new { title = "Postfach voll" })).Text("id")));
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

        Assert.Equal("Mo, 5. Jan., 14:00: 1 Vorfall ist offen.\ninc-1001, Hoch, Edge delivery: edge 95 certificate (seit 1 h, bei niemandem in Arbeit)", told[0].Replace("Jan,", "Jan.,", StringComparison.Ordinal));
    }

    /// <summary>A text of an operator's that fails only on an incident's values is no reason to say nothing.</summary>
    [Theory]
    [InlineData("brief: \"{% assign n = 'x' %}{% for a in title %}{% endfor %}{{ is_question | size | divided_by: 0 }}\"")]
    [InlineData("heading: \"{% if owner == 'nobody' %}never{% endif %}\"")]
    [InlineData("topic: \"{{ 'now' | date: '%Y' | divided_by: 0 }}\"\nwhy: \"{{ 1 | modulo: 0 }}\"")]
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
    [InlineData("topic: x\nbrief: \"{{ title\"\n", "xx.yaml:2: the file: 'brief' ")]
    [InlineData("topic: x\nbrief: \"{% unknown %}\"\n", "xx.yaml:2: the file: 'brief' ")]
    [InlineData("brief: \"{{ reasons }}\"\ntopic: \"{{ reasons }}\"\n", "xx.yaml:2: the file: 'topic': there is no value 'reasons'")]
    [InlineData("brief: \"{% assign mine = title %}{{ mine }}{{ yours }}\"\n", "xx.yaml:1: the file: 'brief': there is no value 'yours'")]
    [InlineData("brief: \"{% assign titel = titel | upcase %}\"\n", "there is no value 'titel'")]
    [InlineData("brief: \"{% for s in steps limit: moast %}{% else %}{{ titel }}{% endfor %}\"\n", "there is no value 'moast'")]
    [InlineData("brief: \"{% for s in steps %}{% else %}{{ titel }}{% endfor %}\"\n", "there is no value 'titel'")]
    [InlineData("brief: \"{{ title | upcas }}\"\n", "there is no filter 'upcas'")]
    [InlineData("brief: \"{{ owner.name }}\"\n", "'owner' has no 'name'")]
    [InlineData("brief: \"{% for i in (1..9) %}x{% endfor %}\"\n", "ranges are not taken")]
    [InlineData("brief: \"{% include 'why' %}\"\n", "'include' is not taken")]
    [InlineData("alike: \"{% for p in similar %}{{ p.titel }}{{ forloop.index }}{% endfor %}\"\n", "xx.yaml:1: the file: 'alike': 'p' has no 'titel'")]
    [InlineData("words:\n  sure: sicher\n  surely: sicher\n", "xx.yaml:3: words has an unknown member 'surely'")]
    [InlineData("words:\n  sure: sicher\n  … ago: hace\n", "xx.yaml:3: words: '… ago' has to have …")]
    [InlineData("words:\n  sure: [a]\n", "xx.yaml:2: words: 'sure' must be one value")]
    [InlineData("words:\n  ddd d MMM HH:mm: \"d 'de\"\n", "xx.yaml:2: words: 'ddd d MMM HH:mm' is no way to write")]
    [InlineData("question: \"\"\n", "xx.yaml:1: the file: 'question' has to say something")]
    [InlineData("topic: [\n", "xx.yaml:")]
    public void FaultyFile_IsRefusedWithItsLine(string yaml, string fault)
    {
        Own("xx", yaml);

        Assert.Contains(fault, Assert.Throws<YamlFileException>(() => MessageCatalog.Load(new(_home.Root))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("de-xx.yaml")]
    [InlineData("de.yml")]
    public void FileOfAnotherName_IsRefused(string name)
    {
        Own("en", "topic: x");
        File.Move(Path.Combine(_home.Root, "data", "messages", "en.yaml"), Path.Combine(_home.Root, "data", "messages", name));

        Assert.EndsWith($"{name}:1: the name is a language and .yaml, such as de.yaml or pt-BR.yaml", Assert.Throws<YamlFileException>(() => MessageCatalog.Load(new(_home.Root))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FurtherLanguage_SaysTheRestInEnglish_AndLeavesOutWhatIsEmpty()
    {
        Own("fr", "topic: \"{{ severity }} : {{ title }}\"\nalike: \"\"\nwords: { High: Haute }\n");
        using var home = new TestHome("language: fr\n" + Some.DirectoryYaml);
        Directory.Move(Path.Combine(_home.Root, "data", "messages"), Path.Combine(home.Root, "data", "messages"));
        await using var service = await RunningService.StartAsync(home: home);

        var id = (await service.OpenAsync(new { title = "shop 95 x", severity = "high" })).Text("id");

        Assert.Equal("Haute : shop 95 x", await TopicAsync(service, id));
        Assert.Contains("\nHaute · from api · 12:00 UTC\nModel: Shop platform, 95 % sure", await BriefAsync(service, id), StringComparison.Ordinal);
        Assert.DoesNotContain("INC-77", await BriefAsync(service, id), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reporter_AndStakeholders_AndButtons_SpeakTheirLanguage()
    {
        using var home = new TestHome("language: de\nstakeholders: { channel: updates, people: [pia], time_zone: Europe/Oslo }\n" + Some.DirectoryYaml);
        await using var service = await RunningService.StartAsync(home: home);
        var id = (await service.OpenAsync(new { title = "edge 30 strange", severity = "critical" })).Text("id");

        await service.PostAsync($"/v1/incidents/{id}/messages", new { text = "!status half\ninc-1003, Kritisch: all down" });
        await service.SettledAsync(id);
        var (_, asked) = await service.PostAsync("/v1/routes/test", new { title = "edge short", reporter = "pia" });

        Assert.Equal([$"{id}, Kritisch, Edge delivery?: edge 30 strange: half inc-1003, Kritisch: all down"], await service.StandingMessagesAsync("standing:stakeholders"));
        Assert.StartsWith("Du hast „edge short“ gemeldet (inc-NUMBER).", asked.Text("says"), StringComparison.Ordinal);
        var room = (await service.GetAsync($"/v1/incidents/{id}")).GetProperty("rooms")[0].Text("external_id");
        Assert.Contains("Edge delivery stimmt", string.Join('\n', (await service.Get<IBuiltInChatStore>().MessagesAsync(room, 50, TestContext.Current.CancellationToken)).Select(m => m.Blocks)), StringComparison.Ordinal);
    }

    /// <summary>What a model is told does not hang on what an operator makes of the brief.</summary>
    [Fact]
    public async Task Facts_AreEnglishAndWhole()
    {
        Own("de", "brief: \"{{ progress }}\"\n");
        await using var service = await RunningService.StartAsync(home: _home);
        var number = Incident.NumberOf((await service.OpenAsync(new { title = "edge 95 x", severity = "high" })).Text("id"))!.Value;
        var (store, stop) = (service.Get<IIncidentStore>(), TestContext.Current.CancellationToken);

        var facts = service.Get<BriefWriter>().Facts((await store.FindAsync(number, stop))!, await store.EvidenceAsync(number, stop));

        Assert.Contains("\nHigh · from api", facts, StringComparison.Ordinal);
        Assert.Contains("\nModel: Edge delivery, 95 % sure", facts, StringComparison.Ordinal);
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
