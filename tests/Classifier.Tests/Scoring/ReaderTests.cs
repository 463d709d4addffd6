using Classifier.Alerts;
using Classifier.Scoring;
using Classifier.Tests.Models;

namespace Classifier.Tests.Scoring;

public sealed class ReaderTests
{
    [Theory]
    [InlineData("Checkout is slow", "priority", "P1", Severity.Critical)]
    [InlineData("Checkout is slow", "colour", "red", Severity.Medium)]
    [InlineData("SEV-2: checkout is slow", "colour", "red", Severity.High)]
    [InlineData("Site is down", "colour", "red", Severity.High)]
    public void Severity_NotStated_IsReadFromLabelsThenText(string title, string label, string value, Severity expected) =>
        Assert.Equal(expected, SeverityReader.Read(SmallModel.Alert(title) with { Labels = Labels(label, value) }));

    [Theory]
    [InlineData("Checkout slow", "Nobody can pay at the moment", Severity.Critical)]
    [InlineData("Shop is down for everyone", "", Severity.Critical)]
    [InlineData("Lager", "Totalausfall seit 10:00", Severity.Critical)]
    [InlineData("Nobody can tell me who owns this", "", Severity.Medium)]
    [InlineData("Checkout slow", "many customers cannot check out", Severity.High)]
    [InlineData("Checkout slow - high prio", "", Severity.High)]
    [InlineData("Checkout slow", "some customers are affected, there is a workaround", Severity.Medium)]
    [InlineData("Checkout slow", "level=error msg=timeout", Severity.Medium)]
    [InlineData("Button misplaced", "Cosmetic only", Severity.Low)]
    [InlineData("Scan on Monday", "For information only", Severity.Info)]
    [InlineData("PROBLEM", "State: CRITICAL for 0d", Severity.Critical)]
    public void Severity_OfText_IsWhomItHits(string title, string description, Severity expected) =>
        Assert.Equal(expected, SeverityReader.Read(SmallModel.Alert(title, description)));

    [Theory]
    [InlineData("lb: backend be_shop has no server available!", Severity.Critical)]
    [InlineData("health ERROR shop: 4 of 9 instances failing", Severity.High)]
    [InlineData("ERROR request failed", Severity.Medium)]
    public void Severity_OfLogs_IsTheServicesHealth(string line, Severity expected) =>
        Assert.Equal(expected, SeverityReader.Read(SmallModel.Alert("Shop slow") with { Logs = ["INFO start", line] }));

    [Fact]
    public void Severity_StatedCritical_IsNeverLowered() =>
        Assert.Equal(Severity.Critical, SeverityReader.Read(SmallModel.Alert("minor") with { Severity = Severity.Critical, Labels = Labels("severity", "low") }));

    [Theory]
    [InlineData("Slow", "site", "fra2", "frankfurt")]
    [InlineData("Slow", "instance", "fra2-web-01:9100", "frankfurt")]
    [InlineData("No space on fra2-web-01", "x", "y", "frankfurt")]
    [InlineData("Trouble in New York again", "x", "y", "new-york")]
    [InlineData("Trouble in Paris", "x", "y", null)]
    public void Location_FromLabelsHostsAndWords_IsResolved(string title, string label, string value, string? expected) =>
        Assert.Equal(expected, new LocationReader(new Places()).Read(SmallModel.Alert(title) with { Labels = Labels(label, value) }).Key);

    [Theory]
    [InlineData("AWS access key found in a public repository", true)]
    [InlineData("Ransomware note on file server", true)]
    [InlineData("Possible data exfiltration from db1", true)]
    [InlineData("TLS certificate expires in 3 days", false)]
    [InlineData("WAF slows the site", false)]
    [InlineData("Password reset page returns 500", false)]
    public void SecurityRules_Text_TellCompromiseFromFault(string title, bool expected) =>
        Assert.Equal(expected, SecurityRules.Suspects(SmallModel.Alert(title)));

    [Theory]
    [InlineData("we got hacked", true)]
    [InlineData("key leaked", true)]
    [InlineData("Laptop gestohlen", true)]
    [InlineData("strange logins", true)]
    [InlineData("memory leak", false)]
    [InlineData("nothing works", false)]
    [InlineData("login broken", false)]
    [InlineData("hackathon page", false)]
    public void SecurityRules_WordOrTwo_NameCompromise(string title, bool expected) =>
        Assert.Equal(expected, SecurityRules.Names(SmallModel.Alert(title)));

    [Theory]
    [InlineData("It is broken", true)]
    [InlineData("The checkout page is broken", false)]
    [InlineData("help help help help help", true)]          // one word, however often
    [InlineData("12 34 56 78 90", true)]
    [InlineData("🔥 🔥🔥 👩‍🚒 🇳🇴 🔥", true)]
    [InlineData("disk 🔥🔥🔥🔥 100 %", true)]
    [InlineData("服务器磁盘已满", true)]                       // three words
    [InlineData("生产服务器磁盘已经满了", false)]
    [InlineData("ระบบชำระเงินใช้งานไม่ได้เลย", false)]
    [InlineData("サーバーのディスクが満杯です", false)]
    [InlineData("диск на сервере заполнен", false)]
    [InlineData("서버 디스크가 가득 찼습니다", false)]
    [InlineData("\uD800 \uDC00\uD800 x\uDBFF", true)]
    public void RuleScorer_FewWords_IsTooShort(string title, bool expected) =>
        Assert.Equal(expected, new RuleScorer(null).Score(SmallModel.Alert(title), ScoreParts.None).IsTooShort);

    private static SortedDictionary<string, string> Labels(string name, string value) => new() { [name] = value };

    private sealed class Places : ILocationResolver
    {
        public string? Resolve(string word) => word.ToLowerInvariant() switch
        {
            "fra" or "fra2" => "frankfurt",
            "new york" => "new-york",
            _ => null,
        };
    }
}
