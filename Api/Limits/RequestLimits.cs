using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Classifier.Api.Limits;

/// <summary>Section <c>Limits</c> of the configuration: what one sender, and all together, may ask of one node.</summary>
internal sealed class RequestLimits
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Limits";

    /// <summary>
    /// Requests a second that one key may make on average, of those that store or read what is stored. The default is twice what a node
    /// is to store at its best, so that a bulk sender who is alone is held back by nothing but the disk; lower it where many share a node.
    /// </summary>
    [Range(1, 1_000_000)]
    public int RequestsPerSecond { get; init; } = 20_000;

    /// <summary>Requests that one key may make at once after a pause.</summary>
    [Range(1, 1_000_000)]
    public int Burst { get; init; } = 20_000;

    /// <summary>Alerts that may wait for their commit: under half a second's worth on a good disk.</summary>
    [Range(1, 1_000_000)]
    public int WaitingAlerts { get; init; } = 4_096;
}

/// <summary>Checks the section at the start.</summary>
[OptionsValidator]
internal sealed partial class RequestLimitsValidator : IValidateOptions<RequestLimits>;
