using System.CommandLine;
using System.Text.Json;
using Classifier.Models;
using Classifier.Scoring;
using Classifier.Training.Import;
using Classifier.Training.Preparation;
using Classifier.Training.Replay;
using Classifier.Training.Reports;

namespace Classifier.Training.Verbs;

/// <summary><c>replay</c>: past weeks through rules, model and playbooks, beside how long they took then.</summary>
internal static class ReplayCommand
{
    public static Command Create(Verb verb)
    {
        var data = new Option<string[]>("--data") { Description = "History files.", Required = true, AllowMultipleArgumentsPerToken = true };
        var model = new Option<string?>("--model") { Description = "Folder of a version; by default the champion." };
        var json = new Option<bool>("--json") { Description = "Print one JSON object." };
        var zone = Zones.Option();
        return Verb.Of("replay", "Sends past tickets through rules, model and playbooks, and says what would have been done.", [data, model, json, zone], async (parsed, cancellationToken) =>
        {
            var home = verb.Home(parsed);
            var company = CompanyFacts.Read(home.DirectoryFile);
            var directory = company.Directory ?? throw new InputException($"{home.DirectoryFile}: not there; it says who is called");
            var loaded = parsed.GetValue(model) is { } folder ? Model.Load(home.Resolve(folder)) : verb.Models(parsed).LoadChampion() ?? throw new InputException("no model is champion; give --model");
            var rows = TrainingData.Of(home).FromFiles(parsed.GetValue(data)!, verb.Reader(Zones.Read(parsed, zone)), cancellationToken);
            if (rows.Count == 0)
                throw new InputException($"{string.Join(", ", parsed.GetValue(data)!)}: there are no rows");
            var replay = new TicketReplay(new ModelScorer(loaded, company.Places), directory);
            var now = verb.Clock.GetUtcNow();
            var replayed = rows.AsParallel().AsOrdered().WithCancellation(cancellationToken).Select(r => replay.Run(r.Ticket, now)).ToList();
            var figures = ReplayFigures.Of(replayed, loaded.Card.Version, loaded.Card.Data.To);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(parsed.GetValue(json) ? JsonSerializer.Serialize(figures, TrainingJson.Readable.ReplayFigures) : Text(figures));
        });
    }

    private static string Text(ReplayFigures f)
    {
        string?[] lines =
        [
            Said($"{f.Tickets:N0} tickets{Period(f)}, each alone, through rules, model {f.ModelVersion} and playbooks"),
            f.Seen > 0 ? Said($"  note: {f.Seen:N0} of them are no newer than what the model learned from; it may know their answers") : null,
            Said($"rooms opened    {f.RoomsOpened,7:N0}: {f.RoomsRight:N0} for the right team, {f.RoomsWrong:N0} for a wrong one, {f.RoomsAsking:N0} with the owner as a question"),
            Said($"team named      {f.NamedRight + f.NamedWrong,7:N0}: {f.NamedRight:N0} right, {f.NamedWrong:N0} wrong; no room before somebody answers"),
            Said($"triage          {f.Triage,7:N0}"),
            Said($"only stored     {f.Stored,7:N0}"),
            Said($"pages           {f.Pages,7:N0}: people called or mentioned at once"),
            Said($"leaks           {f.Leaks,7:N0}: of {f.Security:N0} matters of security, told in public"),
            "",
            .. BeforeAndAfter(f),
        ];
        return string.Join('\n', lines.OfType<string>());
    }

    private static IEnumerable<string> BeforeAndAfter(ReplayFigures f)
    {
        if (f.Before.RightTeam is { } right && f.Moved is { } moved)
        {
            yield return Said($"before          {right.Count:N0} of {f.Before.Tickets:N0} tickets were filed with another team or none, and reached the right one after {Span(right.MedianSeconds)} (median), nine of ten within {Span(right.P90Seconds)}");
            yield return Said($"with the service  {moved.RightRoom:N0} of these {right.Count:N0} have a room with the right team at once, {moved.RightNamed:N0} have it named for somebody to accept, {moved.WrongRoom:N0} have a room with a wrong team, {moved.Other:N0} are left to people");
        }
        else
        {
            yield return "before          the history tells of no change of team, so not how long a ticket took to the right one";
        }
        if (f.Before.Resolved is { } resolved)
            yield return Said($"to the end      {Span(resolved.MedianSeconds)} (median of {resolved.Count:N0}), nine of ten within {Span(resolved.P90Seconds)}, before; what the service changes there no replay tells");
    }

    private static string Period(ReplayFigures f) => f is { From: { } from, To: { } to } ? Said($" from {from.UtcDateTime:yyyy-MM-dd} to {to.UtcDateTime:yyyy-MM-dd}") : "";

    private static string Span(double? seconds) => seconds switch
    {
        null => "–",
        < 5400 and var few => Said($"{few / 60:0} min"),
        < 172800 and var some => Said($"{some / 3600:0.0} h"),
        { } many => Said($"{many / 86400:0.0} days"),
    };

    private static string Said(FormattableString text) => FormattableString.Invariant(text);
}
