using Classifier.Api.Chat;
using Classifier.Api.Chat.Teams;
using Classifier.Api.Identity;
using Classifier.Api.Tests.Support;
using Classifier.Faults.Chat.Teams;

namespace Classifier.Api.Tests.Chat.Teams;

/// <summary>Settings are looked over at the start.</summary>
public sealed class TeamsOptionsTests
{
    private static readonly TeamsOptions Good = new() { TenantId = FakeTenant.TenantId, AppId = FakeTenant.AppId, TeamId = FakeTenant.TeamId, ClientSecret = "x" };

    [Fact]
    public void Checked_OfWhatIsNeeded_HasThePublicAddresses()
    {
        var options = Good.Checked();

        Assert.Equal($"https://login.microsoftonline.com/{FakeTenant.TenantId}/oauth2/v2.0/token", options.TokenUrl!.AbsoluteUri);
        Assert.Equal("https://graph.microsoft.com/v1.0/", options.GraphUrl.AbsoluteUri);
        Assert.False(options.HasPrivateChannels);
    }

    [Fact]
    public void Checked_OfNothing_NamesAllThatIsMissing()
    {
        var refused = Assert.Throws<UnsafeDefaultsException>(() => new TeamsOptions().Checked());

        foreach (var setting in (string[])["TenantId", "AppId", "TeamId", "ClientSecret", "ClientSecretFile"])
            Assert.Contains($"Chat:Teams:{setting}", refused.Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, object> Faulty => new()
    {
        { "TenantId", Good with { TenantId = "contoso.onmicrosoft.com" } },
        { "FixedChannelId", Good with { FixedChannelId = "General" } },
        { "PrivateOwners", Good with { PrivateOwners = ["ann@example.org"] } },
        { "MaxPrivateChannels", Good with { MaxPrivateChannels = 0 } },
        { "GraphUrl", Good with { GraphUrl = new("http://graph.example/v1.0/") } },
        { "TokenUrl", Good with { TokenUrl = new("http://login.example/token") } },
        { "OpenIdMetadataUrl", Good with { OpenIdMetadataUrl = new("ftp://login.example/") } },
        { "ServiceUrl", Good with { ServiceUrl = new("https://user:pass@smba.trafficmanager.net/teams/") } },
        { "AllowedServiceUrls", Good with { AllowedServiceUrls = [new("http://smba.example/"), new("https://smba.trafficmanager.net/")] } },
        { "ServiceUrl", Good with { ServiceUrl = new("https://elsewhere.example/") } },
        { "AllowedServiceUrls", Good with { AllowedServiceUrls = [new("smba.trafficmanager.net/", UriKind.RelativeOrAbsolute)] } },
        { "ServiceUrl", Good with { ServiceUrl = new("smba.trafficmanager.net/", UriKind.RelativeOrAbsolute) } },
        { "ClientSecretFile", Good with { ClientSecret = null, ClientSecretFile = "/nowhere/secret" } },
        { "Timeout", Good with { Timeout = TimeSpan.FromMinutes(1) } },
        { "LimitFactor has to be 0.21 or more", Good with { LimitFactor = 0.2 } },
        { "LimitFactor", Good with { LimitFactor = double.NaN } },
    };

    [Theory]
    [MemberData(nameof(Faulty), DisableDiscoveryEnumeration = true)]
    public void Checked_OfWhatIsWrong_NamesTheSetting(string setting, object options) =>
        Assert.Contains($"Chat:Teams:{setting}", Assert.Throws<UnsafeDefaultsException>(((TeamsOptions)options).Checked).Message, StringComparison.Ordinal);

    [Fact]
    public void Checked_AppIdInCapitals_IsAsTokensNameIt() =>
        Assert.Equal("abcdef00-0000-0000-0000-000000000000", (Good with { AppId = "ABCDEF00-0000-0000-0000-000000000000" }).Checked().AppId);

    [Fact]
    public void Secret_InAFile_IsReadAnew_AndWithoutOneTheSettingIsNamed()
    {
        var file = Path.GetTempFileName();
        var options = (Good with { ClientSecret = null, ClientSecretFile = file }).Checked();
        foreach (var secret in (string[])["first", "second"])
        {
            File.WriteAllText(file, $"{secret}\n");
            Assert.Equal(secret, options.Secret());
        }
        File.WriteAllText(file, "\n");
        AssertNamed();
        File.Delete(file);
        AssertNamed();

        void AssertNamed()
        {
            var refused = Assert.Throws<ChatException>(options.Secret);
            Assert.True(refused.IsTransient);
            Assert.Contains("Chat:Teams:ClientSecretFile", refused.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(true, "teams")]
    [InlineData(false, "builtin", "teams")]
    public async Task Teams_WithoutOwnersOfPrivateChannels_HasTheBuiltInChatBesideIt(bool hasOwners, params string[] expected)
    {
        await using var teams = await FakeTeams.StartAsync();
        var settings = TeamsDeliveries.Settings(teams, "teams");
        if (!hasOwners)
            settings.Remove("Chat:Teams:PrivateOwners:0");
        await using var service = await RunningService.StartAsync(settings: settings);

        Assert.Equal(expected, service.Get<ConnectorSet>().Names);
    }

    [Theory]
    [InlineData("https://smba.trafficmanager.net/emea/tenant/", true)]
    [InlineData("https://smba.trafficmanager.net/", true)]
    [InlineData("https://smba.trafficmanager.net", true)]
    [InlineData("http://smba.trafficmanager.net/emea/", false)]
    [InlineData("https://smba.trafficmanager.net:8443/emea/", false)]
    [InlineData("https://smba.trafficmanager.net.evil.example/emea/", false)]
    [InlineData("https://smba.trafficmanager.net@evil.example/emea/", false)]
    [InlineData("https://evil@smba.trafficmanager.net/emea/", false)]
    [InlineData("https://evil.example/smba.trafficmanager.net/", false)]
    public void Allows_IsThatPlaceAlone(string url, bool isAllowed) => Assert.Equal(isAllowed, Good.Allows(new(url)));

    [Theory]
    [InlineData("https://smba.example/teams", "https://smba.example/teams/x", true)]
    [InlineData("https://smba.example/teams/", "https://smba.example/teams", true)]
    [InlineData("https://smba.example/teams", "https://smba.example/teams-evil/", false)]
    [InlineData("https://smba.example/teams", "https://smba.example/teams/../evil/", false)]
    public void Allows_BelowAPath_IsThatPathAlone(string allowed, string url, bool isAllowed) => Assert.Equal(isAllowed, (Good with { AllowedServiceUrls = [new(allowed)] }).Allows(new(url)));
}
