using System.Text.Json;
using System.Text.Json.Nodes;
using Classifier.Api.Chat.Slack;
using Classifier.Api.Chat.Slack.Inbound;

namespace Classifier.Api.Tests.Chat;

/// <summary>Deliveries that others recorded from Slack, or that Slack's own SDK documents, are read.</summary>
public sealed class SlackRecordedTests
{
    [Theory]
    [InlineData("recorded-app-mention", "app_mention", "U00FAKEUSER1", "C00FAKECHAN1", "@classifier Test")]
    [InlineData("recorded-member-joined", "member_joined_channel", null, null, "")]
    [InlineData("sdk-event-AppMentionPayload", "app_mention", null, null, null)]
    [InlineData("sdk-event-MessagePayload", "message", null, null, null)]
    [InlineData("sdk-event-MemberJoinedChannelPayload", "member_joined_channel", null, null, null)]
    [InlineData("sdk-event-ReactionAddedPayload", "reaction_added", null, null, null)]
    public void Event_IsRead(string file, string type, string? user, string? channel, string? text)
    {
        var heard = JsonSerializer.Deserialize(Read(file), SlackJson.Default.SlackCallback)!.Event!;

        Assert.Equal(type, heard.Type);
        if (user is not null)
            Assert.Equal((user, channel), (heard.User, heard.Channel));
        if (text is not null)
            Assert.Equal(text, SlackMarkup.Plain(heard.Text, "U00FAKEBOT01"));
    }

    [Fact]
    public void Button_IsRead()
    {
        var pressed = JsonSerializer.Deserialize(Read("recorded-block-actions-button"), SlackJson.Default.SlackInteraction)!;

        Assert.Equal(("block_actions", "U00FAKEUSER1", "C00FAKECHAN1", "info"), (pressed.Type, pressed.User?.Id, pressed.Container?.ChannelId, pressed.Actions?[0].ActionId));
        Assert.StartsWith("10215325802133.", pressed.TriggerId, StringComparison.Ordinal);
    }

    [Fact]
    public void Form_IsRead()
    {
        var filled = JsonSerializer.Deserialize(Read("recorded-view-submission"), SlackJson.Default.SlackInteraction)!;

        Assert.Equal(("view_submission", "U00FAKEUSER2", "V0AB2P1M2HX"), (filled.Type, filled.User?.Id, filled.View?.Id));
        Assert.NotEmpty(filled.View!.State!.Values!);
    }

    [Theory]
    [InlineData("sdk-block-actions", "block_actions")]
    [InlineData("sdk-view-submission", "view_submission")]
    public void Interaction_AsTheSdkHasIt_IsRead(string file, string type) => Assert.Equal(type, JsonSerializer.Deserialize(Read(file), SlackJson.Default.SlackInteraction)!.Type);

    [Fact]
    public void SlashCommand_IsRead()
    {
        var slash = JsonSerializer.Deserialize(Read("recorded-slash-command"), SlackJson.Default.SlackSlash)!;

        Assert.Equal(("U00FAKEUSER2", "C00FAKECHAN3", "some arguments here"), (slash.UserId, slash.ChannelId, slash.Text));
    }

    [Theory]
    [InlineData("<@UBOT> ack", "@classifier ack")]
    [InlineData("see <https://a.example/x?a=1&amp;b=2> now", "see https://a.example/x?a=1&b=2 now")]
    [InlineData("<https://a.example|the page> &lt;b&gt; &amp;amp;", "the page <b> &amp;")]
    [InlineData("<!here> <#C1|general> <@U2|ann> <@U3>", "here general ann @U3")]
    public void Text_IsWhatPeopleSee(string sent, string seen) => Assert.Equal(seen, SlackMarkup.Plain(sent, "UBOT"));

    private static string Read(string file)
    {
        var text = File.ReadAllText(Require.Shared("payloads", "slack-inbound", $"{file}.json"));
        // Some files hold what was recorded below a member of their own.
        return JsonNode.Parse(text) is JsonObject { Count: 1 } only && only.First().Value is JsonObject inner ? inner.ToJsonString() : text;
    }
}
