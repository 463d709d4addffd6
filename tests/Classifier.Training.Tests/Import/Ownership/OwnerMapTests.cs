using Classifier.Training.Import.Ownership;

namespace Classifier.Training.Tests.Import.Ownership;

public sealed class OwnerMapTests
{
    private static readonly OwnerGroup[] Groups =
    [
        new("squad-7", OwnerSort.Team, ["Storefront"], []),
        new("cards", OwnerSort.Team, ["Card people", "cards@larkmoor.example"], ["squad-9"]),
        new("squad-9", OwnerSort.Team, [], ["payments"]),
        new("round", OwnerSort.Team, [], ["about"]),
        new("about", OwnerSort.Team, [], ["round"]),
        new("jane", OwnerSort.Person, ["fatima@larkmoor.example"], ["squad-7"]),
        new("joe", OwnerSort.Person, [], ["nowhere", "squad-7"]),
    ];

    [Theory]
    [InlineData("@org/payments", "payments", false)]
    [InlineData("@org/Payments_Risk", "payments", false)]       // by name
    [InlineData("@org/sub/data.platform", "data-platform", false)]
    [InlineData("@billing", "payments", false)]                 // a key it had before
    [InlineData("@fatima.benali", "payments", true)]
    [InlineData("@u0fb", "payments", true)]                     // a chat handle
    [InlineData("Fatima@larkmoor.example", "payments", true)]
    [InlineData("@org/squad-7", "storefront-web", false)]       // Backstage's group has the team's name
    [InlineData("@org/cards", "payments", false)]               // the group above the group above
    [InlineData("cards@larkmoor.example", "payments", false)]
    [InlineData("@jane", "payments", true)]                     // whom the directory knows, before what groups say
    [InlineData("@joe", "storefront-web", true)]
    public void Find_KnownOwner_IsTheTeam(string owner, string team, bool isByPerson)
    {
        var match = Find(OwnerReference.OfCodeOwners(owner));

        Assert.Equal((team, isByPerson), (match?.Team.Key, match?.IsByPerson));
    }

    [Theory]
    [InlineData("@org/ghosts")]
    [InlineData("@org/pay")]
    [InlineData("@payments/backend")]                           // the organisation is no owner
    [InlineData("@guest")]                                      // belongs to no team
    [InlineData("@org/fatima.benali")]                          // written as a team
    [InlineData("@@payments")]                                  // a role of GitLab
    [InlineData("fatimalarkmoor@example")]
    [InlineData("@org/round")]
    [InlineData("@-")]
    public void Find_UnknownOwner_IsNobody(string owner) => Assert.Null(Find(OwnerReference.OfCodeOwners(owner)));

    [Fact]
    public void Find_UserOfATeamsName_IsNotTheTeam() => Assert.Null(Find(OwnerReference.OfBackstage("user:payments")));

    private static OwnerMatch? Find(OwnerReference owner) => new OwnerMap(OwnershipFixture.Directory, Groups).Find(owner);
}
