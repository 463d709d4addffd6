using Classifier.Api.Tests.Support;

namespace Classifier.Api.Tests.Intake;

public sealed class SecretsTests
{
    /// <summary>Shaped like the real thing, none of them is one.</summary>
    private static readonly string[] Planted =
    [
        "AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "ghp_16C7e42F292c6912E7710c838347Ae178B4a", "hunter2!pass", "4111 1111 1111 1111", "jo.doe@example.org", "+47 22 12 34 56",
    ];

    [Fact]
    public async Task Planted_NeverReachStoreOrChat()
    {
        using var home = new TestHome();
        await using (var service = await RunningService.StartAsync(home: home))
        {
            var alert = new
            {
                title = $"edge 95 key {Planted[0]} found",
                description = $"aws_secret_access_key={Planted[1]}\ntoken {Planted[2]} at https://bot:{Planted[3]}@git.example.org/x\ncard {Planted[4]}, reported by {Planted[5]}, {Planted[6]}",
                labels = new { contact = Planted[5], password = Planted[3] },
                logs = new[] { $"Authorization: Bearer {Planted[2]}" },
                severity = "high",
            };
            var incident = await service.OpenAsync(alert);
            await service.PostAsync($"/v1/incidents/{incident.Text("id")}/messages", new { text = $"the password={Planted[3]} was in it" });
            Assert.Contains("<secret>", incident.Text("title"), StringComparison.Ordinal);
        }

        // The service has ended, so the file holds everything.
        var files = Directory.GetFiles(Path.Combine(home.Root, "var"), "classifier.db*");
        foreach (var secret in Planted)
            Assert.DoesNotContain(files, file => Contains(file, secret));
        Assert.Contains(files, file => Contains(file, "git.example.org"));      // the search finds what is there
    }

    [Fact]
    public async Task Score_Planted_AreNotEchoed()
    {
        await using var service = await RunningService.StartAsync();

        var (_, score) = await service.PostAsync("/v1/score", new { title = $"{Planted[0]} edge 95", labels = new Dictionary<string, string> { ["site"] = Planted[2] } });

        Assert.Equal("<secret>", score.GetProperty("explanation")[0].Text("evidence"));
        Assert.Equal("<secret>", score.GetProperty("location").Text("site"));
    }

    private static bool Contains(string file, string text) => File.ReadAllBytes(file).AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(text)) >= 0;
}
