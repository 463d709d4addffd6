using System.Text.RegularExpressions;
using Classifier.Alerts;

namespace Classifier.Scoring;

/// <summary>Recognises suspected compromise or exposure by strong words alone: what decides where no model can.</summary>
public static partial class SecurityRules
{
    /// <summary>Whether title, description or a log line reports a leaked secret, intrusion, malware or data theft.</summary>
    public static bool Suspects(Alert alert) =>
        IsSuspect(alert.Title) || IsSuspect(alert.Description) || alert.Logs.Any(IsSuspect);

    /// <summary>Whether a word or two, with nothing else to go by, name one: more words count than in a whole report, where they mean many things.</summary>
    public static bool Names(Alert alert) => Suspects(alert) || Word().IsMatch(alert.Title) || Word().IsMatch(alert.Description);

    private static bool IsSuspect(string text) => Attack().IsMatch(text) || Exposure().IsMatch(text);

    [GeneratedRegex(@"\b(?:malware|ransomware|trojan|rootkit|web ?shell|crypto ?miner|backdoor|botnet|c2 (?:beacon|traffic|server)|command[- ]and[- ]control|exfiltrat\w+|data (?:theft|breach)|intrusion|intruder|brute[- ]?force|credential stuffing|privilege escalation|lateral movement|account takeover|phish(?:ing|ed)|compromised (?:account|credential|host|key|server|machine)s?|unauthori[sz]ed (?:access|login|change|user)|suspicious (?:login|sign-?in|process|outbound))\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Attack();

    // A secret and its exposure in either order, within one sentence.
    [GeneratedRegex(@"\b(?:access key|api key|private key|secret|credential|password|token)s?\b[^.\n]{0,60}\b(?:leaked|exposed|published|public(?:ly)?|committed|stolen|found in)\b|\b(?:leaked|exposed|stolen)\b[^.\n]{0,40}\b(?:access key|api key|private key|secret|credential|password|token|customer data)s?\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Exposure();

    [GeneratedRegex(@"\b(?:hack(?:s|ed|er|ers|ing)?|leaked|stolen|breach(?:ed)?|virus(?:es)?|spyware|keylogger|compromised|attacked|infected|(?:strange|suspicious|unknown|foreign) (?:sign-?in|log-?in|device|process|admin)s?|gehackt|gestohlen|geleakt|datenleck|hackeado|roubad[oa]|vazamento|invadid[oa])\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
