using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Classifier.Alerts;
using Classifier.Redaction;

namespace Classifier.Api.Assistant;

/// <summary>What a model wrote, as it may be shown: it mentions nobody, links nowhere but to the console, holds no secret, and is short.</summary>
internal sealed partial class ModelText(Redactor redactor, IConfiguration configuration)
{
    private const int Longest = 2000;
    private const string NoLink = "(link removed)";

    private readonly Uri? _console = configuration.GetValue<Uri>("Console:PublicUrl");

    /// <summary>The text to show; empty when nothing is left.</summary>
    public string Clean(string? text)
    {
        var plain = MarkdownLink().Replace(Visible(AlertLimits.Keep(text ?? "", 2 * Longest)), "$1 $2");
        plain = Link().Replace(plain, link => IsOurs(link.Value) ? link.Value : NoLink);
        plain = Mention().Replace(plain, "").Trim();
        return redactor.Redact(plain.Length <= Longest ? plain : $"{AlertLimits.Keep(plain, Longest - 1)}…");
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

    // Also Slack's <!here>, <@U012> and <#C012>, which its own escaping would make harmless and ugly.
    [GeneratedRegex(@"<[!@#][^>\n]*>|@+(?=\w)")]
    private static partial Regex Mention();
}
