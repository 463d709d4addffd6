using Classifier.Api.Identity;
using Classifier.Api.Outgoing;

namespace Classifier.Api.Chat.Webhook;

/// <summary>Section <c>Chat:Webhook</c> of the configuration: one receiver, or several by name below <c>Receivers</c>, with the same members each.</summary>
internal sealed record WebhookOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Chat:Webhook";

    private static readonly TimeSpan LongestTimeout = TimeSpan.FromSeconds(30);

    /// <summary>Where events are posted to. May hold a secret, so it is never shown.</summary>
    public string? Url { get; init; }

    /// <summary>What events are signed with, <c>whsec_</c> and 24 to 64 bytes in base64; two with a blank between them while it is changed.</summary>
    public string? Secret { get; init; }

    /// <summary>A file that holds it; two lines while it is changed. Read again for each event; <see cref="Secret"/> goes first.</summary>
    public string? SecretFile { get; init; }

    /// <summary>Whether the receiver keeps what is private to the members of the room; without it, it hears nothing of private incidents.</summary>
    public bool PrivateRooms { get; init; }

    /// <summary>How long one call may take, 1 to 30 s; afterwards it is not known whether it had an effect.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How many events a minute are sent at most, from 6.</summary>
    public int CallsPerMinute { get; init; } = 600;

    /// <summary>What may be called inside the network: networks, addresses or host names. Only these may be <c>http://</c>.</summary>
    public IReadOnlyList<string> AllowInside { get; init; } = [];

    /// <summary>Further receivers by name; each is a connector of its own, <c>webhook-NAME</c>, so that one that is away holds up no other.</summary>
    public IReadOnlyDictionary<string, WebhookOptions> Receivers { get; init; } = new Dictionary<string, WebhookOptions>();

    /// <summary>All receivers by their connectors' names, looked over.</summary>
    /// <exception cref="UnsafeDefaultsException">Something is missing or wrong; all of it is named by its setting, and no address or secret is shown.</exception>
    public IReadOnlyDictionary<string, WebhookOptions> Checked()
    {
        var all = new Dictionary<string, WebhookOptions>(StringComparer.Ordinal);
        var faults = new List<string>();
        if (Url is not null || Receivers.Count == 0)
        {
            all[WebhookConnector.ConnectorName] = this;
            faults.AddRange(Faults(Section));
        }
        foreach (var (name, receiver) in Receivers)
        {
            all[$"{WebhookConnector.ConnectorName}-{name}"] = receiver;
            faults.AddRange(receiver.Faults($"{Section}:Receivers:{name}"));
            if (!name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
                faults.Add($"{Section}:Receivers:{name} has to be named in small letters, digits and hyphens.");
            if (receiver.Receivers.Count > 0)
                faults.Add($"{Section}:Receivers:{name}:Receivers is not known.");
        }
        return faults.Count == 0 ? all : throw new UnsafeDefaultsException(string.Join(' ', faults));
    }

    /// <summary>The address, after it was looked over.</summary>
    public Uri Address => new(Url!);

    private IEnumerable<string> Faults(string section)
    {
        if (string.IsNullOrEmpty(Url))
            yield return $"Chat:Connectors names webhook, but {section}:Url is not set.";
        else if (!Uri.TryCreate(Url, UriKind.Absolute, out var address))
            yield return $"{section}:Url is not an address.";
        else if (GuardFault(address) is { } fault)
            yield return $"{section}:{fault}";
        if (new WebhookSecrets(Secret, SecretFile).Fault() is { } wrong)
            yield return $"{section}:{wrong}";
        if (Timeout < TimeSpan.FromSeconds(1) || Timeout > LongestTimeout)
            yield return $"{section}:Timeout has to be from 00:00:01 to 00:00:30.";
        if (CallsPerMinute < CallLimits.LeastPerMinute)
            yield return $"{section}:CallsPerMinute has to be {CallLimits.LeastPerMinute} or more.";
    }

    private string? GuardFault(Uri address)
    {
        try
        {
            return new AddressGuard(AllowInside, new SystemNames()).Refusal(address) is { } refusal ? $"Url {refusal}; what is meant to be inside is named in AllowInside." : null;
        }
        catch (FormatException error)
        {
            return $"AllowInside: {error.Message}.";
        }
    }
}
