namespace Classifier.Api.Tests.Incidents.Leaks;

/// <summary>Words that stand nowhere else, one for each place of what is private in which a text can be.</summary>
internal sealed class PrivateWords
{
    private readonly string _own = string.Concat(Guid.NewGuid().ToString("N")[..8].Select(digit => (char)('a' + Convert.ToInt32($"{digit}", 16))));
    private readonly Dictionary<string, string> _kept = [];
    private readonly List<string> _all = [];

    /// <summary>Those that the service keeps, by place.</summary>
    public IReadOnlyDictionary<string, string> Kept => _kept;

    /// <summary>Plants one that is kept.</summary>
    public string Plant(string place) => _kept[place] = Say(place);

    /// <summary>Plants one that is said and not kept: talk, and questions in a tool of others.</summary>
    public string Say(string place)
    {
        var word = $"quokka{place}{_own}";
        _all.Add(word);
        return word;
    }

    /// <summary>Any of them, to plant where none may be.</summary>
    public string Any => _all[0];

    /// <summary>Those that stand in a text.</summary>
    public IEnumerable<string> In(string text) => _all.Where(word => text.Contains(word, StringComparison.OrdinalIgnoreCase));
}
