using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Classifier.Api.Operations;

/// <summary>Section <c>Retention</c> of the configuration: how long alerts and incidents are kept.</summary>
internal sealed class RetentionOptions
{
    public const string Section = "Retention";

    /// <summary>Days that decided alerts of closed incidents are kept: 1 to 3,650, default 90. What the incident was decided from stays with it.</summary>
    [Range(1, 3650)]
    public int AlertDays { get; set; } = 90;

    /// <summary>Days that incidents are kept after their end, with their labels and rooms of the built-in chat: up to 3,650; 0, the default, keeps them.</summary>
    [Range(0, 3650)]
    public int IncidentDays { get; set; }
}

[OptionsValidator]
internal sealed partial class RetentionOptionsValidator : IValidateOptions<RetentionOptions>;
