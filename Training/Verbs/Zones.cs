using System.CommandLine;
using Classifier.Training.Import;

namespace Classifier.Training.Verbs;

/// <summary>The option for times without an offset.</summary>
internal static class Zones
{
    public static Option<string> Option() => new("--timezone")
    {
        Description = "Time zone of times without an offset, e.g. Europe/Berlin.",
        DefaultValueFactory = _ => "UTC",
    };

    public static TimeZoneInfo Read(ParseResult parsed, Option<string> option)
    {
        var name = parsed.GetValue(option)!;
        return TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : throw new InputException($"--timezone {name}: no such time zone");
    }
}
