using System.Collections.Frozen;
using Classifier.Incidents;

namespace Classifier.Api.Chat;

/// <summary>The connectors that are switched on, by name.</summary>
internal sealed class ConnectorSet
{
    private readonly FrozenDictionary<string, IChatConnector> _connectors;

    /// <param name="connectors">All of them.</param>
    /// <param name="standIns">What is used while one cannot be reached; null for nothing.</param>
    /// <exception cref="InvalidOperationException">Two connectors have one name, there is none, or one stands in for what is not there.</exception>
    public ConnectorSet(IEnumerable<IChatConnector> connectors, StandIns? standIns = null)
    {
        var all = connectors.ToList();
        if (all.GroupBy(c => c.Name).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new InvalidOperationException($"two chat connectors are named '{twice.Key}'");
        if (all.Count == 0)
            throw new InvalidOperationException("no chat connector is switched on");
        _connectors = all.ToFrozenDictionary(c => c.Name, StringComparer.Ordinal);
        StandIns = standIns ?? new();
        Names = [.. all.Select(c => c.Name)];
        Planned = [.. Names.Where(name => !StandIns.Tools.Contains(name))];
        if (StandIns.Named.FirstOrDefault(name => !_connectors.ContainsKey(name)) is { } unknown)
            throw new InvalidOperationException($"Chat:StandIns or Chat:TeamStandIns names '{unknown}', which is not among Chat:Connectors");
    }

    /// <summary>In the order of configuration.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Those where everything is told; the others stand in for one of them.</summary>
    public IReadOnlyList<string> Planned { get; }

    /// <summary>What is used while a tool cannot be reached.</summary>
    public StandIns StandIns { get; }

    /// <exception cref="InvalidOperationException">The name is not known.</exception>
    public IChatConnector Get(string name) => _connectors.TryGetValue(name, out var connector)
        ? connector : throw new InvalidOperationException($"there is no chat connector '{name}'; known are {string.Join(", ", Names)}");

    /// <summary>Whether a tool may hear of an incident: of a private one where it keeps rooms to their members.</summary>
    public bool MayKnow(string name, Incident incident) => !incident.IsPrivate || Can(name, ChatCapabilities.PrivateRooms);

    /// <summary>Whether a tool can do something.</summary>
    public bool Can(string name, ChatCapabilities capability) => Get(name).Capabilities.HasFlag(capability);
}
