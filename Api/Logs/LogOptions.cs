using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Classifier.Api.Logs;

/// <summary>Section <c>Logs</c> of the configuration: how much of what services log is kept.</summary>
internal sealed class LogOptions
{
    public const string Section = "Logs";

    /// <summary>How long lines stay after they came: a minute to 90 days, default 3 days.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "90.00:00:00")]
    public TimeSpan KeepFor { get; set; } = TimeSpan.FromDays(3);

    /// <summary>How many lines stay: 1,000 to 1,000,000,000, default 1,000,000.</summary>
    [Range(1_000, 1_000_000_000)]
    public int KeepLines { get; set; } = 1_000_000;
}

[OptionsValidator]
internal sealed partial class LogOptionsValidator : IValidateOptions<LogOptions>;
