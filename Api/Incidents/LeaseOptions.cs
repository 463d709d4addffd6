using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Classifier.Api.Incidents;

/// <summary>Section <c>Leases</c> of the configuration: how long a node that was killed or paused holds its work before another goes on with it.</summary>
internal sealed class LeaseOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Leases";

    /// <summary>Of an alert that is being decided. Default 30 s, 1 s to 10 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan Alerts { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Of a step in chat. Default 2 min, 1 s to 30 min; more than twice what a chat tool may take for one call, since calls are begun in the first half alone.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:30:00")]
    public TimeSpan Steps { get; init; } = TimeSpan.FromMinutes(2);
}

/// <summary>Checks the section at the start.</summary>
[OptionsValidator]
internal sealed partial class LeaseOptionsValidator : IValidateOptions<LeaseOptions>;
