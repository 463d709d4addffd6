using Classifier.Training.Import.Ownership;

namespace Classifier.Training.Tests.Import.Ownership;

public sealed class OwnershipPlannerTests
{
    [Fact]
    public void Plan_ServiceOfTheDirectory_KeepsItsOwnerAndNamesBoth()
    {
        var plan = OwnershipFixture.Plan(OwnershipFixture.CodeOwners("/services/Orders_DB/ @org/payments", "/apps/cart/ @org/storefront-web", "/apps/order-database/ @org/ghosts"));

        Assert.Empty(plan.Added);
        Assert.Equal(new OwnerConflict(new("CODEOWNERS", 1), "orders-db", "payments", "data-platform", new("directory.yaml", "orders-db".Length)), Assert.Single(plan.Conflicts));
        Assert.Equal((new SourceLine("CODEOWNERS", 2), "checkout-api"), plan.Known.Select(k => (k.At, k.Service.Key)).Single());
        Assert.Equal(new UnknownOwner(new("CODEOWNERS", 3), "@org/ghosts", "orders-db", "data-platform"), Assert.Single(plan.UnknownOwners));
    }

    [Fact]
    public void Plan_SourcesDiffer_CatalogueBeforeBackstageBeforeCodeOwners()
    {
        var owners = OwnershipFixture.CodeOwners("/services/ledger/ @org/storefront-web", "/services/rates/ @org/storefront-web");
        var backstage = OwnershipFixture.Backstage([.. OwnershipFixture.Entity("Component", "Ledger", "owner: data-platform"), .. OwnershipFixture.Entity("Component", "rates", "owner: payments")]);
        var catalogue = OwnershipFixture.Catalogue("service,owner", "LEDGER,payments");

        foreach (var files in (OwnershipFile[][])[[owners, backstage, catalogue], [catalogue, backstage, owners]])
        {
            var plan = OwnershipFixture.Plan(files);
            Assert.Equal(["ledger payments services.csv:2", "rates payments catalog-info.yaml:14"], plan.Added.Select(a => $"{a.Service.Key} {a.Service.Owner} {a.At}").Order());
            Assert.Equal(
                ["CODEOWNERS:1 storefront-web services.csv:2", "CODEOWNERS:2 storefront-web catalog-info.yaml:14", "catalog-info.yaml:7 data-platform services.csv:2"],
                plan.Conflicts.Select(c => $"{c.At} {c.Owner} {c.CountsAt}").Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void Plan_TwiceInOneKindOfSource_LaterCounts()
    {
        var plan = OwnershipFixture.Plan(OwnershipFixture.Catalogue("service,owner", "pay-gw,storefront-web", "Pay GW,payments"));

        Assert.Equal(("payments", 3L), plan.Added.Select(a => (a.Service.Owner, a.At.Line)).Single());
        Assert.Equal(2L, Assert.Single(plan.Conflicts).At.Line);
    }

    [Fact]
    public void Plan_UnknownOwner_LeavesTheServiceOutWhateverOthersSay()
    {
        var plan = OwnershipFixture.Plan(
            OwnershipFixture.Catalogue("service,owner", "ledger,Guild of Ledgers"),
            OwnershipFixture.CodeOwners("/services/ledger/ @org/payments"));

        Assert.Empty(plan.Added);
        Assert.Equal(new UnknownOwner(new("services.csv", 2), "Guild of Ledgers", "ledger", null), Assert.Single(plan.UnknownOwners));
    }

    [Fact]
    public void Plan_SeveralOwnersOnALine_FirstTeamCountsAndTheOthersAreNamed()
    {
        var plan = OwnershipFixture.Plan(OwnershipFixture.CodeOwners("/services/ledger/ @org/ghosts @fatima.benali @org/data-platform @org/storefront-web"));

        Assert.Equal("data-platform", Assert.Single(plan.Added).Service.Owner);
        Assert.Equal(["storefront-web"], plan.Conflicts.Select(c => c.Owner));
        Assert.Equal(("@org/ghosts", "data-platform"), plan.UnknownOwners.Select(u => (u.Written, u.OwnedBy)).Single());
    }

    [Fact]
    public void Plan_SourcesOfOneService_FillEachOthersGaps()
    {
        var plan = OwnershipFixture.Plan(
            OwnershipFixture.Catalogue("service,owner,location,aliases", "PAY_GW,payments,EU-west-1,gateway"),
            OwnershipFixture.Backstage([.. OwnershipFixture.Entity("Component", "gateway", "owner: payments", "dependsOn: [resource:orders_db, component:rates, component:pay-gw]"), .. OwnershipFixture.Entity("Component", "rates", "owner: payments")]),
            OwnershipFixture.CodeOwners("/services/pay-gw/ @org/payments"));

        var gateway = plan.Added[0];
        Assert.Equal(("pay-gw", "pay-gw", "dublin"), (gateway.Service.Key, gateway.Service.Name, gateway.Service.Place));
        Assert.Equal(["PAY_GW", "gateway"], gateway.Service.Aliases);
        Assert.Equal(["orders-db", "rates"], gateway.Service.DependsOn);
        Assert.Equal(["catalog-info.yaml:7", "CODEOWNERS:1"], gateway.Also.Select(a => a.ToString()));
        Assert.Empty(gateway.LeftOut);
        Assert.Equal(["pay-gw", "rates"], plan.Added.Select(a => a.Service.Key));
    }

    [Fact]
    public void Plan_WhatTheDirectoryDoesNotKnowOrHasAlready_IsLeftOutOfTheServiceAndNamed()
    {
        var plan = OwnershipFixture.Plan(OwnershipFixture.Catalogue(
            "service,owner,location,aliases,depends_on", "one,payments,Mars,\"cart, both\",\"ghost, two\"", "two,payments,,\"both, One\",", "ghost,nobody,,,"));

        Assert.Equal(
            ["location Mars, which the directory does not have", "alias cart, which is checkout-api", "alias both, which two is called too", "depends_on ghost, which is no service of the directory"],
            plan.Added[0].LeftOut);
        Assert.Equal(["alias both, which one is called too", "alias One, which one is called too"], plan.Added[1].LeftOut);
        Assert.Equal((null, 0, "two"), (plan.Added[0].Service.Place, plan.Added[0].Service.Aliases.Count, plan.Added[0].Service.DependsOn.Single()));
    }
}
