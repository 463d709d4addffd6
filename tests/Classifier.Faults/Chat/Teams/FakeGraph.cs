using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Classifier.Faults.Chat.Teams;

/// <summary>An answer of the fake.</summary>
internal sealed record TeamsReply(int Status, JsonObject? Body = null);

/// <summary>The calls of Microsoft Graph that a connector makes, as https://learn.microsoft.com/graph/api describes them.</summary>
internal static partial class FakeGraph
{
    private const string Member = "#microsoft.graph.aadUserConversationMember";

    /// <summary>Answers a call.</summary>
    /// <param name="tenant">What it is about.</param>
    /// <param name="method">HTTP's.</param>
    /// <param name="path">Below the version, decoded, without a slash before it.</param>
    /// <param name="query">With its question mark.</param>
    /// <param name="body">JSON; null for none.</param>
    /// <param name="self">Address of the call, for further pages.</param>
    public static TeamsReply Call(FakeTenant tenant, string method, string path, string query, JsonObject? body, Uri self)
    {
        var parameters = QueryHelpers.ParseQuery(query);
        return (method, path.Split('/')) switch
        {
            ("GET", ["users"]) => Users(tenant, parameters["$filter"].ToString()),
            ("GET", ["users", var id]) => tenant.Users.TryGetValue(id, out var user) ? new(200, Describe(user)) : Refuse(404, "Request_ResourceNotFound", $"Resource '{id}' does not exist."),
            (_, ["teams", FakeTenant.TeamId, .. var rest]) => InTeam(tenant, method, rest, parameters, body, self),
            _ => Refuse(404, "NotFound", "No team found."),
        };
    }

    public static TeamsReply Refuse(int status, string code, string message) => new(status, new() { ["error"] = new JsonObject { ["code"] = code, ["message"] = message, ["innerError"] = new JsonObject { ["code"] = code, ["message"] = message, ["request-id"] = "0" } } });

    private static TeamsReply InTeam(FakeTenant tenant, string method, string[] path, Dictionary<string, StringValues> query, JsonObject? body, Uri self)
    {
        switch (method, path)
        {
            case ("GET", ["channels"]):
                return Page([.. tenant.Channels.Where(c => c.Lag == 0).Select(c => Describe(c))], query, self, 1000, 1000);
            case ("POST", ["channels"]):
                return Create(tenant, body!);
            case ("GET", ["members"]):
                return Page([.. tenant.Team.Select(m => Describe(tenant, m))], query, self, 100, 999);
            case ("POST", ["members", "add"]):
                return AddAll(tenant, body!);
            case (_, ["channels", var id, .. var rest]):
                return tenant.Find(id) is { } channel ? InChannel(tenant, channel, method, rest, query, body, self) : Refuse(404, "NotFound", "No thread found with the given id.");
            default:
                return Refuse(404, "NotFound", "No such resource.");
        }
    }

    private static TeamsReply InChannel(FakeTenant tenant, TenantChannel channel, string method, string[] path, Dictionary<string, StringValues> query, JsonObject? body, Uri self)
    {
        switch (method, path)
        {
            case ("GET", []):
                return new(200, Describe(channel));
            case ("PATCH", []):
                if (channel.IsArchived)
                    return Refuse(403, "Forbidden", "The channel is archived.");
                if ((string?)body!["description"] is not { Length: <= 1024 } description)
                    return Refuse(400, "BadRequest", "Channel description is too long.");
                channel.Description = description;
                return new(204);
            case ("POST", ["archive"] or ["unarchive"]):
                if (channel.Pending is not null)
                    return Refuse(409, "Conflict", "Another operation is in progress.");
                tenant.Archive(channel, path[0] == "archive");
                return new(202);
            case ("GET", ["members"]):
                return Page([.. channel.Members.Select(m => Describe(tenant, m))], query, self, 100, 999);
            case ("POST", ["members"]):
                return Add(tenant, channel, body!);
            case ("DELETE", ["members", var membership]):
                return channel.Members.RemoveAll(m => m.Membership == membership) > 0 ? new(204) : Refuse(404, "NotFound", "No member found.");
            case ("GET", ["messages"]):
                return Page([.. Enumerable.Reverse(channel.Messages).Where(m => m.Root is null).Select(m => Describe(m))], query, self, 20, 50);
            case ("GET", ["messages", var root, "replies"]):
                return Page([.. Enumerable.Reverse(channel.Messages).Where(m => m.Root == root).Select(m => Describe(m))], query, self, 20, 50);
            case ("GET", ["messages", .., _]):
                return channel.Messages.Find(m => m.Id == path[^1]) is { } message ? new(200, Describe(message)) : Refuse(404, "NotFound", "No message found.");
            default:
                return Refuse(404, "NotFound", "No such resource.");
        }
    }

    private static TeamsReply Create(FakeTenant tenant, JsonObject body)
    {
        if (tenant.Refusal is var (status, code, words))
            return Refuse(status, code, words);
        var owners = (body["members"] as JsonArray ?? []).Where(m => m?["roles"] is JsonArray roles && roles.Any(r => (string?)r == "owner")).Select(m => UserOf(m!)).ToList();
        var (channel, fault, message) = tenant.Open((string?)body["displayName"] ?? "", (string?)body["description"] ?? "", (string?)body["membershipType"] == "private", owners);
        return channel is null ? Refuse(400, fault, message) : new(201, Describe(channel));
    }

    private static TeamsReply Add(FakeTenant tenant, TenantChannel channel, JsonObject body)
    {
        var user = UserOf(body);
        if (!channel.IsPrivate)
            return Refuse(400, "BadRequest", "Members can be added to private channels alone.");
        if (!tenant.Users.ContainsKey(user))
            return Refuse(404, "NotFound", "User not found.");
        if (tenant.Team.TrueForAll(m => !string.Equals(m.User, user, StringComparison.OrdinalIgnoreCase)))
            return Refuse(403, "Forbidden", "The user is not in the team.");
        return new(201, Describe(tenant, tenant.Add(channel.Members, user, isOwner: false)));
    }

    private static TeamsReply AddAll(FakeTenant tenant, JsonObject body)
    {
        var values = body["values"] as JsonArray ?? [];
        if (values.Count > 200)
            return Refuse(400, "BadRequest", "At most 200 members can be added.");
        return new(200, new()
        {
            ["value"] = new JsonArray([.. values.Select(v =>
            {
                var user = UserOf(v!);
                var isKnown = tenant.Users.ContainsKey(user);
                if (isKnown)
                    tenant.Add(tenant.Team, user, isOwner: false);
                return new JsonObject { ["@odata.type"] = "#microsoft.graph.aadUserConversationMemberResult", ["userId"] = user, ["error"] = isKnown ? null : new JsonObject { ["code"] = "NotFound", ["message"] = "Failed to find user." } };
            })]),
        });
    }

    private static TeamsReply Users(FakeTenant tenant, string filter)
    {
        var mails = Quoted().Matches(filter).Select(m => m.Groups[1].Value.Replace("''", "'", StringComparison.Ordinal)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return new(200, new() { ["value"] = new JsonArray([.. tenant.Users.Values.Where(u => mails.Contains(u.Mail)).Select(Describe)]) });
    }

    private static TeamsReply Page(IReadOnlyList<JsonObject> all, Dictionary<string, StringValues> query, Uri self, int usual, int most)
    {
        var top = int.TryParse(query.GetValueOrDefault("$top").ToString(), CultureInfo.InvariantCulture, out var asked) ? asked : usual;
        if (top > most)
            return Refuse(400, "BadRequest", $"The limit of '{most}' for Top query has been exceeded.");
        var from = int.TryParse(query.GetValueOrDefault("$skiptoken").ToString(), CultureInfo.InvariantCulture, out var token) ? token : 0;
        var wanted = query.GetValueOrDefault("$select").ToString() is { Length: > 0 } select ? select.Split(',') : null;
        var page = new JsonObject { ["@odata.context"] = self.GetLeftPart(UriPartial.Path), ["value"] = new JsonArray([.. all.Skip(from).Take(top).Select(item => Only(item, wanted))]) };
        if (from + top < all.Count)
            page["@odata.nextLink"] = QueryHelpers.AddQueryString(self.GetLeftPart(UriPartial.Path), new Dictionary<string, string?> { ["$top"] = $"{top}", ["$select"] = wanted is null ? null : string.Join(',', wanted), ["$skiptoken"] = $"{from + top}" });
        return new(200, page);
    }

    private static JsonObject Only(JsonObject item, string[]? members) => members is null ? item : new(item.Where(m => members.Contains(m.Key)).Select(m => KeyValuePair.Create(m.Key, m.Value?.DeepClone())));

    private static JsonObject Describe(TenantUser user) => new() { ["id"] = user.Id, ["displayName"] = user.Name, ["mail"] = user.Mail };

    private static JsonObject Describe(TenantChannel channel) => new()
    {
        ["id"] = channel.Id,
        ["createdDateTime"] = "2026-01-05T12:00:00Z",
        ["displayName"] = channel.Name,
        ["description"] = channel.Description.Length == 0 ? null : channel.Description,
        ["membershipType"] = channel.IsPrivate ? "private" : "standard",
        ["isArchived"] = channel.IsArchived,
        ["tenantId"] = FakeTenant.TenantId,
    };

    private static JsonObject Describe(FakeTenant tenant, TenantMember member) => new()
    {
        ["@odata.type"] = Member,
        ["id"] = member.Membership,
        ["roles"] = member.IsOwner ? new JsonArray("owner") : [],
        ["displayName"] = tenant.Users[member.User].Name,
        ["userId"] = member.User,
        ["email"] = tenant.Users[member.User].Mail,
    };

    private static JsonObject Describe(TenantMessage message)
    {
        var card = message.Activity.Length == 0 ? null : JsonNode.Parse(message.Activity)?["attachments"]?[0]?["content"]?.ToJsonString();
        return new()
        {
            ["id"] = message.Id,
            ["replyToId"] = message.Root,
            ["messageType"] = "message",
            ["from"] = new JsonObject
            {
                ["application"] = message.User is null ? new JsonObject { ["id"] = FakeTenant.AppId, ["displayName"] = "classifier", ["applicationIdentityType"] = "bot" } : null,
                ["user"] = message.User is null ? null : new JsonObject { ["id"] = message.User, ["userIdentityType"] = "aadUser" },
            },
            ["body"] = new JsonObject { ["contentType"] = "html", ["content"] = card is null ? message.Text : "<attachment id=\"c1\"></attachment>" },
            ["attachments"] = card is null ? [] : new JsonArray(new JsonObject { ["id"] = "c1", ["contentType"] = "application/vnd.microsoft.card.adaptive", ["content"] = card }),
        };
    }

    private static string UserOf(JsonNode member) => Quoted().Match((string?)member["user@odata.bind"] ?? "") is { Success: true } match ? match.Groups[1].Value : "";

    [GeneratedRegex("'((?:[^']|'')*)'")]
    private static partial Regex Quoted();
}
