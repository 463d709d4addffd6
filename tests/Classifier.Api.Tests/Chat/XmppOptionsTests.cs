using Classifier.Api.Chat.Xmpp;
using Classifier.Api.Chat.Xmpp.Protocol;
using Classifier.Api.Identity;

namespace Classifier.Api.Tests.Chat;

public sealed class XmppOptionsTests
{
    private static readonly XmppOptions Good = new() { Url = new("wss://chat.example.org/xmpp-websocket"), Address = "classifier@example.org", Password = "secret-3f" };

    [Theory]
    [InlineData("wss://chat.example.org/x", true)]
    [InlineData("ws://127.0.0.1:5280/x", true)]
    [InlineData("ws://localhost:5280/x", true)]
    [InlineData("ws://chat.example.org/x", false)]
    [InlineData("ws://127.0.0.1.example.org/x", false)]
    [InlineData("http://127.0.0.1/x", false)]
    public void Account_Url_IsEncryptedOrOnThisMachine(string url, bool isTaken)
    {
        if (isTaken)
            Assert.Equal(url, (Good with { Url = new(url) }).Account().Url.OriginalString);
        else
            Assert.Throws<UnsafeDefaultsException>(() => (Good with { Url = new(url) }).Account());
    }

    [Theory]
    [InlineData("example.org")]
    [InlineData("classifier@example.org/x")]
    [InlineData("a b@example.org")]
    [InlineData("")]
    [InlineData(null)]
    public void Account_AddressThatIsNone_IsRefused(string? address) => Assert.Throws<UnsafeDefaultsException>(() => (Good with { Address = address }).Account());

    [Fact]
    public void Account_WithoutPassword_IsRefused() => Assert.Throws<UnsafeDefaultsException>(() => (Good with { Password = null }).Account());

    [Fact]
    public void Account_PasswordInAFile_IsRead_AndNeverShown()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, "secret-9a\n");

        var account = (Good with { Password = null, PasswordFile = file }).Account();

        File.Delete(file);
        Assert.Equal(("secret-9a", "conference.example.org"), (account.Password, account.Rooms));
        Assert.DoesNotContain("secret", $"{account}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Ann@Example.ORG", "ann@example.org")]
    [InlineData("ann@example.org/phone", null)]
    [InlineData("example.org", null)]
    [InlineData("ann@@example.org", null)]
    [InlineData("a'nn@example.org", null)]
    [InlineData("ann@exa mple.org", null)]
    [InlineData("ann\u0000@example.org", null)]
    public void Person_OfText_IsABareAddress(string text, string? expected) => Assert.Equal(expected, XmppAddress.Person(text));

    [Theory]
    [InlineData("a\u0000b\u0008c\u001bd\ufffee", "abcde")]
    [InlineData("a\tb\nc\r\n😀", "a\tb\nc\r\n😀")]
    public void Clean_WhatNoXmlMayHold_IsLeftOut(string text, string expected) => Assert.Equal(expected, XmppText.Clean(text, 100));

    [Fact]
    public void Clean_HalfACharacter_IsLeftOut() => Assert.Equal("ab", XmppText.Clean($"{(char)0xd83d}a{(char)0xde00}b{(char)0xd83d}", 100));
}
