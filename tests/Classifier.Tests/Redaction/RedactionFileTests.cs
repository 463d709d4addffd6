using System.Reflection;
using System.Text.RegularExpressions;
using Classifier.Alerts;
using Classifier.Redaction;

namespace Classifier.Tests.Redaction;

public sealed class RedactionFileTests
{
    private static readonly Redactor Own = RedactionFile.Parse("""
        replace:
          - { pattern: 'EMP-\d{6}', with: <employee> }
          - { pattern: '(?<lead>customer )K\w+' }
        keep:
          - 'build@ci\.example'
          - '4111 1111 1111 1111'
          - 'EMP-000000'
          - 'changeme\d'
        """);

    [Theory]
    [InlineData("EMP-123456 saw it", "<employee> saw it")]
    [InlineData("customer Kx81 waits", "customer <secret> waits")]
    [InlineData("password=EMP-123456", "password=<employee>")]
    [InlineData("E1 and jo.doe@example.org", "E1 and <email>")]
    [InlineData("from build@ci.example by rebuild@ci.example", "from build@ci.example by <email>")]
    [InlineData("test card 4111 1111 1111 1111", "test card 4111 1111 1111 1111")]
    [InlineData("EMP-000000 is nobody", "EMP-000000 is nobody")]
    [InlineData("password=changeme1 password=changeme1x", "password=changeme1 password=<secret>")]
    public void Redact_ByOwnRules_ReplacesMoreAndKeepsWhatOnlyLooksLikeIt(string text, string expected)
    {
        Assert.Equal(expected, Own.Redact(text));
        Assert.Equal(expected, Own.Redact(expected));
    }

    [Fact]
    public void RedactLabel_KeptValue_Stays()
    {
        Assert.Equal("changeme1", Own.RedactLabel("db.password", "changeme1"));
        Assert.Equal("<secret>", Own.RedactLabel("db.password", "changed"));
    }

    [Theory]
    [InlineData("replace:\n  - { pattern: '(' }", ":2: ")]
    [InlineData("replace:\n  - { pattern: '(?=x)y' }", ":2: the pattern '(?=x)y' looks around or back")]
    [InlineData("replace:\n  - { pattern: '(a)\\1' }", ":2: the pattern '(a)\\1' looks around or back")]
    [InlineData("replace:\n  - pattern: 'x*'", ":2: the pattern 'x*' also matches nothing at all")]
    [InlineData("replace:\n  - { pattern: 'secret' }", ":2: the pattern 'secret' matches <secret>")]
    [InlineData("replace:\n  - pattern: abc\n    with: gone", ":3: a rule: 'with' 'gone' is not a word such as <employee>")]
    [InlineData("replace:\n  - { with: <x> }", ":2: a rule needs 'pattern'")]
    [InlineData("keep:\n  - a\n  - '['", ":3: ")]
    [InlineData("drop: []", ":1: the file has an unknown member 'drop'")]
    [InlineData("replace: [ {", ":2: While parsing")]
    public void Parse_Faulty_NamesFileLineAndReason(string yaml, string expected)
    {
        var error = Assert.Throws<RedactionFileException>(() => RedactionFile.Parse(yaml));

        Assert.Contains("redaction.yaml" + expected, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing yet\n")]
    [InlineData("replace: []\nkeep: []\n")]
    public void Parse_Empty_IsWhatIsBuiltIn(string yaml) => Assert.Equal("<email>", RedactionFile.Parse(yaml).Redact("jo.doe@example.org"));

    [Fact]
    public void Load_ShippedFile_HasNoFaults() => Assert.Equal("<email>", RedactionFile.Load(Home.Find()).Redact("jo.doe@example.org"));

    [Fact]
    public void RedactEach_KeyOverSeveralLines_LeavesAsManyLines()
    {
        string[] lines = ["before", "-----BEGIN PRIVATE KEY-----", "MIIEvQIBADANBg", "-----END PRIVATE KEY-----", "password=hunter2!"];

        Assert.Equal(["before", "<secret>", "", "", "password=<secret>"], Redactor.BuiltIn.RedactEach(lines));
        Assert.Equal([""], Redactor.BuiltIn.RedactEach([""]));
    }

    [Theory]
    [InlineData("a -----BEGIN RSA PRIVATE KEY-----|MIIE|whatever it says|b -----END RSA PRIVATE KEY----- c|d", "a <secret>|||" + " c|d")]
    [InlineData("-----BEGIN PRIVATE KEY-----MIIE-----END PRIVATE KEY-----|MIIEvQIBADANBg", "<secret>|MIIEvQIBADANBg")]
    [InlineData("x -----BEGIN PRIVATE KEY-----|MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7planted0123456|07:59 MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7planted0123456==|08:00 abcd==|and goes on", "x <secret>|<secret>|07:59 <secret>|08:00 <secret>|and goes on")]
    [InlineData("-----BEGIN PRIVATE KEY-----|MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7planted0123456 thread.name=main|{\"log\":\"MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7planted0123456\\n\"}|a b|trace=4bf92f3577b34da6a3ce929d0e0e4736", "<secret>|<secret> thread.name=main|{\"log\":\"<secret>\\n\"}|a b|trace=4bf92f3577b34da6a3ce929d0e0e4736")]
    [InlineData("-----BEGIN PRIVATE KEY-----|MIIE1|-----END PRIVATE KEY----------BEGIN PRIVATE KEY-----|MIIE2|-----END PRIVATE KEY-----|on", "<secret>||<secret>|||on")]
    [InlineData("a -----BEGIN PRIVATE KEY-----MIIE-----END PRIVATE KEY----- b -----BEGIN PRIVATE KEY-----|MIIE2|-----END PRIVATE KEY-----", "a <secret> b <secret>||")]
    [InlineData("quoted -----BEGIN PRIVATE KEY-----|stays|-----BEGIN PRIVATE KEY-----|MIIE|-----END PRIVATE KEY-----", "quoted <secret>|stays|<secret>||")]
    [InlineData("token:|  hunter2! y|next", "token:|  hunter2! y|next")]
    public void RedactEach_WhatGoesOverLines(string lines, string expected) => Assert.Equal(expected.Split('|'), Redactor.BuiltIn.RedactEach(lines.Split('|')));

    [Fact]
    public void RedactEach_KeyWithoutEnd_TakesNoMoreThanTwoHundredLines()
    {
        var lines = Enumerable.Repeat("MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7planted0123456", 300).Prepend("-----BEGIN PRIVATE KEY-----").ToList();

        Assert.Equal(100, Redactor.BuiltIn.RedactEach(lines).Count(line => line != "<secret>"));
    }

    [Theory]
    [InlineData("token:|  hunter2! y|next", "token:|  <secret> y|next")]
    [InlineData("token:||hunter2!", "token:||<secret>")]
    [InlineData("Exception:|at Shop.Pay()", "Exception:|at Shop.Pay()")]
    [InlineData("no -----BEGIN PRIVATE KEY----- in key.pem:|next", "no <secret>|next")]
    [InlineData("who:|EMP-123456 in", "who:|<employee> in")]
    public void RedactText_SecretBelowItsName(string lines, string expected) =>
        Assert.Equal(expected.Split('|'), RedactionFile.Parse("replace: [ { pattern: '^EMP-\\d+', with: <employee> } ]").RedactText(lines.Split('|')));

    [Fact]
    public void EveryBuiltInExpression_EndsInTime()
    {
        var expressions = typeof(Redactor).GetMethods(BindingFlags.Static | BindingFlags.NonPublic).Where(m => m.ReturnType == typeof(Regex) && m.GetParameters().Length == 0).Select(m => (Regex)m.Invoke(null, null)!).ToList();

        Assert.True(expressions.Count >= 9);
        Assert.All(expressions, e => Assert.NotEqual(Regex.InfiniteMatchTimeout, e.MatchTimeout));
    }

    /// <summary>Texts that were made to take long: what cannot be read in time is not kept, and nothing takes longer.</summary>
    [Theory]
    [InlineData("-----BEGIN ")]
    [InlineData("password_")]
    [InlineData("a@a-")]
    [InlineData("4 4-")]
    [InlineData("+1 (0")]
    [InlineData("http://a:")]
    [InlineData("Bearer ")]
    public void Redact_MadeToTakeLong_Ends(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, AlertLimits.Description / piece.Length)) + " password=hunter2!";

        Assert.DoesNotContain("hunter2!", Redactor.BuiltIn.Redact(text), StringComparison.Ordinal);
    }
}
