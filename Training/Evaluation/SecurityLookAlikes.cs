using System.Text.RegularExpressions;
using Classifier.Training.Preparation;

namespace Classifier.Training.Evaluation;

/// <summary>
/// Tickets that talk of security and are no compromise: finished key rotations, blocked accounts, slow firewalls. Told by
/// words alone, never by the model, so that its figures on them say something.
/// </summary>
internal static partial class SecurityLookAlikes
{
    /// <summary>Whether title or description has a word of security, English or German.</summary>
    public static bool Contains(TrainingRow row) => Talk().IsMatch(row.Text.TitleText) || Talk().IsMatch(row.Text.DescriptionText);

    // A word may also be part of a name such as AccountLocked or WafBlockRate.
    [GeneratedRegex(@"(?:(?<!\p{L})|(?<=\p{Ll})(?=\p{Lu}))(?i:attack\w*|breach\w*|brute|certificates?|compromis\w+|credentials?|cve|edr|exploit\w*|firewalls?|fraud\w*|hack\w*|i[dp]s|intru\w+|leak\w*|locked|malware|mfa|password\w*|passwort\w*|pentest\w*|penetration|phish\w*|quarantin\w+|ransom\w*|rotat\w+|scan(?:s|ned|ner|ning)?|secrets?|security|signing|spam|suspicious|tokens?|trojan\w*|unauthori[sz]ed|vault|virus\w*|vulnerab\w+|waf|zertifikat\w*|gesperrt\w*|virenscanner|sicherheit\w*)(?!\p{Ll})", RegexOptions.CultureInvariant)]
    private static partial Regex Talk();
}
