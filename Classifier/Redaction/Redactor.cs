using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;
using Classifier.Alerts;
using Classifier.History;

namespace Classifier.Redaction;

/// <summary>
/// Replaces secrets and personal data before anything is stored, learned from or shown: <c>&lt;secret&gt;</c>,
/// <c>&lt;email&gt;</c>, <c>&lt;phone&gt;</c>, <c>&lt;card&gt;</c>, and what <see cref="RedactionFile"/> adds. Redacting twice changes
/// nothing.
/// </summary>
public sealed partial class Redactor
{
    /// <summary>Stands for a text that no rule got through in time: what was not looked at is not kept.</summary>
    public const string NotRead = "<unread>";

    /// <summary>What <see cref="Redact(string)"/> writes by itself.</summary>
    internal static readonly IReadOnlyList<string> Words = [Secret, "<email>", "<phone>", "<card>", NotRead];

    // Ample for any text; what ends it is a text that was made to take long.
    private const int LongestMatchMs = 1000;

    private const string Secret = "<secret>";
    private const int LongestLead = 256;

    // Each match of the dearest expressions holds one of these; most texts hold none.
    private static readonly SearchValues<string> TokenMarks = SearchValues.Create(
        ["AKIA", "ASIA", "AROA", "AIDA", "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_", "glpat-", "xox", "xapp-", "AIza", "k_live_", "k_test_", "npm_", "eyJ", "hooks.slack.com"],
        StringComparison.Ordinal);

    private static readonly SearchValues<string> SecretWords = SearchValues.Create(["pass", "pwd", "secret", "token", "key"], StringComparison.OrdinalIgnoreCase);

    private readonly IReadOnlyList<RedactionRule> _extra;
    private Func<string, string?> _personOf = _ => null;
    private readonly IReadOnlyList<Regex> _keep;

    /// <summary>The rules that are built in, with further ones and exceptions.</summary>
    /// <param name="extra">Applied first, in this order.</param>
    /// <param name="keep">What no rule replaces where one of them matches all that would be replaced.</param>
    internal Redactor(IReadOnlyList<RedactionRule> extra, IReadOnlyList<Regex> keep) => (_extra, _keep) = (extra, keep);

    /// <summary>The rules that are built in, alone.</summary>
    public static Redactor BuiltIn { get; } = new([], []);

    /// <summary>The same redactor, which knows who may report: one of the company's people is kept by an id of our own, instead of a mail address that could not be answered.</summary>
    /// <param name="personOf">Id of the person who goes by a name, a handle or a mail address; null for nobody.</param>
    public Redactor Knowing(Func<string, string?> personOf)
    {
        var knowing = (Redactor)MemberwiseClone();
        knowing._personOf = personOf;
        return knowing;
    }

    /// <summary>Who reported: the id of one of the company's people, else the text without personal data.</summary>
    public string RedactReporter(string reporter) => _personOf(reporter.Trim()) ?? Redact(reporter.Trim());

    /// <summary>The text without secrets and personal data; the same instance when there was nothing to replace.</summary>
    public string Redact(string text)
    {
        try
        {
            foreach (var rule in _extra)
                text = Replace(text, rule.Pattern, rule.Word);
            return text.Length < 6 ? text : RedactBuiltIn(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return NotRead;
        }
    }

    /// <summary>All text of an alert without secrets.</summary>
    public Alert Redact(Alert alert) => alert with
    {
        Title = Redact(alert.Title),
        Description = Redact(alert.Description),
        Source = Redact(alert.Source),
        Labels = Redact(alert.Labels),
        Logs = RedactLines(alert.Logs),
        DedupKey = Redact(alert.DedupKey),
        Reporter = alert.Reporter is null ? null : RedactReporter(alert.Reporter),
    };

    /// <summary>Lines without secrets; a key may go over several, so they are read as one text.</summary>
    public IReadOnlyList<string> RedactLines(IReadOnlyList<string> lines) => lines.Count == 0 ? lines : Redact(string.Join('\n', lines)).Split('\n');

    /// <summary>As many lines as there were, without secrets, each of its own; of a key over several the first says so, and the others are empty.</summary>
    public IReadOnlyList<string> RedactEach(IReadOnlyList<string> lines) => [.. KeyBlocks.Without(lines, Secret).Select(Redact)];

    /// <summary>As <see cref="RedactEach"/> for the lines of one text, where a secret may stand below its name; each when it is asked for.</summary>
    public IEnumerable<string> RedactText(IReadOnlyList<string> lines)
    {
        var before = "";
        foreach (var line in KeyBlocks.Without(lines, Secret))
        {
            var redacted = Redact(line);
            if (SecretMayFollow().IsMatch(before))
                redacted = RedactBehind(before, redacted);
            yield return redacted;
            if (redacted.Length > 0)
                before = redacted.Length <= LongestLead ? redacted : redacted[^LongestLead..];
        }
    }

    private string RedactBehind(string before, string line)
    {
        var both = Redact($"{before}\n{line}");
        return both.LastIndexOf('\n') is var end and >= 0 ? both[(end + 1)..] : Secret;
    }

    /// <summary>A label's value without secrets; all of it is one where the name says so.</summary>
    public string RedactLabel(string name, string value)
    {
        try
        {
            return SecretName().IsMatch(name) && !IsKept(value) ? Secret : Redact(value);
        }
        catch (RegexMatchTimeoutException)
        {
            return NotRead;
        }
    }

    /// <summary>All text of a ticket without secrets.</summary>
    public Ticket Redact(Ticket ticket) => ticket with
    {
        Title = Redact(ticket.Title),
        Description = Redact(ticket.Description),
        Attributes = Redact(ticket.Attributes),
        Logs = RedactLines(ticket.Logs),
        Cause = ticket.Cause is null ? null : Redact(ticket.Cause),
        Fix = ticket.Fix is null ? null : Redact(ticket.Fix),
        Changes = ticket.Changes.Count == 0 ? [] : [.. ticket.Changes.Select(c => c with { From = c.From is null ? null : Redact(c.From), To = c.To is null ? null : Redact(c.To) })],
    };

    private string RedactBuiltIn(string text)
    {
        text = Replace(text, PrivateKeyBlock(), Secret);
        if (text.AsSpan().ContainsAny(TokenMarks))
            text = Replace(text, KnownToken(), Secret);
        if (text.Contains("://", StringComparison.Ordinal))
            text = Replace(text, UrlPassword(), Secret);
        text = Replace(text, BearerToken(), Secret);
        // Ignoring case, an expression also takes some letters beyond ASCII for those of a word, as the Kelvin sign for k.
        if (text.AsSpan().ContainsAny(SecretWords) || !Ascii.IsValid(text))
            text = Replace(text, NamedSecret(), Secret);
        if (text.Contains('@'))
            text = Replace(text, Email(), "<email>");
        text = CardNumber().Replace(text, match => PassesLuhn(match.ValueSpan) && !IsKept(match.Value) ? "<card>" : match.Value);
        return Replace(text, Phone(), "<phone>");
    }

    // What stands in the group "lead" says what follows and stays.
    private string Replace(string text, Regex pattern, string word) => pattern.Replace(text, match =>
    {
        var lead = match.Groups["lead"] is { Success: true } group && group.Index == match.Index ? group.Value : "";
        return IsKept(match.Value[lead.Length..]) ? match.Value : lead + word;
    });

    private bool IsKept(string found)
    {
        foreach (var pattern in _keep)
        {
            if (pattern.IsMatch(found))
                return true;
        }
        return false;
    }

    private IReadOnlyDictionary<string, string> Redact(IReadOnlyDictionary<string, string> pairs)
    {
        if (pairs.Count == 0)
            return pairs;
        var redacted = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in pairs)
            redacted[Redact(name)] = RedactLabel(name, value);
        return redacted;
    }

    private static bool PassesLuhn(ReadOnlySpan<char> text)
    {
        int sum = 0, digits = 0;
        for (var i = text.Length - 1; i >= 0; i--)
        {
            if (!char.IsAsciiDigit(text[i]))
                continue;
            var digit = text[i] - '0';
            if (digits++ % 2 == 1 && (digit *= 2) > 9)
                digit -= 9;
            sum += digit;
        }
        return digits is >= 13 and <= 19 && sum % 10 == 0;
    }

    [GeneratedRegex(@"-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(-----END [A-Z ]*PRIVATE KEY-----|\z)", RegexOptions.Singleline, LongestMatchMs)]
    private static partial Regex PrivateKeyBlock();

    // Tokens that name their issuer: AWS, GitHub, GitLab, Slack, Google, Stripe, npm, JSON web tokens, Slack's incoming webhooks.
    [GeneratedRegex(@"\b(?:(?:AKIA|ASIA|AROA|AIDA)[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{20,}|github_pat_[A-Za-z0-9_]{20,}|glpat-[A-Za-z0-9_-]{16,}|xox[abeoprs]-[A-Za-z0-9-]{8,}|xapp-[A-Za-z0-9-]{8,}|AIza[0-9A-Za-z_-]{30,}|[sr]k_(?:live|test)_[0-9A-Za-z]{10,}|npm_[A-Za-z0-9]{30,}|eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*)|(?<=hooks\.slack\.com/services/)[A-Za-z0-9/]+", RegexOptions.None, LongestMatchMs)]
    private static partial Regex KnownToken();

    [GeneratedRegex(@"(?<lead>\b[a-z][a-z0-9+.-]{1,20}://[^\s:/@<>]{0,64}:)[^\s@/<>]{1,128}(?=@)", RegexOptions.IgnoreCase, LongestMatchMs)]
    private static partial Regex UrlPassword();

    [GeneratedRegex(@"(?<lead>\b(?:Bearer|Basic)\s+)[A-Za-z0-9+/=_.~-]{12,}", RegexOptions.IgnoreCase, LongestMatchMs)]
    private static partial Regex BearerToken();

    [GeneratedRegex(@"(?<lead>\b[\w.-]{0,40}(?:password|passwd|passphrase|pwd|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|client[_-]?secret)[\w-]{0,20}[""']?\s*[=:]\s*[""']?)(?![<\s])(?=[^\s""',;&]*[0-9!@#$%^*+/=_-])[^\s""',;&<>]{6,}", RegexOptions.IgnoreCase, LongestMatchMs)]
    private static partial Regex NamedSecret();

    [GeneratedRegex(@"(?:[=:]\s*[""']?|\b(?:Bearer|Basic))\s*$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking, LongestMatchMs)]
    private static partial Regex SecretMayFollow();

    [GeneratedRegex(@"^(?:.*[_.-])?(?:password|passwd|passphrase|pwd|secret|api[_-]?key|access[_-]?key|private[_-]?key|client[_-]?secret|auth[_-]?token)$", RegexOptions.IgnoreCase, LongestMatchMs)]
    private static partial Regex SecretName();

    [GeneratedRegex(@"(?<![\w.+-])[\w.+-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9-]{0,62}\.){1,8}[A-Za-z]{2,24}\b", RegexOptions.None, LongestMatchMs)]
    private static partial Regex Email();

    [GeneratedRegex(@"(?<![\w.-])(?:\d[ -]?){12,18}\d(?![\w-])", RegexOptions.None, LongestMatchMs)]
    private static partial Regex CardNumber();

    // International form, or a national one that starts with 0 and has separators: bare digits are ids, ports and sizes.
    [GeneratedRegex(@"(?<![\w.+-])(?:\+\d{1,3}[ ./-]?(?:\(0?\d{1,4}\)[ ./-]?)?\d{2,4}(?:[ ./-]?\d{2,4}){2,4}|\(?0\d{2,4}\)?[ /-]\d{3,4}[ -]\d{3,5})(?![\w-])", RegexOptions.None, LongestMatchMs)]
    private static partial Regex Phone();
}
