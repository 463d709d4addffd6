using Classifier.Training.Import.Ownership;

namespace Classifier.Training.Tests.Import.Ownership;

public sealed class CatalogueFileTests
{
    [Theory]
    [InlineData("service,owner")]
    [InlineData("key,name,team,location,aliases,depends_on")]
    [InlineData("Name,Owned by,Support group,Short description,Operational status")]
    [InlineData("number,name,support_group,short_description")]
    [InlineData("\uFEFFService Name,Owner Team")]
    [InlineData("name,description,owner,id")]
    public void Is_CatalogueHeader_True(string header) => Assert.True(CatalogueFile.Is(new StringReader(header + "\n")));

    [Theory]
    [InlineData("id,opened_at,title,description,issue_type,owning_team,service,team")]
    [InlineData("id,description,owning_team,service")]
    [InlineData("number,short_description,assignment_group,service,team")]
    [InlineData("Issue key,Summary,Component/s,Component,Team")]
    [InlineData("incident_number,service_name,team_name")]
    [InlineData("service,location")]
    [InlineData("owner,location")]
    [InlineData("")]
    public void Is_HistoryOrOtherHeader_False(string header) => Assert.False(CatalogueFile.Is(new StringReader(header)));

    [Fact]
    public void Read_FullRow_FillsTheClaim()
    {
        var claim = Assert.Single(OwnershipFixture.Catalogue(
            "Service Key,Display Name,Owner,Support Group,Location,Aliases,Depends On,Tier",
            "PAY_GW,\"Gateway, payments\",Ann,Payments & Risk,eu-west-1,\"gw; pay|gateway\",\"orders-db, cart\",1").Claims);

        Assert.Equal(("PAY_GW", "Gateway, payments", "eu-west-1"), (claim.Service, claim.Name, claim.Location));
        Assert.Equal("Payments & Risk", claim.Owners.Single().Name);
        Assert.Equal(["gw", "pay", "gateway"], claim.Aliases);
        Assert.Equal(["orders-db", "cart"], claim.DependsOn);
    }

    [Fact]
    public void Read_BadRows_AreNamedAndTheRestIsTaken()
    {
        var file = OwnershipFixture.Catalogue("service,owner", "one,payments", ",payments", "two,", "three", "", "\"fo", "ur\",payments", "five,payments", "si");

        Assert.Equal(["one:2", "fo\nur:7", "five:9"], file.Claims.Select(c => $"{c.Service}:{c.At.Line}"));
        Assert.Equal(
            ["services.csv:3: has no service", "services.csv:4: two has no owner", "services.csv:5: has 1 fields, the header has 2", "services.csv:10: half a line"],
            file.BadRows.Select(b => b.ToString()));
    }

    [Theory]
    [InlineData("group:default/payments", "payments", 1)]
    [InlineData("user:fatima.benali", "fatima.benali", 2)]
    [InlineData("@org/payments", "payments", 1)]
    [InlineData("Payments / Core: EU", "Payments / Core: EU", 0)]
    public void OfCell_AnyWayOfWriting_IsUnderstood(string cell, string name, int sort) => Assert.Equal(new(cell, name, (OwnerSort)sort), OwnerReference.OfCell(cell));
}
