using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Classifier.Api.Times;

/// <summary>Section <c>Operations:Before</c> of the configuration: how long it took before the service, where the imported history does not tell. Nothing is assumed.</summary>
internal sealed class TimesOptions
{
    public const string Section = "Operations:Before";

    /// <summary>From the first report to the right team, as a company knows it: a second to 90 days, e.g. <c>08:00:00</c>; nothing by default.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "90.00:00:00")]
    public TimeSpan? RightTeam { get; set; }

    /// <summary>From the first report to the end, likewise.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "90.00:00:00")]
    public TimeSpan? Resolved { get; set; }
}

[OptionsValidator]
internal sealed partial class TimesOptionsValidator : IValidateOptions<TimesOptions>;
