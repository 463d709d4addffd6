using System.Text;
using System.Text.Encodings.Web;
using Classifier.Alerts;
using Classifier.Api.Chat.Teams.Protocol;
using Classifier.Incidents;

namespace Classifier.Api.Chat.Teams;

/// <summary>Our messages as Teams shows them: a card, since markup is read in everything else that a bot says.</summary>
internal static class TeamsMessages
{
    // A message has about 28 KB, counted in UTF-16: here two for a character, or its bytes where these are more.
    private const int MaxCost = 23_000;
    private const int LineCost = 220;
    private const int ButtonCost = 600;
    private const int MaxSummary = 150;
    private const int MaxFallback = 200;
    private const int MaxHeading = 200;
    private const int MaxLabel = 80;
    private const int MaxCommand = 500;

    // Microsoft's renderer shows five in a row, and says that more are too many.
    private const int MaxButtons = 5;

    /// <summary>What stands for an empty line, which a card would leave out.</summary>
    public const string EmptyLine = "\u00A0";

    /// <summary>Characters of what only the one who pressed a button sees.</summary>
    public const int MaxToast = 1_000;

    /// <summary>Command of the button that asks for any other owner by a form.</summary>
    public const string Reassign = "reassign";

    private const string MarkBefore = "call-";

    /// <summary>A message.</summary>
    /// <param name="message">What is said.</param>
    /// <param name="marker">Makes a repeated post the same post; null for none.</param>
    public static BotActivity Activity(ChatMessage message, string? marker)
    {
        var buttons = Fitting(message.Blocks.OfType<ButtonsBlock>().SelectMany(b => Buttons(b.Buttons)));
        List<TeamsElement> body = [.. Fitting([.. Lines(message)], MaxCost - buttons.Sum(Cost)), .. buttons.Chunk(MaxButtons).Select(some => new TeamsActionSet(some))];
        if (marker is not null)
            body[0] = body[0] with { Id = marker };
        return Activity(body, message.Text);
    }

    /// <summary>A message that calls people.</summary>
    public static BotActivity Call(IReadOnlyList<GraphUser> people)
    {
        var called = people.Zip(Apart([.. people.Select(Plain)])).ToList();
        List<TeamsElement> body = [.. called.Select(c => new TeamsMarkedText($"{At(c.Second)}, you are called here.") { Id = CallMark(c.First.Id!) })];
        var activity = Activity(body, "You are called here.");
        var card = activity.Attachments[0].Content;
        return activity with { Attachments = [new(card with { Msteams = new([.. called.Select(c => new TeamsMention(At(c.Second), new(c.First.Id, c.Second)))]) })] };
    }

    /// <summary>What a call of somebody is found by.</summary>
    public static string CallMark(string user) => $"{MarkBefore}{user}";

    /// <summary>The text, or as much of it as has room and a sign that more was there; without control characters.</summary>
    public static string OneLine(string text, int most)
    {
        var line = AlertLimits.OneLine(Clean(text)).Replace('\t', ' ');
        return line.Length <= most ? line : $"{AlertLimits.Keep(line, most - 1)}…";
    }

    /// <summary>One line that is shown where markup might be read: it names nobody and hides no link.</summary>
    public static string Unmarked(string text, int most) => OneLine(text, most).Replace('<', '‹').Replace('>', '›').Replace('[', '(').Replace(']', ')');

    private static BotActivity Activity(IReadOnlyList<TeamsElement> body, string text) =>
        new(Unmarked(text, MaxSummary) is { Length: > 0 } summary ? summary : null, [new(new TeamsCard(body, Unmarked(text, MaxFallback), new()))]);

    private static IEnumerable<(string Text, TeamsRun Look)> Lines(ChatMessage message) => message.Blocks.Any(b => b is not ButtonsBlock)
        ? message.Blocks.SelectMany(LinesOf)
        : Split(message.Text, new(""));

    /// <summary>As many buttons as leave room for half of the text.</summary>
    private static List<TeamsAction> Fitting(IEnumerable<TeamsAction> buttons)
    {
        var left = MaxCost / 2;
        return [.. buttons.TakeWhile(b => (left -= Cost(b)) >= 0)];
    }

    /// <summary>As many lines as have room, the last one with a sign where more was there.</summary>
    private static IEnumerable<TeamsLine> Fitting(IReadOnlyList<(string Text, TeamsRun Look)> lines, int left)
    {
        for (var i = 0; i < lines.Count; i++)
        {
            var (text, look) = lines[i];
            left -= LineCost;
            var shown = Cut(text, left - LineCost);     // leaves room for the sign
            left -= Cost(shown);
            var isCut = shown.Length < text.Length || (left < 2 * LineCost && i + 1 < lines.Count);
            yield return new([look with { Text = (isCut ? $"{shown}…" : shown) is { Length: > 0 } seen ? seen : EmptyLine }]) { Spacing = i == 0 ? null : "None" };
            if (isCut)
                yield break;
        }
    }

    private static IEnumerable<(string, TeamsRun)> LinesOf(ChatBlock block) => block switch
    {
        BriefBlock brief => [(OneLine(brief.Heading, MaxHeading), new TeamsRun("", "Bolder", "Medium")), .. brief.Lines.Where(l => l.Length > 0).SelectMany(l => Split(l, new("")))],
        TextBlock said => Split(said.Text, new("")),
        NoticeBlock notice => Split(notice.Text, new("", IsSubtle: true)),
        _ => [],
    };

    private static IEnumerable<(string, TeamsRun)> Split(string text, TeamsRun look) => Clean(text).Split('\n').Select(line => (line, look));

    private static IEnumerable<TeamsAction> Buttons(IReadOnlyList<ChatButton> buttons)
    {
        foreach (var button in buttons)
        {
            var (title, data) = (OneLine(button.Label, MaxLabel), new TeamsData(OneLine(button.Command, MaxCommand)));
            yield return new TeamsExecute(title, data, new TeamsSubmit(title, data));
        }
        if (buttons.Count > 0 && buttons[0].Command.Split(' ').ElementAtOrDefault(1) is var about && OwnerQuestion.NumberOf(about) is null)
            yield return new TeamsSubmit("Another owner …", new(Incident.NumberOf(about) is null ? Reassign : $"{Reassign} {about}") { Msteams = new() });
    }

    private static string At(string name) => $"<at>{name}</at>";

    // Teams knows by the words alone who is meant: of two by one name, one would be called twice and the other never.
    private static IEnumerable<string> Apart(IReadOnlyList<string> names) => names.Select((name, i) => names.Take(i).Count(earlier => earlier == name) is var twins and > 0 ? $"{name} ({twins + 1})" : name);

    /// <summary>A name in which nothing is read as markup.</summary>
    private static string Plain(GraphUser person) => string.Concat(OneLine(person.DisplayName ?? "", MaxLabel).Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '.' or '’')).Trim() is { Length: > 0 } name ? name : "You";

    private static string Cut(string text, int most)
    {
        var (cost, end) = (0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            cost += Cost(rune);
            if (cost > most)
                return AlertLimits.Keep(text, end);
            end += rune.Utf16SequenceLength;
        }
        return text;
    }

    // What it says and brings back stands there twice, for old clients too.
    private static int Cost(TeamsAction button) => ButtonCost + (2 * (Cost(button.Title) + Cost(button.Data.Command!)));

    private static int Cost(string text) => text.EnumerateRunes().Sum(Cost);

    // As JSON writes it: some are escaped by a sign before them, others by their numbers.
    private static int Cost(Rune rune) => rune.Value is '"' or '\\' or '\t' ? 4 : JavaScriptEncoder.UnsafeRelaxedJsonEscaping.WillEncode(rune.Value) ? 12 * rune.Utf16SequenceLength : Math.Max(2 * rune.Utf16SequenceLength, rune.Utf8SequenceLength);

    /// <summary>Without control characters but line breaks and tabs, and without halves of characters.</summary>
    private static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (!Rune.IsControl(rune) || rune.Value is '\n' or '\t')
                clean.Append(rune);
        }
        return clean.ToString();
    }
}
