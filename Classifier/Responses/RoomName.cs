using System.Globalization;
using System.Text;
using Classifier.Incidents;

namespace Classifier.Responses;

/// <summary>Names of rooms: legal on every tool, unique by the incident's number, stable.</summary>
public static class RoomName
{
    /// <summary>What the strictest of the tools takes (Microsoft Teams).</summary>
    public const int MaxLength = 50;

    private static readonly HashSet<string> Fillers = new(StringComparer.Ordinal) { "a", "an", "the", "on", "in", "of", "for", "and", "to", "is", "at", "by", "with" };

    /// <summary>
    /// <c>inc-1042-shop-tls-certificate</c>: lower-case letters, digits and hyphens, at most <see cref="MaxLength"/>. The
    /// number alone makes it unique. A private room's name is the id alone.
    /// </summary>
    /// <param name="incident">The incident.</param>
    /// <param name="attempt">From 0; above it the number is followed by another, since the name is taken by somebody else's room.</param>
    public static string For(Incident incident, int attempt = 0)
    {
        // Before the slug: behind it, a title's own digit could make two attempts alike.
        var stem = attempt == 0 ? incident.Id : $"{incident.Id}-{attempt + 1}";
        var slug = incident.IsPrivate ? "" : Slug(incident.Title, MaxLength - stem.Length - 1);
        return slug.Length == 0 ? stem : $"{stem}-{slug}";
    }

    /// <summary>The first words of a text as a legal piece of a name; empty when none of its characters will do.</summary>
    public static string Slug(string text, int maxLength)
    {
        var slug = new StringBuilder();
        var taken = 0;
        foreach (var word in Words(text))
        {
            if (Fillers.Contains(word))
                continue;
            if (taken == 4 || slug.Length + word.Length + 1 > maxLength)
                break;
            if (slug.Length > 0)
                slug.Append('-');
            slug.Append(word);
            taken++;
        }
        return slug.ToString();
    }

    private static IEnumerable<string> Words(string text)
    {
        var word = new StringBuilder();
        // Decomposed, so that é becomes e; what has no ASCII form is dropped.
        foreach (var rune in (Normalized(text) + " ").EnumerateRunes())
        {
            if (rune.IsAscii && Rune.IsLetterOrDigit(rune))
                word.Append(char.ToLowerInvariant((char)rune.Value));
            else if (Rune.GetUnicodeCategory(rune) != UnicodeCategory.NonSpacingMark && word.Length > 0)
            {
                yield return word.ToString();
                word.Clear();
            }
        }
    }

    private static string Normalized(string text)
    {
        try
        {
            return text.Replace("ß", "ss", StringComparison.Ordinal).Normalize(NormalizationForm.FormD);
        }
        catch (ArgumentException)
        {
            return text;    // half a surrogate pair cannot be normalised
        }
    }
}
