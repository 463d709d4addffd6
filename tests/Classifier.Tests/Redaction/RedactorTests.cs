using Classifier.Redaction;
using CsCheck;

namespace Classifier.Tests.Redaction;

public sealed class RedactorTests
{
    [Theory]
    [InlineData("key AKIAIOSFODNN7EXAMPLE was found", "key <secret> was found")]
    [InlineData("aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "aws_secret_access_key = <secret>")]
    [InlineData("password: hunter2!", "password: <secret>")]
    [InlineData("PASSWORD='s3cr3t-pw'", "PASSWORD='<secret>'")]
    [InlineData("{\"api_key\": \"abc123def456\"}", "{\"api_key\": \"<secret>\"}")]
    [InlineData("token ghp_16C7e42F292c6912E7710c838347Ae178B4a", "token <secret>")]
    [InlineData("Authorization: Bearer abcdefgh12345678", "Authorization: Bearer <secret>")]
    [InlineData("postgres://app:pa55word@db.example/x", "postgres://app:<secret>@db.example/x")]
    [InlineData("https://hooks.slack.com/services/T00/B00/XXXX", "https://hooks.slack.com/services/<secret>")]
    [InlineData("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJl in a header", "<secret> in a header")]
    [InlineData("-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----\nafter", "<secret>\nafter")]
    [InlineData("mail jo.doe+x@example.org now", "mail <email> now")]
    [InlineData("card 4111 1111 1111 1111 declined", "card <card> declined")]
    [InlineData("call +47 22 12 34 56 or 0171-555 01234", "call <phone> or <phone>")]
    public void Redact_SecretOrPersonalData_IsReplaced(string text, string expected) => Assert.Equal(expected, Redactor.BuiltIn.Redact(text));

    [Theory]
    [InlineData("ASIA0123456789ABCDEF")]
    [InlineData("AROA0123456789ABCDEF")]
    [InlineData("AIDA0123456789ABCDEF")]
    [InlineData("gho_0123456789abcdefghij")]
    [InlineData("ghu_0123456789abcdefghij")]
    [InlineData("ghs_0123456789abcdefghij")]
    [InlineData("ghr_0123456789abcdefghij")]
    [InlineData("github_pat_0123456789abcdefghij")]
    [InlineData("glpat-0123456789abcdef")]
    [InlineData("xoxb-12345678-abcdefgh")]
    [InlineData("xapp-12345678-abcdefgh")]
    [InlineData("AIza0123456789abcdefghijklmnopqrst")]
    [InlineData("sk_live_0123456789")]
    [InlineData("rk_test_0123456789")]
    [InlineData("npm_0123456789abcdefghijklmnopqrst")]
    public void Redact_TokenThatNamesItsIssuer_IsReplaced(string token) => Assert.Equal("a <secret> b", Redactor.BuiltIn.Redact($"a {token} b"));

    [Theory]
    [InlineData("passwd=")]
    [InlineData("db_passphrase: ")]
    [InlineData("PWD=")]
    [InlineData("client-secret = ")]
    [InlineData("Token:")]
    [InlineData("apikey=")]
    [InlineData("access_key=")]
    [InlineData("private-key=")]
    [InlineData("to\u212aen=")]        // the Kelvin sign is a k where case does not count
    public void Redact_NamedSecret_IsReplaced(string name) => Assert.Equal($"ø {name}<secret>", Redactor.BuiltIn.Redact($"ø {name}abc123def"));

    [Theory]
    [InlineData("order 4111111111111112 took 1234567890123 us")]         // no valid card number
    [InlineData("2026-01-05T08:00:00Z 10.0.0.12:8080 rc=137")]
    [InlineData("the password reset page is slow")]
    [InlineData("token bucket is full: 5000 of 5000")]
    [InlineData("secret scanning found nothing")]
    [InlineData("inc-1042 and JIRA-12345, build 20261124.7")]
    [InlineData("fra2-web-01 00:1a:2b:3c:4d:5e 0x7ffdeadbeef")]
    [InlineData("user@host is no address")]
    public void Redact_NoSecret_IsLeftAlone(string text) => Assert.Equal(text, Redactor.BuiltIn.Redact(text));

    [Fact]
    public void RedactLines_KeyOverSeveralLines_IsGone() =>
        Assert.Equal(["before", "<secret>", "after"], Redactor.BuiltIn.RedactLines(["before", "-----BEGIN PRIVATE KEY-----", "MIIEvQIBADANBg", "-----END PRIVATE KEY-----", "after"]));

    [Fact]
    public void Redact_Twice_ChangesNothingMore() => Gen.String.Sample(text =>
    {
        var once = Redactor.BuiltIn.Redact(text + " password=abc123! " + text);
        Assert.Equal(once, Redactor.BuiltIn.Redact(once));
    }, iter: 2000);
}
