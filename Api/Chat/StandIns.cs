namespace Classifier.Api.Chat;

/// <summary>Which tool is used while another cannot be reached: for every team, or for the incidents of one.</summary>
internal sealed class StandIns
{
    private readonly Dictionary<string, string> _ofAll;
    private readonly Dictionary<string, Dictionary<string, string>> _ofTeams;
    private readonly HashSet<(string Tool, string StandIn)> _pairs;

    /// <param name="ofAll">By the tool that they stand in for; null for none.</param>
    /// <param name="ofTeams">The same by team, in place of those of all; null for none.</param>
    /// <exception cref="InvalidOperationException">One stands in for two, or they go round in a circle.</exception>
    public StandIns(Dictionary<string, string>? ofAll = null, Dictionary<string, Dictionary<string, string>>? ofTeams = null)
    {
        (_ofAll, _ofTeams) = (ofAll ?? [], ofTeams ?? []);
        _pairs = [.. _ofTeams.Values.Append(_ofAll).SelectMany(pairs => pairs.Select(p => (p.Key, p.Value)))];
        Tools = _pairs.Select(p => p.StandIn).ToHashSet(StringComparer.Ordinal);
        if (Tools.Count < _pairs.Count || Tools.Any(tool => !_pairs.Any(p => !Tools.Contains(p.Tool) && AllOf(p.Tool).Contains(tool))))
            throw new InvalidOperationException("Chat:StandIns and Chat:TeamStandIns go round in a circle, or one tool stands in for two");
    }

    /// <summary>Those that stand in for another.</summary>
    public IReadOnlySet<string> Tools { get; }

    /// <summary>Every tool that is named.</summary>
    public IEnumerable<string> Named => _pairs.SelectMany(p => (string[])[p.Tool, p.StandIn]);

    /// <summary>As configured.</summary>
    public static StandIns From(IConfiguration configuration) => new(
        configuration.GetSection("Chat:StandIns").Get<Dictionary<string, string>>(), configuration.GetSection("Chat:TeamStandIns").Get<Dictionary<string, Dictionary<string, string>>>());

    /// <summary>What is used while a tool cannot be reached; null for nothing.</summary>
    /// <param name="tool">The tool.</param>
    /// <param name="team">Whose incident it is; null where nobody's.</param>
    public string? Of(string tool, string? team) =>
        (team is not null && _ofTeams.TryGetValue(team, out var own) ? own.GetValueOrDefault(tool) : null) ?? _ofAll.GetValueOrDefault(tool);

    /// <summary>All that may stand in for a tool, whoever's incident it is, and for those in turn.</summary>
    public IEnumerable<string> AllOf(string tool) => _pairs.Where(p => p.Tool == tool).SelectMany(p => AllOf(p.StandIn).Prepend(p.StandIn));
}
