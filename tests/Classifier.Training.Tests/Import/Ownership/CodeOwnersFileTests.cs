using Classifier.Training.Import.Ownership;

namespace Classifier.Training.Tests.Import.Ownership;

public sealed class CodeOwnersFileTests
{
    [Theory]
    [InlineData("/services/checkout/ @org/payments", "checkout")]
    [InlineData("services/checkout @org/payments", "checkout")]
    [InlineData("/services/checkout/** @org/payments", "checkout")]
    [InlineData("/backend/apps/pay.gateway/ @org/payments", "pay.gateway")]
    [InlineData("/services/billing/cmd/ledger/ @org/payments", "ledger")]
    [InlineData(@"/services/order\ flow/  @org/payments  # moved in May", "order flow")]
    [InlineData("\t/services/checkout/\t@org/payments", "checkout")]
    [InlineData(@"/services/\#1/ @org/payments", "#1")]
    public void Read_FolderOfAService_IsAClaim(string line, string service)
    {
        var file = OwnershipFixture.CodeOwners("# who owns what", "", line);

        var claim = Assert.Single(file.Claims);
        Assert.Equal((service, new SourceLine("CODEOWNERS", 3), "@org/payments"), (claim.Service, claim.At, claim.Owners.Single().Written));
        Assert.Empty(file.Unused);
        Assert.Empty(file.BadRows);
    }

    [Theory]
    [InlineData("*", "a glob")]
    [InlineData("*.js", "a glob")]
    [InlineData("/services/*", "a glob")]
    [InlineData("/services/check?ut/", "a glob")]
    [InlineData("/", "everything")]
    [InlineData("!/services/checkout/", "an exception")]
    [InlineData("/services/checkout.md", "a file")]
    [InlineData("/services/Makefile", "names no single service")]
    [InlineData("/services/", "names no single service")]
    [InlineData("/services/common/", "names no single service")]
    [InlineData("/services/checkout/api/", "a part of checkout")]
    [InlineData("/src/net/", "in no folder of services")]
    [InlineData("/checkout/", "in no folder of services")]
    [InlineData("/tests/services/checkout/", "in tests, where nothing runs")]
    public void Read_PatternThatNamesNoService_IsNotUsedAndSaysWhy(string pattern, string why)
    {
        var file = OwnershipFixture.CodeOwners($"{pattern} @org/payments");

        Assert.Empty(file.Claims);
        Assert.Equal(new UnusedEntry(new("CODEOWNERS", 1), pattern, why), Assert.Single(file.Unused));
    }

    [Theory]
    [InlineData("/services/checkout/")]
    [InlineData("services/checkout")]
    [InlineData("/services/")]
    [InlineData("/services/**")]
    [InlineData("checkout/")]
    [InlineData("*")]
    public void Read_LaterLineTakesInTheFolder_OverrulesIt(string later)
    {
        var file = OwnershipFixture.CodeOwners("/services/checkout/ @org/payments", $"{later} @org/storefront-web");

        Assert.DoesNotContain(file.Claims, c => c.At.Line == 1);
        Assert.Contains(file.Unused, u => u.At.Line == 1 && u.Why == $"overruled by line 2, {later}");
    }

    [Theory]
    [InlineData("/services/checkout/api/")]
    [InlineData("/services/check/")]
    [InlineData("/apps/")]
    [InlineData("*.md")]
    [InlineData("[Other]\n*")]
    public void Read_LaterLineTakesInOtherThings_DoesNotOverrule(string later) =>
        Assert.Contains(OwnershipFixture.CodeOwners("/services/checkout/ @org/payments", $"{later} @org/storefront-web").Claims, c => c.At.Line == 1);

    [Fact]
    public void Read_Section_LendsItsOwnersToLinesWithoutOne()
    {
        var file = OwnershipFixture.CodeOwners("^[Shop and more][2] @org/storefront-web @ann", "/services/cart/", "/services/ledger/ @org/payments", "[Nobody's]", "/services/lost/");

        Assert.Equal(["cart: @org/storefront-web @ann", "ledger: @org/payments"], file.Claims.Select(c => $"{c.Service}: {string.Join(' ', c.Owners.Select(o => o.Written))}"));
        Assert.Equal(["CODEOWNERS:5: /services/lost/ has no owner"], file.BadRows.Select(b => b.ToString()));
    }

    [Fact]
    public void Read_WordThatIsNoOwner_IsNamedAndTheOthersAreTaken()
    {
        var file = OwnershipFixture.CodeOwners("/services/cart/ payments @org/payments", "/services/ledger/ payments");

        Assert.Equal(["@org/payments"], file.Claims.Single().Owners.Select(o => o.Written));
        Assert.Equal([1, 2], file.BadRows.Select(b => b.Line));
    }
}
