using System.Text.RegularExpressions;
using Classifier.Responses;
using Classifier.Tests.Support;
using CsCheck;

namespace Classifier.Tests.Responses;

public sealed partial class RoomNameTests
{
    [Theory]
    [InlineData("TLS certificate expired on shop.example.eu", "inc-1042-tls-certificate-expired-shop")]
    [InlineData("Zertifikat für München abgelaufen", "inc-1042-zertifikat-fur-munchen-abgelaufen")]
    [InlineData("证书过期", "inc-1042")]
    [InlineData("   ", "inc-1042")]
    [InlineData("a the of", "inc-1042")]
    public void For_Title_IsReadable(string title, string expected) => Assert.Equal(expected, RoomName.For(Some.Incident() with { Title = title }));

    [Fact]
    public void For_Private_IsTheIdAlone() => Assert.Equal("inc-1042", RoomName.For(Some.Incident(isPrivate: true)));

    [Fact]
    public void For_AnyTitle_IsLegalUniqueAndStable() => Gen.Select(Gen.String, Gen.String, Gen.Long[1, long.MaxValue], Gen.Int[0, 20]).Sample((title, other, number, attempt) =>
    {
        var incident = Some.Incident(number) with { Title = title };
        var name = RoomName.For(incident, attempt);

        Assert.Matches(Legal(), name);
        Assert.InRange(name.Length, 1, RoomName.MaxLength);
        Assert.Equal(name, RoomName.For(incident, attempt));
        Assert.NotEqual(name, RoomName.For(Some.Incident(number == 1 ? 2 : number - 1) with { Title = other }, attempt));
        Assert.NotEqual(name, RoomName.For(incident, attempt + 1));
    }, iter: 5000);

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex Legal();
}
