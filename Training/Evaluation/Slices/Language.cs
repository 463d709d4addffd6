using Classifier.History;

namespace Classifier.Training.Evaluation.Slices;

/// <summary>
/// Tells the language of a ticket, or says that it cannot: by an attribute that states it, else by the script of most
/// letters, else by the commonest little words of seven languages.
/// </summary>
internal static class Language
{
    /// <summary>Mostly names, numbers and signs.</summary>
    public const string Codeish = "(code-ish)";

    /// <summary>Nothing speaks for one language.</summary>
    public const string Unclear = "(unclear)";

    private const int TextLimit = 1000;
    private const int FewestHits = 2;
    private const double LeastScript = 0.3;
    private const double LeastSigns = 0.25;

    private static readonly string[] Attributes = ["language", "lang", "locale"];

    private static readonly (string Name, HashSet<string> Words)[] LittleWords =
    [
        ("en", Set("the and is are not with for from this that since please was have our cannot after when has it they we to of on")),
        ("de", Set("der die das und ist nicht mit für von seit bitte wir ein eine den dem auf im keine kein wird nach beim sind auch zu bei")),
        ("fr", Set("le les et est pas avec pour depuis dans une des du sur nous ne sont plus aux cette qui")),
        ("es", Set("el los las y es con para desde una por que en del está son al pero como muy")),
        ("pt", Set("o os as e não com para desde uma por que em do da está são ao mas muito")),
        ("it", Set("il gli e è non con per dal una che di del della sono anche nel alla più")),
        ("nl", Set("de het een en is niet met voor van sinds op zijn wij naar ook maar geen")),
    ];

    /// <summary>The language's code or the script's name; <see cref="Codeish"/> or <see cref="Unclear"/> where nothing clear says so.</summary>
    public static string Of(Ticket ticket) =>
        Array.ConvertAll(Attributes, ticket.Attributes.GetValueOrDefault).FirstOrDefault(v => v is { Length: > 0 }) ?? Of($"{ticket.Title}\n{ticket.Description}");

    /// <summary>The same for a text; its first thousand characters count.</summary>
    public static string Of(string text)
    {
        var start = text.AsSpan(0, Math.Min(text.Length, TextLimit));
        return Script.Of(start, LeastScript) ?? ByLittleWords(start) ?? (Signs(start) >= LeastSigns ? Codeish : Unclear);
    }

    private static string? ByLittleWords(ReadOnlySpan<char> text)
    {
        var hits = new int[LittleWords.Length];
        foreach (var range in text.SplitAny(" \r\n\t.,;:!?()\"'"))
        {
            var word = text[range].ToString().ToLowerInvariant();
            for (var l = 0; l < hits.Length; l++)
                hits[l] += LittleWords[l].Words.Contains(word) ? 1 : 0;
        }
        var best = hits.Max();
        return best >= FewestHits && hits.Count(h => h == best) == 1 ? LittleWords[Array.IndexOf(hits, best)].Name : null;
    }

    private static double Signs(ReadOnlySpan<char> text)
    {
        var (signs, seen) = (0, 0);
        foreach (var c in text)
        {
            seen += char.IsWhiteSpace(c) ? 0 : 1;
            signs += char.IsWhiteSpace(c) || char.IsLetter(c) ? 0 : 1;
        }
        return seen == 0 ? 0 : (double)signs / seen;
    }

    private static HashSet<string> Set(string words) => [.. words.Split(' ')];
}
