using Classifier.Alerts;

namespace Classifier.Training.Samples;

/// <summary>Draws what happens, where, and who writes about it.</summary>
internal sealed class TicketPlanner
{
    private const double KnowOnlyTheKind = 0.025;
    private const double KnowOnlyTheSymptom = 0.05;

    /// <summary>Share of authors who have taken up the new phrases, once there are any.</summary>
    private const double Fashion = 0.8;

    private readonly IReadOnlyList<(PhraseBook Book, double Share)> _types;
    private readonly IReadOnlyList<Scenario> _voices;
    private readonly IReadOnlyList<Author> _authors;

    public TicketPlanner(IReadOnlyList<Scenario> voices, Random random)
    {
        _voices = voices;
        _types = [.. Company.IssueTypes.Select(t => (PhraseBook.Load(t.Key), t.Share))];
        _authors = Author.All(140, voices, random);
    }

    public TicketPlan Plan(DateTimeOffset at, Random random)
    {
        var types = at < SampleCalendar.PasskeysLaunched ? [.. _types.Where(t => t.Book.Name != Company.LateType)] : _types;
        var type = types.Pick(t => t.Share, random).Book;
        var scenario = type.Scenarios.Where(s => s.HappensOn(at)).ToList().Pick(s => s.Share, random);
        var author = _authors.Pick(random);
        var service = Company.Service(scenario.List("services").Pick(random), at);
        var knowledge = KnowledgeOf(type, random);
        var seen = knowledge == Knowledge.Symptom ? Company.Service(Company.FrontServices.Pick(random), at) : service;
        return new(
            type, scenario, service, seen, Company.Places.Pick(p => p.Key == "frankfurt" ? 2 : 1, random),
            author, Voice(type, scenario, seen, author, at, random), random.Next(),
            at >= SampleCalendar.WordingChanges && random.Happens(Fashion), knowledge, SeverityOf(type, scenario, random));
    }

    /// <summary>Whoever reports a compromise says so, and whoever wants something says what.</summary>
    private static Knowledge KnowledgeOf(PhraseBook type, Random random) => random.NextDouble() switch
    {
        < KnowOnlyTheSymptom => Company.SecurityTypes.Contains(type.Name) || type.Name == "service-request" ? Knowledge.Kind : Knowledge.Symptom,
        < KnowOnlyTheSymptom + KnowOnlyTheKind => Knowledge.Kind,
        _ => Knowledge.Particulars,
    };

    private static Severity SeverityOf(PhraseBook type, Scenario scenario, Random random)
    {
        var stated = scenario.List("severity").Pick(random);
        return SeverityWords.Parse(stated) ?? throw new FormatException($"{type.Name}: {stated} is no severity.");
    }

    private Scenario Voice(PhraseBook type, Scenario scenario, SampleService service, Author author, DateTimeOffset at, Random random)
    {
        var byTool = scenario.Sections.Find("alert") is not null ? 0.5 : type.Sections.Find("alert") is not null ? 0.25 : 0;
        if (random.Happens(byTool))
        {
            return _voices.Where(v => v.Settings.ContainsKey("tool") && v.HappensOn(at) && (v.List("types").Count == 0 || v.List("types").Contains(type.Name)))
                .ToList().Pick(v => v.Share, random);
        }
        if (author.Language is { } language && type.Sections.Find($"title_{language}") is not null && random.Happens(0.8))
            return _voices.First(v => v.Language == language);
        var name = author.Voices.Pick(random);
        var voice = _voices.First(v => v.Name == name);
        // Customers complain only about what they see.
        return voice.List("services").Count == 0 || voice.List("services").Contains(service.Key) ? voice : _voices.First(v => v.Name == "terse");
    }
}
