using System.Globalization;
using System.Text;
using System.Text.Json;
using Classifier.Api.Tests.Support;

namespace Classifier.Api.Tests.Stories;

/// <summary>
/// A story as one reads it: what was reported, and room by room who came and why, the topic, and who said what, with its buttons. Times
/// are the service's, in UTC.
/// </summary>
internal sealed class StoryTranscript(string title, string tool, StoryStage stage)
{
    private const int Width = 110;
    private const int Margin = 7;
    private const char Unbroken = '\u00A0';

    private readonly List<string> _reported = [];
    private readonly Dictionary<string, StoryRoom> _seen = [];
    private readonly Dictionary<string, List<string>> _lines = [];
    private readonly List<string> _asked = [];
    private DateTime _day = stage.Service.Clock.GetUtcNow().UtcDateTime.Date;

    /// <summary>A tool reports something.</summary>
    public void Reported(JsonElement alert)
    {
        Add(_reported, $"{alert.Text("source")} {(Given(alert, "status") == "resolved" ? "says that this is over" : "reports")}: {alert.Text("title")}");
        var labels = alert.TryGetProperty("labels", out var given) ? given.EnumerateObject().Where(l => l.Name is "service" or "site" or "host").Select(l => $"{l.Name} {l.Value}") : [];
        if (labels.Prepend(Given(alert, "severity")).OfType<string>().ToList() is { Count: > 0 } facts)
            _reported.Add($"{"",Margin}{string.Join(" · ", facts)}");
    }

    /// <summary>Somebody presses a button.</summary>
    public void Pressed(StoryRoom room, string person, string label) => Add(_lines[room.Id], $"{stage.NameOf(person)} presses [ {label} ]");

    /// <summary>Somebody asks alone.</summary>
    public void Asked(string person, string command, string answer)
    {
        Add(_asked, $"{stage.NameOf(person)}: {command}");
        Say(_asked, $"classifier, to {stage.NameOf(person)} alone", answer, []);
    }

    /// <summary>Writes down what is new in any room.</summary>
    public async Task CatchUpAsync()
    {
        var incidents = (await stage.Service.GetAsync("/v1/incidents")).GetProperty("items").EnumerateArray().ToList();
        foreach (var room in await stage.RoomsAsync())
        {
            if (!_lines.TryGetValue(room.Id, out var lines))
                lines = _lines[room.Id] = [];
            // A new room begins with what it is; later, what is said comes before what follows from it.
            if (_seen.TryGetValue(room.Id, out var before))
                Said(lines, before, room);
            Moved(lines, before ?? new(room.Id, room.Name, room.IsPrivate, false, "", [], []), room, Reasons(incidents, room));
            if (before is null)
                Said(lines, null, room);
            if (room.IsArchived != (before?.IsArchived ?? false))
                Add(lines, room.IsArchived ? "The room is closed." : "The room is open again.");
            _seen[room.Id] = room;
        }
    }

    /// <summary>All of it.</summary>
    public override string ToString()
    {
        var text = new StringBuilder().AppendLine(new string('═', Width)).AppendLine(CultureInfo.InvariantCulture, $"{title}  ·  {tool}").AppendLine(new string('═', Width)).AppendLine();
        text.AppendJoin('\n', _reported).AppendLine();
        foreach (var (id, lines) in _lines)
        {
            var room = _seen[id];
            text.AppendLine().AppendLine($"── {(room.IsPrivate ? "🔒 private room" : "#")}{(room.IsPrivate ? " " : "")}{room.Name} ".PadRight(Width, '─')).AppendLine().AppendJoin('\n', lines).AppendLine();
        }
        if (_asked.Count > 0)
            text.AppendLine().AppendLine("── asked and answered alone ".PadRight(Width, '─')).AppendLine().AppendJoin('\n', _asked).AppendLine();
        return text.ToString();
    }

    private void Moved(List<string> lines, StoryRoom before, StoryRoom room, Dictionary<string, string> reasons)
    {
        if (room.Topic != before.Topic)
            Add(lines, $"Topic: {room.Topic}");
        foreach (var person in room.Members.Except(before.Members))
            Add(lines, $"→ {stage.NameOf(person)} is brought in{(reasons.TryGetValue(person, out var reason) ? $" ({reason})" : "")}");
        foreach (var person in before.Members.Except(room.Members))
            Add(lines, $"← {stage.NameOf(person)} leaves");
    }

    private void Said(List<string> lines, StoryRoom? before, StoryRoom room)
    {
        foreach (var post in room.Posts.ExceptBy((before?.Posts ?? []).Select(p => p.Id), p => p.Id))
            Say(lines, $"{stage.NameOf(post.Author)}{(post.ToAlone is { } alone ? $", to {stage.NameOf(alone)} alone" : "")}", post.Text, post.Buttons);
    }

    private static Dictionary<string, string> Reasons(List<JsonElement> incidents, StoryRoom room) => incidents
        .Where(i => i.GetProperty("rooms").EnumerateArray().Any(r => r.GetProperty("external_id").GetString() == room.Id))
        .SelectMany(i => i.GetProperty("responders").EnumerateArray())
        .DistinctBy(r => r.Text("person")).ToDictionary(r => r.Text("person"), r => $"{r.Text("role")}: {r.Text("reason")}");

    private void Say(List<string> lines, string who, string text, IReadOnlyList<string> buttons)
    {
        var said = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (said.Length == 1)
            Add(lines, $"{who}: {text}");
        else
        {
            Add(lines, $"{who}:");
            lines.AddRange(said.SelectMany(line => Wrapped(line, Margin + 2)));
        }
        if (buttons.Count > 0)
            lines.AddRange(Wrapped(string.Join("  ", buttons.Select(b => $"[ {b} ]".Replace(' ', Unbroken))), Margin + 2).Select(line => line.Replace(Unbroken, ' ')));
    }

    /// <summary>Adds a line with its time, wrapped with a margin.</summary>
    private void Add(List<string> lines, string text)
    {
        var (wrapped, now) = (Wrapped(text, Margin).ToList(), stage.Service.Clock.GetUtcNow().UtcDateTime);
        if (now.Date != _day)
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"{"",Margin}— {_day = now.Date:dddd, d MMMM} —"));
        wrapped[0] = $"{now:HH:mm}  {wrapped[0][Margin..]}";
        lines.AddRange(wrapped);
    }

    private static IEnumerable<string> Wrapped(string text, int margin)
    {
        var line = new StringBuilder();
        foreach (var word in text.Split(' '))
        {
            if (line.Length > 0 && margin + line.Length + 1 + word.Length > Width)
            {
                yield return $"{new string(' ', margin)}{line}";
                line.Clear().Append("  ");
            }
            else if (line.Length > 0)
                line.Append(' ');
            line.Append(word);
        }
        yield return $"{new string(' ', margin)}{line}";
    }

    private static string? Given(JsonElement alert, string member) => alert.TryGetProperty(member, out var value) ? value.GetString() : null;
}
