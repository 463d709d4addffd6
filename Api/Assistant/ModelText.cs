using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Classifier.Alerts;
using Classifier.Redaction;

namespace Classifier.Api.Assistant;

/// <summary>What a model wrote, as it may be shown: it mentions nobody, links nowhere but to the console, holds no secret, and is short: beyond its length it ends with a sentence.</summary>
internal sealed partial class ModelText(Redactor redactor, IConfiguration configuration)
{
    /// <summary>Characters of a text that is shown.</summary>
    public const int Longest = 2000;

    private const string NoLink = "(link removed)";

    private readonly Uri? _console = configuration.GetValue<Uri>("Console:PublicUrl");

    /// <summary>The text to show; empty when nothing is left.</summary>
    /// <param name="text">What the model wrote.</param>
    /// <param name="isWhole">It ends where the model wanted it to; else its last sentence is not shown.</param>
    public string Clean(string? text, bool isWhole = true)
    {
        var plain = MarkdownLink().Replace(Visible(AlertLimits.Keep(text ?? "", 2 * Longest)), "$1 $2");
        plain = Link().Replace(plain, link => IsOurs(link.Value) ? link.Value : NoLink);
        plain = redactor.Redact(Mention().Replace(redactor.Redact(plain), "").Trim());     // before, since a mail address has an @, and after, since one may stand within a key
        return isWhole && plain.Length <= Longest ? plain : ToSentence(plain);
    }

    /// <summary>The whole sentences at the beginning, else the whole words: half a secret is not known for one. Empty where there is no word's end.</summary>
    private static string ToSentence(string text)
    {
        if (SentenceEnd().Matches(text).LastOrDefault(end => end.Index + end.Length <= Longest) is { } sentence)
            return text[..(sentence.Index + sentence.Length)].TrimEnd();
        var word = text.LastIndexOf(' ', Math.Min(text.Length, Longest) - 1);
        return word <= 0 ? "" : $"{text[..word].TrimEnd()}…";
    }

    private bool IsOurs(string link) => _console is not null && Uri.TryCreate(link, UriKind.Absolute, out var to) && _console.IsBaseOf(to) && to.UserInfo.Length == 0;

    /// <summary>Without what cannot be seen, which hides words from whoever looks for them.</summary>
    private static string Visible(string text)
    {
        var visible = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '\n' || Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse))
                visible.Append(rune);
        }
        return visible.ToString().Normalize(NormalizationForm.FormKC);
    }

    [GeneratedRegex(@"!?\[([^\]\n]*)\]\(\s*([^)\s]*)[^)\n]*\)")]
    private static partial Regex MarkdownLink();

    [GeneratedRegex(@"\b[a-z][a-z0-9+.-]{1,20}://[^\s<>""']+|\b(?:mailto|javascript|data):[^\s<>""']+|\bwww\.[^\s<>""']+", RegexOptions.IgnoreCase)]
    private static partial Regex Link();

    // Widths of letters are one by then: the Chinese exclamation mark is the Latin one.
    [GeneratedRegex("""[.!?]["')\]*_`]*(?=\s)|。|\n""")]
    private static partial Regex SentenceEnd();

    // Also Slack's <!here>, <@U012> and <#C012>, which its own escaping would make harmless and ugly.
    [GeneratedRegex(@"<[!@#][^>\n]*>|@+(?=\w)")]
    private static partial Regex Mention();
}
