using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Classifier.Api.Chat;
using Classifier.Api.Chat.Slack;
using Classifier.Api.Chat.Slack.Inbound;
using Classifier.Api.Rotations;
using Classifier.Api.Tests.Chat.Emulate;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging.Abstractions;

namespace Classifier.Api.Tests.Chat.Vendor;

/// <summary>Every request that we send to Slack, held against Slack's description of it.</summary>
public sealed partial class SlackRequestTests
{
    private static readonly ChatRoom Room = new("slack", "C1", "inc-7");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("conversations.kik", "channel=C1", "conversations.kik is no method")]
    [InlineData("chat.postMessage", "text=x", "chat.postMessage lacks channel")]
    [InlineData("chat.update", "channel=C1&ts=1.1&unfurl_links=false", "chat.update has no argument unfurl_links")]
    [InlineData("conversations.create", "name=x&is_private=yes", "conversations.create: is_private is no boolean: yes")]
    [InlineData("conversations.list", "limit=many", "conversations.list: limit is no integer: many")]
    [InlineData("chat.postMessage", "channel=C1&blocks=[{", "chat.postMessage: blocks is no string: [{")]
    public void Description_PlantedFault_IsFound(string method, string form, string fault) =>
        Assert.Equal([fault], SlackDescription.Load().FaultsOf(method, QueryHelpers.ParseQuery(form).ToDictionary(f => f.Key, f => f.Value.ToString())));

    [Fact]
    public async Task EveryRequest_IsAsSlackDescribesIt()
    {
        var description = SlackDescription.Load();
        using var recorder = new RecordingHandler();
        using var http = new HttpClient(recorder) { BaseAddress = new("http://127.0.0.1/api/") };
        var limits = new CallLimits("slack", new Dictionary<string, CallLimit>(), 1, TimeProvider.System);
        var (slack, message) = (new SlackApi(http, limits), new ChatMessage("brief", [new ButtonsBlock([new("Accept", "accept")])], "step-7"));
        var (connector, speaker) = (new SlackConnector(slack, isInteractive: true), new SlackSpeaker(slack, NullLogger<SlackSpeaker>.Instance));

        await connector.EnsureRoomAsync(new(RoomKind.Incident, "inc-7", "incident:7:public", IsPrivate: true, MayExist: true), Token);
        await connector.InviteAsync(Room, ["U1", "U2"], Token);
        await connector.RemoveAsync(Room, "U1", Token);
        await connector.SetTopicAsync(Room, "topic", Token);
        await connector.PostAsync(Room, message with { MayExist = true }, Token);
        await connector.UpdateAsync(new(Room, "1.1"), message, Token);
        await connector.UpdateAsync(new(Room, "1.1"), ChatMessage.Plain("text alone"), Token);
        await connector.PinAsync(new(Room, "1.1"), Token);
        await connector.BookmarkAsync(Room, "inc-7", new("https://classifier.example/incidents/inc-7"), Token);
        await connector.FindByMailAsync("ola@example.eu", Token);
        await connector.EnsureRoomAsync(new(RoomKind.Direct, "direct-ola", "direct:ola", IsPrivate: true) { Handle = "U1" }, Token);
        await connector.ArchiveAsync(Room, Token);
        await speaker.SayAsync("C1", "1.1", "answer", Token);
        await speaker.SayAsync("C1", null, message, Token);
        await speaker.WhisperAsync("C1", "U1", "answer", Token);
        await speaker.OpenAsync("trigger", new(SlackModal.Reassign, "7", new("Another owner"), new("Reassign"), new("Cancel"), []), Token);
        await speaker.LinkAsync("C1", "1.1", Token);
        await speaker.ReadAsync("C1", "1.1", Token);
        await new SlackAppApi(slack).OpenAsync(Token);
        await new SlackGroupShifts(slack).ReadAsync("S1", default, default, Token);

        Assert.Empty(recorder.Calls.SelectMany(c => description.FaultsOf(c.Method, c.Form)));
        Assert.Equal(MethodsInOurSource().Order(), recorder.Calls.Select(c => c.Method).Distinct().Order());
    }

    /// <summary>A call that this test does not make would be checked by nobody.</summary>
    private static IEnumerable<string> MethodsInOurSource() =>
        Directory.EnumerateFiles(Path.Combine(Home.Find().Root, "Api", "Chat", "Slack"), "*.cs", SearchOption.AllDirectories).SelectMany(f => MethodName().Matches(File.ReadAllText(f))).Select(m => m.Groups[1].Value).Distinct();

    [GeneratedRegex("\"((?:apps|auth|chat|conversations|pins|usergroups|users|views|bookmarks|reactions|files)\\.[a-zA-Z.]+)\"")]
    private static partial Regex MethodName();

    /// <summary>Answers every call well, and keeps it; only who is taken out was not there, so that the members are looked at.</summary>
    private sealed class RecordingHandler : HttpMessageHandler
    {
        public List<SlackCall> Calls { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var method = request.RequestUri!.Segments[^1];
            Calls.Add(new(method, QueryHelpers.ParseQuery(await request.Content!.ReadAsStringAsync(cancellationToken)).ToDictionary(f => f.Key, f => f.Value.ToString())));
            var answer = method == "conversations.kick"
                ? """{"ok":false,"error":"not_in_channel"}"""
                : """{"ok":true,"user_id":"U0","channel":{"id":"C1","name":"inc-7"},"channels":[],"members":[],"users":[],"user":{"id":"U1"},"bookmarks":[],"messages":[],"ts":"1.1","url":"wss://slack.test/link","permalink":"https://slack.test/p1"}""";
            return new(HttpStatusCode.OK) { Content = new StringContent(answer, Encoding.UTF8, "application/json") };
        }
    }
}
