using YamlDotNet.RepresentationModel;

namespace Classifier.Training.Import.Ownership;

/// <summary>Reads who owns what from Backstage's <c>catalog-info.yaml</c>: entities that have an owner, and the groups and users that owners are.</summary>
/// <remarks>Backstage, "Descriptor Format of Catalog Entities".</remarks>
internal static class BackstageFile
{
    private static readonly string[] Owned = ["component", "api", "resource", "system", "domain"];

    /// <summary>Annotations that hold a name by which alerts call the thing.</summary>
    private static readonly string[] Naming = ["backstage.io/kubernetes-id", "sentry.io/project-slug"];

    public static OwnershipFile Read(string file, TextReader reader)
    {
        var found = new Found(file, [], [], [], []);
        foreach (var part in YamlDocumentPart.Split(reader.ReadToEnd()))
        {
            if (part.Fault is var (line, reason))
                found.Bad.Add(new(file, line, reason));
            else if (part.Root is not null)
                Take(part, part.Root, found);
        }
        return new(found.Claims, found.Unused, found.Bad, found.Groups);
    }

    private static void Take(YamlDocumentPart part, YamlNode root, Found found)
    {
        var line = part.LineOf(root);
        if (root is not YamlMappingNode mapping)
        {
            found.Bad.Add(new(found.File, line, "is no entity"));
            return;
        }
        var entity = new BackstageEntity(mapping);
        var (kind, name, version) = (entity.Text("kind"), entity.Text("metadata", "name"), entity.Text("apiVersion"));
        if (kind is null)
            found.Bad.Add(new(found.File, line, "has no kind"));
        else if (version?.StartsWith("backstage.io/", StringComparison.Ordinal) != true)
            found.Unused.Add(new(new(found.File, line), kind, "no entity of Backstage: its apiVersion does not begin with backstage.io/"));
        else if (name is null || ServiceKey.Of(name).Length == 0)
            found.Bad.Add(new(found.File, line, $"{kind} has no metadata.name"));
        else if (kind.ToLowerInvariant() is "group" or "user")
            found.Groups.Add(Group(entity, kind, name));
        else if (!Owned.Contains(kind.ToLowerInvariant()))
            found.Unused.Add(new(new(found.File, line), $"{kind} {name}", "nothing that runs"));
        else if (entity.Text("spec", "owner") is not { } owner)
            found.Bad.Add(new(found.File, line, $"{kind} {name} has no owner"));
        else
            found.Claims.Add(Claim(entity, new(found.File, part.LineOf(entity.Node("spec", "owner")!)), name, owner));
    }

    private static OwnershipClaim Claim(BackstageEntity entity, SourceLine at, string name, string owner) =>
        new(OwnershipKind.Backstage, at, name, [OwnerReference.OfBackstage(owner)])
        {
            Name = entity.Text("metadata", "title"),
            Aliases = [.. Naming.Select(key => entity.Text("metadata", "annotations", key)).OfType<string>().Select(text => EntityReference.Parse(text).Name)],
            DependsOn = [.. entity.Texts("spec", "dependsOn").Select(text => EntityReference.Parse(text).Name)],
        };

    private static OwnerGroup Group(BackstageEntity entity, string kind, string name)
    {
        string?[] alsoCalled = [entity.Text("metadata", "title"), entity.Text("spec", "profile", "displayName"), entity.Text("spec", "profile", "email")];
        var isUser = kind.Equals("user", StringComparison.OrdinalIgnoreCase);
        var above = isUser ? entity.Texts("spec", "memberOf") : entity.Texts("spec", "parent");
        return new(name, isUser ? OwnerSort.Person : OwnerSort.Team, [.. alsoCalled.OfType<string>()], [.. above.Select(text => EntityReference.Parse(text).Name)]);
    }

    private sealed record Found(string File, List<OwnershipClaim> Claims, List<UnusedEntry> Unused, List<BadRow> Bad, List<OwnerGroup> Groups);
}
