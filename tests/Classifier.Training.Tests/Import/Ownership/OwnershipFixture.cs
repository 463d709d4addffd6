using Classifier.Directories;
using Classifier.Training.Import.Ownership;

namespace Classifier.Training.Tests.Import.Ownership;

/// <summary>A small directory and what does not matter to a test of ownership sources.</summary>
internal static class OwnershipFixture
{
    /// <summary>Comments, blank lines and ways of writing that must survive.</summary>
    public const string Yaml = """
        # Who owns what.
        locations:
          - { key: dublin, name: Dublin, time_zone: Europe/Dublin, aliases: [eu-west-1] }
        teams:
          - { key: payments, name: Payments & Risk, formerly: [billing] }
          - { key: storefront-web, name: Storefront }   # the shop
          - { key: data-platform, name: Data platform }
        people:
          - { id: fatima.benali, name: Fatima, team: payments, time_zone: UTC, handles: { slack: U0FB, mail: fatima@larkmoor.example } }
          - { id: guest, name: Guest, time_zone: UTC }

        services:
          # The shop first.
          - { key: checkout-api, name: Checkout, owner: storefront-web, aliases: [cart] }
          - key: orders-db
            name: Orders database
            owner: data-platform      # since 2024
            aliases:
              - order-database

        # Somebody else is on call.
        overrides: []

        """;

    public static ResponderDirectory Directory { get; } = DirectoryFile.Parse(Yaml);

    public static OwnershipFile CodeOwners(params string[] lines) => CodeOwnersFile.Read("CODEOWNERS", new StringReader(string.Join('\n', lines)));

    public static OwnershipFile Backstage(params string[] lines) => BackstageFile.Read("catalog-info.yaml", new StringReader(string.Join('\n', lines)));

    public static OwnershipFile Catalogue(params string[] lines) => CatalogueFile.Read("services.csv", new StringReader(string.Join('\n', lines)));

    public static OwnershipPlan Plan(params OwnershipFile[] files) => new OwnershipPlanner(Directory, files, s => new("directory.yaml", s.Key.Length)).Plan();

    /// <summary>An entity of Backstage, with a document start.</summary>
    public static string[] Entity(string kind, string name, params string[] spec) =>
        ["---", "apiVersion: backstage.io/v1alpha1", $"kind: {kind}", "metadata:", $"  name: {name}", "spec:", .. spec.Select(s => $"  {s}")];
}
