using System.Text.Json;

namespace Classifier.LogTemplates;

/// <summary>With whom each log template was seen, for reasons. Does not change.</summary>
public sealed class TemplateOwners
{
    private readonly Dictionary<int, TemplateOwner> _byId;

    /// <param name="owners">At most one per template.</param>
    /// <exception cref="InvalidDataException">A template is named twice, or a count is none.</exception>
    public TemplateOwners(IEnumerable<TemplateOwner> owners)
    {
        _byId = [];
        foreach (var owner in owners)
        {
            if (owner is null || owner.OfTeam < 1 || owner.OfTeam > owner.Tickets || !_byId.TryAdd(owner.Id, owner))
                throw new InvalidDataException($"template {owner?.Id} is named twice or its counts are none");
        }
    }

    /// <summary>Of a model that did not count.</summary>
    public static TemplateOwners None { get; } = new([]);

    /// <summary>By ascending number of the template.</summary>
    public IReadOnlyList<TemplateOwner> All => [.. _byId.Values.OrderBy(o => o.Id)];

    /// <summary>Null where the template stood in no labelled ticket.</summary>
    public TemplateOwner? Find(int id) => _byId.GetValueOrDefault(id);

    /// <summary>Writes all of it: the same bytes for the same counts.</summary>
    /// <param name="stream">Stays open.</param>
    public void Save(Stream stream) => JsonSerializer.Serialize(stream, All, LogTemplateJson.Readable.IReadOnlyListTemplateOwner);

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <param name="stream">Read to its end; stays open.</param>
    /// <exception cref="InvalidDataException">It is no JSON or breaks a rule.</exception>
    public static TemplateOwners Load(Stream stream)
    {
        try
        {
            return new(JsonSerializer.Deserialize(stream, LogTemplateJson.Default.IReadOnlyListTemplateOwner) ?? throw new InvalidDataException("holds null"));
        }
        catch (JsonException e)
        {
            throw new InvalidDataException(e.Message, e);
        }
    }
}
