using System.Globalization;
using System.Text;
using System.Text.Json;
using Classifier.Alerts;
using Classifier.Api.Chat;
using Classifier.Api.Chat.Slack;
using Classifier.Api.Chat.Slack.Inbound;
using Classifier.Api.Tests.Support;
using Classifier.Decisions;
using Classifier.Directories;
using Classifier.Incidents;
using Classifier.Scoring;

namespace Classifier.Api.Tests.Chat.Vendor;

/// <summary>The blocks and forms that we send, compiled against Slack's own types; and the arguments that its older description lacks.</summary>
public sealed class BlockKitTests
{
    private static readonly BriefBlock Brief = new("Certificate expiry for Edge delivery", 0.93, 0.9, 0.5, ["Because of “certificate”", "", "Similar: INC-77", new string('x', 4_000)]);
    private static readonly ButtonsBlock Buttons = new([new("Accept Edge delivery", "accept inc-7"), new(new string('y', 90), "not-an-incident inc-7")]);
    private static readonly NoticeBlock Notice = new("state", "Ola Nordmann has it.");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Blocks_ThatWeSend_CompileAgainstSlacksTypes_AndPlantedFaultsDoNot()
    {
        using var folder = NodeScript.Folder();
        string[] ours =
        [
            Blocks(new("brief", [Brief, Buttons])),
            Blocks(new("note", [Notice])),
            Blocks(new("answer", [Buttons])),
        ];
        await WriteAsync("ours.ts", $$"""
            import type { KnownBlock, ModalView } from '@slack/types';
            import type { ChatPostMessageArguments, ConversationsHistoryArguments } from '@slack/web-api';
            {{string.Concat(ours.Select((blocks, i) => $"export const message{i} = {blocks} satisfies KnownBlock[];\n"))}}
            export const modal = {{Modal()}} satisfies ModalView;
            {{Arguments(SlackDescription.LaterArguments)}}
            """);
        // One fault a file: each has to be found by itself.
        (string File, string Text)[] planted =
        [
            ("element.ts", $"export const x = {ours[0].Replace("\"button\"", "\"knob\"", StringComparison.Ordinal)} satisfies KnownBlock[];"),
            ("block.ts", $"export const x = {ours[0].Replace("\"section\"", "\"sector\"", StringComparison.Ordinal)} satisfies KnownBlock[];"),
            ("text.ts", $"export const x = {ours[2].Replace("\"plain_text\"", "\"mrkdwn\"", StringComparison.Ordinal)} satisfies KnownBlock[];"),
            ("member.ts", $"export const x = {ours[1].Replace("\"elements\"", "\"element\"", StringComparison.Ordinal)} satisfies KnownBlock[];"),
            ("form.ts", $"export const x = {Modal().Replace("\"options\"", "\"choices\"", StringComparison.Ordinal)} satisfies ModalView;"),
            ("argument.ts", Arguments([("chat.postMessage", "metadatum", "")])),
        ];
        foreach (var (file, text) in planted)
            await WriteAsync(file, $"import type {{ KnownBlock, ModalView }} from '@slack/types';\nimport type {{ ChatPostMessageArguments }} from '@slack/web-api';\n{text}");

        var (_, output) = await NodeScript.RunFileAsync(folder, Path.Combine(Require.Npm("typescript"), "bin", "tsc"),
            ["--noEmit", "--strict", "--skipLibCheck", "--module", "nodenext", "--moduleResolution", "nodenext", "--target", "es2022", "ours.ts", .. planted.Select(p => p.File)]);

        Assert.Equal(planted.Select(p => p.File).Order(), output.Split('\n').Where(l => l.Contains("error TS", StringComparison.Ordinal)).Select(l => l.Split('(')[0]).Distinct().Order());

        Task WriteAsync(string file, string text) => File.WriteAllTextAsync(Path.Combine(folder.Path, file), text, Token);
    }

    /// <summary>What types do not say: the lengths of https://api.slack.com/reference/block-kit.</summary>
    [Fact]
    public void Blocks_OfAnyText_KeepSlacksLengths()
    {
        var long_ = string.Concat(Enumerable.Repeat("😀x", 3_000));
        var message = new ChatMessage("x", [new BriefBlock(long_, 0.9, 0.9, 0.5, [.. Enumerable.Repeat(long_, 80)]), new NoticeBlock("state", long_), new ButtonsBlock([new(long_, long_)])]);
        using var blocks = JsonDocument.Parse(Blocks(message));
        using var modal = JsonDocument.Parse(Modal(long_));

        Assert.Equal(50, blocks.RootElement.GetArrayLength());
        AssertTexts(blocks.RootElement, "header", 150);
        AssertTexts(blocks.RootElement, "section", 3_000);
        using var few = JsonDocument.Parse(Blocks(message with { Blocks = [.. message.Blocks.Skip(1)] }));
        AssertTexts(few.RootElement, "context", 3_000);
        var button = few.RootElement[1].GetProperty("elements")[0];
        Assert.InRange(button.GetProperty("text").Text("text").Length, 1, 75);
        Assert.InRange(button.Text("value").Length, 1, 2_000);
        Assert.All(modal.RootElement.GetProperty("blocks")[0].GetProperty("element").GetProperty("options").EnumerateArray(), o => Assert.InRange(o.GetProperty("text").Text("text").Length, 1, 75));

        static void AssertTexts(JsonElement blocks, string type, int most)
        {
            var texts = blocks.EnumerateArray().Where(b => b.Text("type") == type).Select(b => b.TryGetProperty("text", out var text) ? text : b.GetProperty("elements")[0]).Select(t => t.Text("text")).ToList();
            Assert.NotEmpty(texts);
            Assert.All(texts, text =>
            {
                Assert.InRange(text.Length, 1, most);
                Assert.DoesNotContain('\uFFFD', text);
            });
        }
    }

    private static string Blocks(ChatMessage message) => SlackMessages.Blocks(message, hasButtons: true)!;

    private static string Modal(string? team = null)
    {
        using var home = new TestHome(team is null ? null : Some.DirectoryYaml.Replace("name: Careful team", $"name: {team[..200]}", StringComparison.Ordinal));
        var incident = new Incident
        {
            Number = 7,
            Title = "x",
            Severity = Severity.Medium,
            IssueType = new("certificate-expiry", 0.9, AnswerSource.Model),
            OwningTeam = new("edge", 0.9, AnswerSource.Model),
            Decision = DecisionKind.Suggest,
            Trust = 0.9,
            Novelty = Novelty.Known,
            Location = Location.Unknown,
            IsPrivate = false,
            Source = "api",
            DedupKey = "k",
            Episode = 1,
            OpenedAt = Some.Monday,
        };
        return JsonSerializer.Serialize(SlackModal.ForOwner(incident, DirectoryFile.Load(new Home(home.Root).DirectoryFile)), SlackJson.Default.SlackModal);
    }

    /// <summary>Names each argument in the client's type of the method's arguments.</summary>
    private static string Arguments(IReadOnlyList<(string Method, string Argument, string Type)> arguments)
    {
        var text = new StringBuilder();
        foreach (var (method, argument, _) in arguments)
        {
            var type = string.Concat(method.Split('.').Select(w => char.ToUpperInvariant(w[0]) + w[1..]));
            text.AppendLine(CultureInfo.InvariantCulture, $"export type {type}_{argument} = NonNullable<{type}Arguments>['{argument}'];");
        }
        return text.ToString();
    }
}
