using System.Text;
using Classifier.Alerts;
using Classifier.Text;

namespace Classifier.Scoring;

/// <summary>Whether an alert says enough for anybody to judge by.</summary>
internal static class TextLength
{
    private const int FewestWords = 4;

    /// <summary>Fewer than four different words in title and description, no labels and no logs.</summary>
    public static bool IsTooShort(Alert alert)
    {
        if (alert.Labels.Count > 0 || alert.Logs.Count > 0)
            return false;
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return Count(alert.Title, seen) + Count(alert.Description, seen) < FewestWords;
    }

    /// <summary>Words that were not seen before, each as <see cref="WordsIn"/> counts it; stops when there are enough.</summary>
    private static int Count(string text, HashSet<string> seen)
    {
        var count = 0;
        var words = new Words(text);
        while (count < FewestWords && words.MoveNext())
        {
            if (WordsIn(words.Current) is var worth and > 0 && seen.Add(words.Current.ToString()))
                count += worth;
        }
        return count;
    }

    /// <summary>
    /// How many words a run of letters stands for: none without a letter (numbers, <c>___</c>), one in scripts that put blanks
    /// between words, and in those that do not, by the usual length of a word.
    /// </summary>
    private static int WordsIn(ReadOnlySpan<char> run)
    {
        var (letters, twelfths) = (0, 0);
        foreach (var rune in run.EnumerateRunes())
        {
            if (!Rune.IsLetter(rune))
                continue;
            letters++;
            twelfths += TwelfthsOf(rune.Value);
        }
        return letters == 0 ? 0 : Math.Max(1, twelfths / 12);
    }

    /// <summary>A letter's part of a word, in twelfths; 0 where blanks part words.</summary>
    private static int TwelfthsOf(int letter) => letter switch
    {
        >= 0x3400 and < 0xA000 or >= 0xF900 and < 0xFB00 or >= 0x20000 and < 0x33480 => 6,      // Chinese characters: two a word
        >= 0x3040 and < 0x3100 => 4,                                                            // kana: three
        >= 0x0E00 and < 0x0F00 or >= 0x1000 and < 0x10A0 or >= 0x1780 and < 0x1800 => 3,        // Thai, Lao, Burmese, Khmer: four
        _ => 0,
    };
}
