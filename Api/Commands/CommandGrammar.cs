using System.Text.RegularExpressions;
using Classifier.Api.Incidents;
using Classifier.Incidents;

namespace Classifier.Api.Commands;

/// <summary>One command of the grammar.</summary>
/// <param name="Verb">Its first word.</param>
/// <param name="Usage">With what it needs.</param>
/// <param name="Does">In a few words.</param>
/// <param name="NeedsIncident">Runs in a room, or names its incident.</param>
internal sealed record CommandInfo(string Verb, string Usage, string Does, bool NeedsIncident)
{
    /// <summary>Changes nothing in the room it is said in: a language model may call it too.</summary>
    public bool OnlyReads { get; init; }
}

/// <summary>Which messages are commands, and what they say. People talk in rooms: only <c>!verb</c>, <c>/verb</c> (console, REST) and a mention are commands.</summary>
internal static partial class CommandGrammar
{
    /// <summary>The name that people mention.</summary>
    public const string BotName = "classifier";

    /// <summary>What works here, in the order that <c>help</c> lists it.</summary>
    public static IReadOnlyList<CommandInfo> All { get; } =
    [
        new("owner", "owner TEXT", "who would own this?", false) { OnlyReads = true },
        new("accept", "accept", "the suggested owner is right", true),
        new("reassign", "reassign TEAM [because …]", "another team owns it", true),
        new("type", "type TYPE", "it is another type", true),
        new("severity", "severity LEVEL", "critical, high, medium, low or info", true),
        new("not-an-incident", "not-an-incident", "close it, nothing is wrong", true),
        new("ack", "ack", "I have it", true),
        new("escalate", "escalate", "call the next in line", true),
        new("snooze", "snooze 2h", "no reminders for so long, unless it gets worse", true),
        new("invite", "invite TEAM|PERSON", "bring somebody in", true),
        new("similar", "similar", "past incidents like it", true) { OnlyReads = true },
        new("logs", "logs [SERVICE] [15m]", "log lines of a service, or of the incident's around its beginning, unusual ones first", false) { OnlyReads = true },
        new("alerts", "alerts", "the incident's last alerts, and what fires elsewhere for its service", true) { OnlyReads = true },
        new("oncall", "oncall TEAM [LOCATION]", "who is on call now", false) { OnlyReads = true },
        new("private", "private", "only members see it from now on, in a room of its own", true),
        new("public", "public", "everybody sees it; the security group alone may say so", true),
        new("status", "status [TEXT]", "how it stands; without text, a draft to say", true),
        new("resolve", "resolve [TEXT]", "done, and what helped", true),
        new("help", "help", "this list", false),
    ];

    /// <summary>Reads a message; false when people are just talking.</summary>
    /// <param name="text">As written.</param>
    /// <param name="takesSlash">The tool does not take <c>/</c> for itself (console, REST).</param>
    /// <param name="command">What it says.</param>
    public static bool TryRead(string text, bool takesSlash, out ChatCommand command)
    {
        command = new("", null, "");
        var line = text.Trim();
        if (line.Length > 1 && line[0] == '!' && char.IsLetter(line[1]))
            return Split(line[1..], out command);
        // A path begins with a slash too: only a verb makes it a command.
        if (takesSlash && line.StartsWith('/') && Split(line[1..], out var slashed) && All.Any(c => c.Verb == slashed.Verb))
        {
            command = slashed;
            return true;
        }
        if (Mention().Match(line) is not { Success: true } mention)
            return false;
        var said = line[mention.Length..].Trim();
        if (Question().Match(said) is { Success: true } question)
        {
            command = new("owner", null, question.Groups["what"].Value.TrimEnd('?', ' '));
            return true;
        }
        Split(said.Length == 0 ? "help" : said, out command);
        if (command.Verb is var verb && All.All(c => c.Verb != verb))
            command = command with { Said = said };
        return true;
    }

    private static bool Split(string line, out ChatCommand command)
    {
        var parts = Spaces().Split(line, 2);
        var arguments = parts.Length > 1 ? parts[1].Trim() : "";
        long? incident = null, question = null;
        var first = Spaces().Split(arguments, 2);
        if (IncidentReader.TryReadId(first[0], out var number))
            (incident, arguments) = (number, first.Length > 1 ? first[1].Trim() : "");
        else if (OwnerQuestion.NumberOf(first[0]) is { } asked)
            (question, arguments) = (asked, first.Length > 1 ? first[1].Trim() : "");
        command = new(parts[0].ToLowerInvariant(), incident, arguments) { Question = question };
        return true;
    }

    [GeneratedRegex(@"^@" + BotName + @"\b[:,]?", RegexOptions.IgnoreCase)]
    private static partial Regex Mention();

    [GeneratedRegex(@"^who\s+(?:owns|handles|is responsible for|should (?:own|take|handle))\s+(?<what>.+)$", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Question();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
