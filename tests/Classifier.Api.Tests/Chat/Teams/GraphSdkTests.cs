using System.Text.Json.Nodes;
using Classifier.Api.Chat;
using Classifier.Api.Chat.Teams.Protocol;
using Classifier.Api.Tests.Chat.Contract;
using Classifier.Faults.Chat.Teams;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Graph;
using Microsoft.Graph.Models;
using Microsoft.Kiota.Abstractions;
using Microsoft.Kiota.Abstractions.Authentication;

namespace Classifier.Api.Tests.Chat.Teams;

/// <summary>Microsoft's own client of Graph drives our fake of it, and says what each call of ours has to look like.</summary>
public sealed class GraphSdkTests : IAsyncLifetime
{
    private TeamsWorkspace _teams = null!;
    private GraphServiceClient _sdk = null!;
    private GraphApi _ours = null!;
    private HttpClient _http = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private FakeTeams Fake => _teams.Fake;

    public async ValueTask InitializeAsync()
    {
        _teams = await TeamsWorkspace.StartAsync();
        _http = new();
        var options = _teams.Options();
        var token = new EntraToken(_http, options, options.GraphScope, TimeProvider.System);
        _ours = new(new(_http, token, new(TeamsHttp.ConnectorName, new Dictionary<string, CallLimit>(), 1, TimeProvider.System)), options);
        _sdk = new(_http, new WithToken(token), Fake.GraphUrl.AbsoluteUri.TrimEnd('/'));
    }

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return _teams.DisposeAsync();
    }

    [Fact]
    public async Task Sdk_DrivesTheFake_AndReadsItBack()
    {
        var (ann, team) = (_teams.People(1)[0], _sdk.Teams[FakeTenant.TeamId]);

        var open = (await team.Channels.PostAsync(new() { DisplayName = "inc-1", Description = "what it is", MembershipType = ChannelMembershipType.Standard }, cancellationToken: Token))!;
        var secret = (await team.Channels.PostAsync(new() { DisplayName = "inc-2", MembershipType = ChannelMembershipType.Private, Members = [Member(FakeTenant.Owner, "owner")] }, cancellationToken: Token))!;
        var added = (await team.Members.Add.PostAsAddPostResponseAsync(new() { Values = [Member(ann), Member(Guid.NewGuid().ToString())] }, cancellationToken: Token))!.Value!;
        await team.Channels[secret.Id].Members.PostAsync(Member(ann), cancellationToken: Token);
        await team.Channels[open.Id].PatchAsync(new() { Description = "another" }, cancellationToken: Token);
        await team.Channels[open.Id].Archive.PostAsync(new() { ShouldSetSpoSiteReadOnlyForMembers = false }, cancellationToken: Token);

        Assert.Equal([null, "NotFound"], added.Select(a => a.Error?.Code));
        var listed = (await team.Channels.GetAsync(r => r.QueryParameters.Select = ["id", "displayName", "description", "membershipType", "isArchived"], Token))!.Value!;
        Assert.Equal([("inc-1", "another", ChannelMembershipType.Standard, true), ("inc-2", null, ChannelMembershipType.Private, false)], listed.Select(c => (c.DisplayName!, c.Description, c.MembershipType!.Value, c.IsArchived!.Value)));
        var members = (await team.Channels[secret.Id].Members.GetAsync(cancellationToken: Token))!.Value!.Cast<AadUserConversationMember>().ToList();
        Assert.Equal([(FakeTenant.Owner, "owner"), (ann, null)], members.Select(m => (m.UserId!, m.Roles!.FirstOrDefault())));
        await team.Channels[secret.Id].Members[members[1].Id].DeleteAsync(cancellationToken: Token);
        Assert.Single((await team.Channels[secret.Id].Members.GetAsync(cancellationToken: Token))!.Value!);
        await team.Channels[open.Id].Unarchive.PostAsync(cancellationToken: Token);
        Assert.False((await team.Channels[open.Id].GetAsync(cancellationToken: Token))!.IsArchived);
        var refused = await Assert.ThrowsAsync<Microsoft.Graph.Models.ODataErrors.ODataError>(() => team.Channels.PostAsync(new() { DisplayName = "INC-1" }, cancellationToken: Token));
        Assert.Equal((400, "NameAlreadyExists"), (refused.ResponseStatusCode, refused.Error!.Code));
    }

    [Fact]
    public async Task Sdk_ReadsMessagesAndPages()
    {
        var channel = Fake.Look(t => t.Open("inc-1", "", isPrivate: false, []).Channel!);
        await _teams.SayAsync(new("teams", channel.Id, "inc-1"), "on it", 60);
        Fake.Look(t => t.Say(channel.Messages, null, "", """{"attachments":[{"content":{"type":"AdaptiveCard","body":[]}}]}"""));
        var messages = _sdk.Teams[FakeTenant.TeamId].Channels[channel.Id].Messages;

        var first = (await messages.GetAsync(r => r.QueryParameters.Top = 50, Token))!;
        var second = (await messages.WithUrl(first.OdataNextLink!).GetAsync(cancellationToken: Token))!;

        Assert.Equal((50, 11), (first.Value!.Count, second.Value!.Count));
        Assert.Equal((FakeTenant.AppId, "application/vnd.microsoft.card.adaptive"), (first.Value[0].From!.Application!.Id, first.Value[0].Attachments![0].ContentType));
        Assert.Equal(("on it", FakeTenant.Owner), (second.Value[0].Body!.Content, second.Value[0].From!.User!.Id));
    }

    [Fact]
    public async Task EachCallOfOurs_IsWhatTheSdkSends()
    {
        var (ann, team) = (_teams.People(1)[0], _sdk.Teams[FakeTenant.TeamId]);
        var (open, secret) = Fake.Look(t => (t.Open("inc-1", "", isPrivate: false, []).Channel!.Id, t.Open("inc-2", "", isPrivate: true, [FakeTenant.Owner]).Channel!.Id));
        var message = Fake.Look(t => t.Say(t.Channels[0].Messages, FakeTenant.Owner, "x").Id);
        var channel = team.Channels[open];
        string[] members = ["id", "displayName", "description", "membershipType", "isArchived"];

        await AssertSameAsync(() => ReadAsync(_ours.ChannelsAsync(Token)), () => team.Channels.GetAsync(r => r.QueryParameters.Select = members, Token));
        await AssertSameAsync(() => _ours.ChannelAsync(open, Token), () => channel.GetAsync(r => r.QueryParameters.Select = members, Token));
        await AssertSameAsync(() => _ours.CreateAsync("inc-3", "what", isPrivate: false, Token), () => team.Channels.PostAsync(new() { DisplayName = "inc-3", Description = "what", MembershipType = ChannelMembershipType.Standard }, cancellationToken: Token));
        await AssertSameAsync(() => _ours.CreateAsync("inc-4", "what", isPrivate: true, Token),
            () => team.Channels.PostAsync(new() { DisplayName = "inc-4", Description = "what", MembershipType = ChannelMembershipType.Private, Members = [Member(FakeTenant.Owner, "owner")] }, cancellationToken: Token));
        await AssertSameAsync(() => _ours.DescribeAsync(open, "other", Token), () => channel.PatchAsync(new() { Description = "other" }, cancellationToken: Token));
        await AssertSameAsync(() => _ours.ArchiveAsync(open, Token), () => channel.Archive.PostAsync(new() { ShouldSetSpoSiteReadOnlyForMembers = false }, cancellationToken: Token));
        await AssertSameAsync(() => _ours.UnarchiveAsync(open, Token), () => channel.Unarchive.PostAsync(cancellationToken: Token));
        await AssertSameAsync(() => ReadAsync(_ours.TeamMembersAsync(Token)), () => team.Members.GetAsync(r => r.QueryParameters.Top = 999, Token));
        await AssertSameAsync(() => ReadAsync(_ours.ChannelMembersAsync(secret, Token)), () => team.Channels[secret].Members.GetAsync(r => r.QueryParameters.Top = 999, Token));
        await AssertSameAsync(() => _ours.AddToTeamAsync([ann], Token), () => team.Members.Add.PostAsAddPostResponseAsync(new() { Values = [Member(ann)] }, cancellationToken: Token));
        await AssertSameAsync(() => _ours.AddToChannelAsync(secret, ann, Token), () => team.Channels[secret].Members.PostAsync(Member(ann), cancellationToken: Token));
        await AssertSameAsync(() => _ours.RemoveFromChannelAsync(secret, "m==/1", Token), () => team.Channels[secret].Members["m==/1"].DeleteAsync(cancellationToken: Token));
        await AssertSameAsync(() => _ours.UserAsync(ann, Token), () => _sdk.Users[ann].GetAsync(r => r.QueryParameters.Select = ["id", "displayName"], Token));
        await AssertSameAsync(() => _ours.UsersByMailAsync("ann.o'hara@example.org", Token), () => _sdk.Users.GetAsync(r =>
            (r.QueryParameters.Filter, r.QueryParameters.Select) = ("mail eq 'ann.o''hara@example.org' or userPrincipalName eq 'ann.o''hara@example.org'", ["id", "displayName"]), Token));
        await AssertSameAsync(() => ReadAsync(_ours.MessagesAsync(new(open, null), Token)), () => channel.Messages.GetAsync(r => r.QueryParameters.Top = 50, Token));
        await AssertSameAsync(() => ReadAsync(_ours.MessagesAsync(new(open, message), Token)), () => channel.Messages[message].Replies.GetAsync(r => r.QueryParameters.Top = 50, Token));
        await AssertSameAsync(() => _ours.MessageAsync(new(open, message), message, Token), () => channel.Messages[message].GetAsync(cancellationToken: Token));
        await AssertSameAsync(() => _ours.MessageAsync(new(open, message), "7", Token), () => channel.Messages[message].Replies["7"].GetAsync(cancellationToken: Token));
    }

    /// <summary>The comparison finds what differs.</summary>
    [Fact]
    public async Task CallThatDiffers_IsFound()
    {
        var team = _sdk.Teams[FakeTenant.TeamId];
        await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(() => AssertSameAsync(() => _ours.CreateAsync("inc-3", "what", isPrivate: false, Token), () => team.Channels.PostAsync(new() { DisplayName = "inc-3", MembershipType = ChannelMembershipType.Standard }, cancellationToken: Token)));
        await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(() => AssertSameAsync(() => ReadAsync(_ours.TeamMembersAsync(Token)), () => team.Members.GetAsync(r => r.QueryParameters.Top = 100, Token)));
        await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(() => AssertSameAsync(() => ReadAsync(_ours.TeamMembersAsync(Token)), () => team.Channels.GetAsync(r => r.QueryParameters.Top = 999, Token)));
    }

    private async Task AssertSameAsync(Func<Task> ours, Func<Task> sdk)
    {
        var (mine, theirs) = (await CallAsync(ours), await CallAsync(sdk));
        Assert.Equal((theirs.Method, PathOf(theirs)), (mine.Method, PathOf(mine)));
        Assert.Equal(QueryOf(theirs), QueryOf(mine));
        Assert.True(JsonNode.DeepEquals(BodyOf(theirs), BodyOf(mine)), $"{PathOf(mine)}: {mine.Body} instead of {theirs.Body}");
    }

    /// <summary>What is called, whatever is answered.</summary>
    private async Task<TeamsCallSeen> CallAsync(Func<Task> call)
    {
        var before = Fake.Calls.Count;
        try
        {
            await call();
        }
        catch (ApiException)
        {
            // The second of two finds done what it asks for.
        }
        catch (Classifier.Api.Chat.ChatException)
        {
            // The same.
        }
        return Assert.Single(Fake.Calls.Skip(before), c => c.Name != "POST token");
    }

    private static async Task ReadAsync<T>(IAsyncEnumerable<T> items)
    {
        await foreach (var _ in items)
            continue;
    }

    private static string PathOf(TeamsCallSeen call) => call.Path.Split('?')[0];

    private static SortedDictionary<string, string> QueryOf(TeamsCallSeen call) => new(QueryHelpers.ParseQuery(call.Path.Contains('?', StringComparison.Ordinal) ? call.Path[call.Path.IndexOf('?', StringComparison.Ordinal)..] : "").ToDictionary(q => q.Key, q => q.Value.ToString()));

    private static JsonNode? BodyOf(TeamsCallSeen call) => call.Body.Length == 0 ? null : JsonNode.Parse(call.Body);

    private AadUserConversationMember Member(string user, params string[] roles) => new() { Roles = [.. roles], AdditionalData = new Dictionary<string, object> { ["user@odata.bind"] = $"{Fake.GraphUrl}users('{user}')" } };

    private sealed class WithToken(EntraToken token) : IAuthenticationProvider
    {
        public async Task AuthenticateRequestAsync(RequestInformation request, Dictionary<string, object>? additionalAuthenticationContext = null, CancellationToken cancellationToken = default) =>
            request.Headers.Add("Authorization", $"Bearer {await token.GetAsync(cancellationToken)}");
    }
}
