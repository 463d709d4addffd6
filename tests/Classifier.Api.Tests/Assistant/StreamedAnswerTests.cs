using System.Runtime.CompilerServices;
using System.Text.Json;
using Classifier.Api.Identity;
using Classifier.Api.Tests.Support;

namespace Classifier.Api.Tests.Assistant;

/// <summary>Answers to free questions are read piece by piece, and told once, when they are whole.</summary>
public sealed class StreamedAnswerTests : AskingTests
{
    private const string Question = "@classifier what now?";
    private const string Signed = "\n(By a language model, from the brief.)";
    private const string NoAnswer = "The language model gave no answer. ";

    /// <summary>The fake tears events and letters apart; what is read is what was said.</summary>
    [Theory]
    [InlineData(ModelStreams.Yes)]
    [InlineData(ModelStreams.Refused)]
    [InlineData(ModelStreams.InOnePiece)]
    public async Task Answer_WithFunctionsAndManyAlphabets_IsTheSameHoweverItComes(ModelStreams streams)
    {
        const string Said = "Ønsket 代理返回 502 🦊🏽‍🚒 – прокси: zażółć.\nحسنا";
        await using var model = await FakeModel.StartAsync(streams);
        await using var service = await RunningService.StartAsync(settings: model.Settings);
        var id = await OpenAsync(service);
        model.Answer = (request, _) => Task.FromResult(FakeModel.Results(request).Count == 2
            ? FakeModel.Words($"{Said} {FakeModel.Results(request)[0]}")
            : FakeModel.Calls(("room-oncall", """{"arguments":"edge oslo"}"""), ("room-alerts", "{}")));

        var answer = await SayAsync(service, id, Question);
        var again = await SayAsync(service, id, Question);

        Assert.Equal($"{Said.Replace("\u200D", "", StringComparison.Ordinal)} Edge delivery: Ola Nordmann, on call for Oslo.\n(By a language model, from !alerts, !oncall.)", answer);
        Assert.Equal(answer, again);
        Assert.Equal([answer, answer], (await MessagesAsync(service, id)).Where(text => text.Contains('Ø', StringComparison.Ordinal)));
        var asked = model.Asked.Where(FakeModel.HasFunctions).ToList();     // the brief is asked for without, whenever it is
        Assert.Equal(streams == ModelStreams.Refused ? 5 : 4, asked.Count);     // refused once, and not asked so again
        Assert.Equal(streams == ModelStreams.Refused ? 1 : 4, asked.Count(FakeModel.WantsStream));
    }

    [Fact]
    public async Task BriefAndStatus_AreAskedForInOnePiece()
    {
        await using var model = await FakeModel.StartAsync();
        await using var service = await RunningService.StartAsync(settings: model.Settings);

        await SayAsync(service, await OpenAsync(service), "!status");

        Assert.NotEmpty(model.Asked);
        Assert.DoesNotContain(model.Asked, FakeModel.WantsStream);
    }

    /// <summary>A model that never ends is left, and what it said so far ends with a sentence.</summary>
    [Fact]
    public async Task Answer_ThatNeverEnds_IsCutAtASentence_AndReadNoFurther()
    {
        await using var model = await FakeModel.StartAsync();
        var written = 0;
        model.Events = (request, aborted) => WithoutEndAsync("Proxy 4.2 answers 502 again. ", () => written++, aborted);
        await using var service = await RunningService.StartAsync(settings: model.Settings);

        var answer = await SayAsync(service, await OpenAsync(service), Question);

        var said = answer[..^Signed.Length];
        Assert.EndsWith($"502 again.{Signed}", answer, StringComparison.Ordinal);
        Assert.InRange(said.Length, 1900, 2000);
        Assert.Equal(said, string.Join(' ', Enumerable.Repeat("Proxy 4.2 answers 502 again.", (said.Length + 1) / 29)));
        await Eventually.GetAsync(() => Task.FromResult(model.Left), left => left == 1);
        var atTheEnd = written;
        await Task.Delay(200, TestContext.Current.CancellationToken);
        Assert.Equal(atTheEnd, written);
    }

    [Theory]
    [InlineData("Word after word ", "Word after word…")]
    [InlineData("x", null)]
    [InlineData("一直返回错误。", "一直返回错误。")]
    public async Task Answer_ThatIsTooLong_EndsWithAWordWhereThereIsNoSentence(string repeated, string? end)
    {
        await using var model = await FakeModel.StartAsync();
        model.Answer = (_, _) => Task.FromResult(FakeModel.Words(string.Concat(Enumerable.Repeat(repeated, 3000 / repeated.Length))));
        await using var service = await RunningService.StartAsync(settings: model.Settings);
        var id = await OpenAsync(service);

        foreach (var streams in Enum.GetValues<ModelStreams>())
        {
            model.Streams = streams;
            var answer = await SayAsync(service, id, Question);
            if (end is null)
                Assert.StartsWith(NoAnswer, answer, StringComparison.Ordinal);
            else
                Assert.EndsWith($"{end}{Signed}", answer, StringComparison.Ordinal);
            Assert.InRange(answer.Length, 1, 2000 + Signed.Length);
        }
    }

    /// <summary>Half a secret is not known for one: what the end of reading tears apart is not shown.</summary>
    [Theory]
    [InlineData("AKIAIOSFODNN7EXAMPLE", "AKIAIO")]
    [InlineData("AKIA@IOSFODNN7EXAMPLE", "IOSFOD")]
    [InlineData("ghp_16C7e42F292c6912E7710c838347Ae178B4a", "ghp_16")]
    [InlineData("ann.example@example.org", "ann.ex")]
    [InlineData("-----BEGIN RSA PRIVATE KEY-----\nMIIEowIBAAKCAQEA\nabcdefghijklmnop\n-----END RSA PRIVATE KEY-----", "MIIEow")]
    public async Task Secret_InPiecesOrAcrossTheEnd_IsNotShown(string secret, string part)
    {
        await using var model = await FakeModel.StartAsync();
        await using var service = await RunningService.StartAsync(settings: model.Settings);
        var id = await OpenAsync(service);
        for (var before = 1990 - secret.Length; before <= 2000; before += 7)
        {
            model.Answer = (_, _) => Task.FromResult(FakeModel.Words($"It is so. {new string('y', before - 20)}. key {secret} and more. {new string('z', 300)}"));

            var answer = await SayAsync(service, id, Question);

            Assert.StartsWith("It is so.", answer, StringComparison.Ordinal);
            Assert.DoesNotContain(part, answer, StringComparison.Ordinal);
        }
    }

    /// <summary>Whatever breaks half-way: the template answers, and nothing of what came is shown.</summary>
    [Theory]
    [InlineData("stands still")]
    [InlineData("stands still in a call")]
    [InlineData("only comments")]
    [InlineData("connection is cut")]
    [InlineData("ends without a reason")]
    [InlineData("ends in a call")]
    [InlineData("is no JSON")]
    [InlineData("one endless event")]
    [InlineData("is an error")]
    public async Task Answer_ThatBreaksHalfWay_IsTheTemplates(string kind)
    {
        await using var model = await FakeModel.StartAsync();
        model.Events = (request, aborted) => FakeModel.Results(request).Count > 0 ? CompletionEvents.Of(FakeModel.Words(""), request).ToAsyncEnumerable() : BrokenAsync(kind, aborted);
        await using var service = await RunningService.StartAsync(settings: new Dictionary<string, string>(model.Settings)
        {
            ["Assistant:LongestPause"] = "00:00:05",
            ["Assistant:Timeout"] = kind == "only comments" ? "00:00:02" : "00:02:00",      // of the whole, which is longer than a request here waits
        });
        var id = await OpenAsync(service);

        var answer = await service.PassUntilAsync(SayAsync(service, id, Question));

        Assert.StartsWith($"{NoAnswer}{id}, Medium, Edge delivery", answer, StringComparison.Ordinal);
        Assert.DoesNotContain(await MessagesAsync(service, id), m => m.Contains("Half a sentence", StringComparison.Ordinal));
        Assert.Contains(answer, await MessagesAsync(service, id));
    }

    /// <summary>A round that ended in calls does not make whole what comes after it; some servers end such a round like an answer.</summary>
    [Theory]
    [InlineData("tool_calls")]
    [InlineData("stop")]
    public async Task Answer_WhoseSecondRoundEndsWithoutAReason_IsTheTemplates(string reason)
    {
        await using var model = await FakeModel.StartAsync();
        model.Events = (request, aborted) => FakeModel.Results(request).Count > 0
            ? BrokenAsync("ends without a reason", aborted)
            : CompletionEvents.Of(FakeModel.Calls(("room-alerts", "{}")), request).Select(e => e.Replace("\"finish_reason\":\"tool_calls\"", $"\"finish_reason\":\"{reason}\"", StringComparison.Ordinal)).ToAsyncEnumerable();
        await using var service = await RunningService.StartAsync(settings: model.Settings);
        var id = await OpenAsync(service);

        var answer = await SayAsync(service, id, Question);

        Assert.Contains(model.Asked, request => FakeModel.Results(request).Count > 0);
        Assert.StartsWith($"{NoAnswer}{id}, Medium, Edge delivery", answer, StringComparison.Ordinal);
        Assert.DoesNotContain(await MessagesAsync(service, id), m => m.Contains("Half a sentence", StringComparison.Ordinal));
    }

    /// <summary>Until the first piece a model reads what it was told, and functions take their time: neither is standing still.</summary>
    [Fact]
    public async Task Answer_ThatBeginsLate_IsWaitedFor()
    {
        await using var model = await FakeModel.StartAsync();
        await using var service = await RunningService.StartAsync(settings: model.Settings);
        model.Answer = (request, _) =>
        {
            if (FakeModel.HasFunctions(request))
                service.Clock.Advance(TimeSpan.FromMinutes(1));
            return Task.FromResult(FakeModel.Results(request).Count == 0 && FakeModel.HasFunctions(request) ? FakeModel.Calls(("room-alerts", "{}")) : FakeModel.Words("Late."));
        };

        Assert.Equal("Late.\n(By a language model, from !alerts.)", await SayAsync(service, await OpenAsync(service), Question));
    }

    /// <summary>What a model says before it looks something up is no answer, and where it was cut its last sentence is left out.</summary>
    [Fact]
    public async Task Answer_ThatItsServerCutOff_EndsWithItsLastWholeSentence()
    {
        await using var model = await FakeModel.StartAsync();
        model.Events = (request, _) => (FakeModel.Results(request).Count > 0
            ? CompletionEvents.Of(FakeModel.Words("Proxies answer 502. Ask the owner of", "length"), request)
            : [.. CompletionEvents.Text("Let me look. "), .. CompletionEvents.Of(FakeModel.Calls(("room-alerts", "{}")), request)]).ToAsyncEnumerable();
        await using var service = await RunningService.StartAsync(settings: model.Settings);

        Assert.Equal("Proxies answer 502.\n(By a language model, from !alerts.)", await SayAsync(service, await OpenAsync(service), Question));
    }

    [Fact]
    public async Task Pause_ThatCannotHold_StopsTheStart()
    {
        await using var model = await FakeModel.StartAsync();

        var refused = await Assert.ThrowsAsync<UnsafeDefaultsException>(() => RunningService.StartAsync(settings: new Dictionary<string, string>(model.Settings) { ["Assistant:LongestPause"] = "00:00:00" }));

        Assert.Contains("Assistant:LongestPause is 00:00:00", refused.Message, StringComparison.Ordinal);
    }

    private static async Task<string> OpenAsync(RunningService service) => (await service.OpenAsync(new { title = "edge 95 x", labels = new { location = "oslo" } })).Text("id");

    private static async IAsyncEnumerable<string> WithoutEndAsync(string text, Action written, [EnumeratorCancellation] CancellationToken aborted)
    {
        while (true)
        {
            foreach (var piece in CompletionEvents.Text(text))
            {
                aborted.ThrowIfCancellationRequested();
                written();
                yield return piece;
            }
            await Task.Yield();
        }
    }

    private static async IAsyncEnumerable<string> BrokenAsync(string kind, [EnumeratorCancellation] CancellationToken aborted)
    {
        yield return CompletionEvents.Delta(new() { ["role"] = "assistant", ["content"] = kind.EndsWith("call", StringComparison.Ordinal) ? "" : "Half a sentence is here. And" });
        if (kind.EndsWith("call", StringComparison.Ordinal))
            yield return CompletionEvents.Delta(new() { ["tool_calls"] = JsonSerializer.SerializeToNode(new[] { new { index = 0, id = "c", type = "function", function = new { name = "room-alerts", arguments = "{\"argu" } } }) });
        switch (kind)
        {
            case "stands still" or "stands still in a call":
                await Task.Delay(Timeout.Infinite, aborted);
                break;
            case "only comments":
                while (true)
                {
                    yield return ": still here\n\n";
                    await Task.Delay(50, aborted);
                }
            case "connection is cut":
                yield return "data: {\"choices\":[{\"delta\":{\"cont";
                throw new InvalidOperationException("cut");
            case "is no JSON":
                yield return "data: <html>502</html>\n\n";
                yield return CompletionEvents.Done;
                break;
            case "one endless event":
                while (true)
                    yield return $"data: {new string(' ', 4096)}";
            case "is an error":
                yield return "data: {\"error\":{\"message\":\"overloaded\",\"code\":500}}\n\n";
                break;
        }
    }
}
