using System.Text.RegularExpressions;
using Classifier.Alerts;

namespace Classifier.Scoring;

/// <summary>
/// What a text says of how bad it is: a level that it names, else whom it hits and what they can no longer do. In English,
/// German and Portuguese. A word such as "error" in running text says nothing.
/// </summary>
internal static partial class SeverityText
{
    private const int Longest = 2000;
    private const int MostLines = 50;

    /// <summary>Null where the text says nothing of it; what is worse counts, except that "no customer impact" is no impact.</summary>
    public static Severity? Read(string text)
    {
        var start = text.Length <= Longest ? text : text[..Longest];
        return Named(start)
            ?? (Everybody().IsMatch(start) ? Severity.Critical
                : Mild().IsMatch(start) ? Severity.Medium
                : Many().IsMatch(start) ? Severity.High
                : Announced().IsMatch(start) ? Severity.Info
                : Minor().IsMatch(start) ? Severity.Low
                : null);
    }

    /// <summary>The worst that the last lines say of the service's health; null where they say nothing.</summary>
    public static Severity? ReadLogs(IReadOnlyList<string> logs)
    {
        Severity? worst = null;
        foreach (var line in logs.TakeLast(MostLines))
        {
            var severity = Dead().IsMatch(line) ? Severity.Critical : Failing().IsMatch(line) ? Severity.High : (Severity?)null;
            worst = severity > (worst ?? Severity.Info) ? severity : worst;
        }
        return worst;
    }

    private static Severity? Named(string text)
    {
        foreach (Match level in Level().Matches(text))
        {
            if (SeverityWords.Parse(level.Groups["level"].Value.Replace("-", "", StringComparison.Ordinal)) is { } severity)
                return severity;
        }
        return null;
    }

    [GeneratedRegex(@"\b(?<level>critical|emergency|sev-?[1-5]|p[1-5])\b|\b(?:severity|priority|state)\s*[:=]\s*(?<level>\w+)|^(?<level>disaster|high|average|low):|\b(?<level>high|low)[- ]prio(?:rity)?\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Level();

    // Everybody, everything, or what cannot be brought back.
    [GeneratedRegex(@"\b(?:no(?:body| ?one| customer| user) can (?:order|pay|buy|log|sign|work|connect|reach|open|use|access)\b|all (?:users|customers|tenants) (?:are affected|cannot|can't)|every (?:order|payment|request|login) fails|(?:down|unavailable|unreachable) for (?:everyone|everybody|all)\b|everything (?:is )?down|(?:complete|total|full|global) outage|customers cannot pay|major incident|nothing works|stands? still|data (?:loss|is being lost|may have been read)|(?:orders|payments) are (?:being )?lost|hard down|we lose \d+k)|\b(?:totalausfall|kein kunde|alle kunden|nichts mehr|nenhum cliente|tudo parado)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Everybody();

    [GeneratedRegex(@"\b(?:many|most|\d+ ?%(?: of)?) (?:of )?(?:the )?(?:users|customers|orders|calls|sessions|requests|payments)\b|\b(?:outage|site (?:is )?down|production (?:is )?(?:down|impaired)|customers (?:cannot|can't|complain|are affected|affected)|urgent(?:ly)?|asap|no workaround|deadline|escalat\w+|sla\b|error budget|whole (?:\w+ )?(?:department|team|office)|conversion dropped|orders in \S+ are down|cannot work)|\b(?:viele kunden|ganze abteilung|dringend|umsatz|muitos clientes|urgente)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Many();

    // Words of harm that are taken back.
    [GeneratedRegex(@"\b(?:(?:no|without) (?:customer )?impact|some (?:users|customers) (?:are |is )?affected|internal only|nothing hard down|there is a workaround|only some|a few (?:users|customers|colleagues)|einige kunden|bisher nur intern|es gibt einen umweg|alguns clientes|só interno)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Mild();

    [GeneratedRegex(@"\b(?:not urgent|no hurry|cosmetic|minor|whenever (?:somebody|you) ha(?:s|ve) time|can wait|only (?:me|i am)\b|only for me|one user|small (?:thing|annoyance)|nice to have|backlog item|typo|betrifft nur mich|nicht dringend|schönheitsfehler|hat zeit|só eu|sem pressa)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Minor();

    [GeneratedRegex(@"\b(?:for (?:your )?information|fyi|no action (?:is )?(?:needed|required)|just so that you know|nothing is broken|announcement|nothing to do|nur zur information|kein handlungsbedarf|apenas para informação)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Announced();

    [GeneratedRegex(@"\bno server (?:is )?available\b|\b0 of \d+ \w+ (?:serving|healthy|ready|up)\b|\bEMERG\b|\bavailability 0\.0", RegexOptions.CultureInvariant)]
    private static partial Regex Dead();

    [GeneratedRegex(@"\b[1-9]\d* of \d+ \w+ (?:failing|down|unhealthy)\b|\bcircuit (?:is )?open\b|\bconsecutive failures\b", RegexOptions.CultureInvariant)]
    private static partial Regex Failing();
}
