using System.Globalization;
using Classifier.Api.Briefs;

namespace Classifier.Api.Console.Signs;

/// <summary>How short times are written in figures.</summary>
internal static class TimeWords
{
    /// <summary><c>0.4 s</c> below ten seconds, else <c>6 min</c>; a dash for nothing.</summary>
    public static string Short(double? seconds) => seconds switch
    {
        null => "–",
        < 10 and var few => string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, few):F1} s"),
        { } many => Words.Span(TimeSpan.FromSeconds(many)),
    };
}
