using Classifier.Training.Import.Ownership;

namespace Classifier.Training.Tests.Import.Ownership;

public sealed class BackstageFileTests
{
    [Fact]
    public void Read_Component_TakesOwnerTitleNamesAndNeeds()
    {
        var file = OwnershipFixture.Backstage(
            "# the gateway",
            "apiVersion: backstage.io/v1alpha1",
            "kind: Component",
            "metadata:",
            "  name: ledger",
            "  title: The ledger",
            "  annotations:",
            "    backstage.io/kubernetes-id: ledger-prod",
            "    sentry.io/project-slug: larkmoor/ledger-py",
            "    backstage.io/techdocs-ref: dir:.",
            "spec:",
            "  type: service",
            "  owner: group:default/payments",
            "  dependsOn: ['resource:default/orders-db', component:checkout-api]");

        var claim = Assert.Single(file.Claims);
        Assert.Equal(("ledger", "The ledger", new SourceLine("catalog-info.yaml", 13)), (claim.Service, claim.Name, claim.At));
        Assert.Equal(new OwnerReference("group:default/payments", "payments", OwnerSort.Team), claim.Owners.Single());
        Assert.Equal(["ledger-prod", "ledger-py"], claim.Aliases);
        Assert.Equal(["orders-db", "checkout-api"], claim.DependsOn);
    }

    [Theory]
    [InlineData("payments", "payments", 1)]
    [InlineData("default/payments", "payments", 1)]
    [InlineData("group:payments", "payments", 1)]
    [InlineData("Group:other/payments", "payments", 1)]
    [InlineData("user:default/fatima.benali", "fatima.benali", 2)]
    public void OfBackstage_EachWayOfWriting_NamesAGroupOrUser(string written, string name, int sort) =>
        Assert.Equal(new(written, name, (OwnerSort)sort), OwnerReference.OfBackstage(written));

    [Theory]
    [InlineData("Component")]
    [InlineData("API")]
    [InlineData("Resource")]
    [InlineData("System")]
    [InlineData("Domain")]
    public void Read_KindsThatAreOwned_AreClaims(string kind) =>
        Assert.Single(OwnershipFixture.Backstage(OwnershipFixture.Entity(kind, "ledger", "owner: payments")).Claims);

    [Theory]
    [InlineData("Location")]
    [InlineData("Template")]
    public void Read_OtherKinds_AreNotUsed(string kind) =>
        Assert.Equal($"{kind} x", Assert.Single(OwnershipFixture.Backstage(OwnershipFixture.Entity(kind, "x", "owner: payments")).Unused).What);

    [Fact]
    public void Read_BrokenDocument_IsNamedWithItsLineAndTheOthersAreTaken()
    {
        var file = OwnershipFixture.Backstage([
            .. OwnershipFixture.Entity("Component", "one", "owner: payments"),
            "--- # broken from here", "kind: [Component", "metadata: {", "",
            .. OwnershipFixture.Entity("Component", "two", "owner: payments"),
            .. OwnershipFixture.Entity("Component", "three", "type: service"),
            "---", "just a text", "---", "metadata: { name: four }", "---", "",
            .. OwnershipFixture.Entity("Component", "five", "owner: ~"),
            "---", "apiVersion: v1", "kind: Service", "metadata: { name: six }"]);

        Assert.Equal(["one", "two"], file.Claims.Select(c => c.Service));
        Assert.Equal([7L, 18L], file.Claims.Select(c => c.At.Line));
        Assert.Equal(
            ["Component three has no owner", "is no entity", "has no kind", "Component five has no owner"],
            file.BadRows.Skip(1).Select(b => b.Reason));
        Assert.Equal(8, file.BadRows[0].Line);
        Assert.Contains("is not YAML", file.BadRows[0].Reason, StringComparison.Ordinal);
        Assert.Equal([20, 27, 29, 33], file.BadRows.Skip(1).Select(b => b.Line));
        Assert.Equal("Service", Assert.Single(file.Unused).What);
    }

    [Fact]
    public void Read_WindowsLinesMarkAndDirective_AreReadAlike()
    {
        var text = "\uFEFF%YAML 1.2\r\n" + string.Join("\r\n", OwnershipFixture.Entity("Component", "one", "owner: payments"));

        var file = BackstageFile.Read("c.yaml", new StringReader(text));

        Assert.Equal(new SourceLine("c.yaml", 8), Assert.Single(file.Claims).At);
        Assert.Empty(file.BadRows);
    }

    [Fact]
    public void Read_GroupsAndUsers_AreNoServicesButNamesOfOwners()
    {
        var file = OwnershipFixture.Backstage([
            .. OwnershipFixture.Entity("Group", "checkout-squad", "parent: group:default/payments", "profile: { displayName: Squad, email: squad@larkmoor.example }"),
            .. OwnershipFixture.Entity("User", "jane", "memberOf: [checkout-squad]")]);

        Assert.Empty(file.Claims);
        Assert.Equal(["checkout-squad Team Squad,squad@larkmoor.example payments", "jane Person  checkout-squad"],
            file.Groups.Select(g => $"{g.Name} {g.Sort} {string.Join(',', g.AlsoCalled)} {string.Join(',', g.In)}"));
    }
}
