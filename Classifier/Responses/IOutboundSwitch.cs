namespace Classifier.Responses;

/// <summary>Whether anything is sent to chat tools.</summary>
/// <param name="IsOn">Off: steps wait, everything else goes on.</param>
/// <param name="By">Who switched last; null when nobody has.</param>
/// <param name="At">When; null when nobody has.</param>
public sealed record OutboundState(bool IsOn, string? By, DateTimeOffset? At);

/// <summary>Stops and starts all sending, on every node.</summary>
public interface IOutboundSwitch
{
    /// <summary>How it stands; on where nobody has switched.</summary>
    Task<OutboundState> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Switches.</summary>
    Task SetAsync(bool isOn, string by, DateTimeOffset at, CancellationToken cancellationToken);
}
