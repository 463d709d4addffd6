using System.Globalization;
using System.Text.Json.Nodes;

namespace Classifier.Faults.Chat;

/// <summary>The methods of Slack's Web API that a connector calls, as https://api.slack.com/methods describes them.</summary>
internal static class Methods
{
    public static JsonObject Refuse(string error) => new() { ["ok"] = false, ["error"] = error };

    public static JsonObject Call(FakeWorkspace workspace, string method, IFormCollection form) => method switch
    {
        "auth.test" => new() { ["ok"] = true, ["user_id"] = FakeWorkspace.Bot, ["team_id"] = "TFAKE" },
        "conversations.create" => Create(workspace, form),
        "conversations.list" => List(workspace, form),
        "conversations.open" => workspace.Unknown.Contains(form["users"].ToString()) ? Refuse("user_not_found") : new() { ["ok"] = true, ["channel"] = new JsonObject { ["id"] = workspace.Direct(form["users"].ToString()).Id } },
        "users.lookupByEmail" => workspace.Mails.TryGetValue(form["email"].ToString(), out var user) ? new() { ["ok"] = true, ["user"] = new JsonObject { ["id"] = user } } : Refuse("users_not_found"),
        "bookmarks.list" or "bookmarks.add" => Bookmarks(workspace, method, form),
        "usergroups.users.list" => Group(workspace, form),
        "views.open" => Open(workspace, form),
        _ => InChannel(workspace, method, form),
    };

    private static JsonObject Bookmarks(FakeWorkspace workspace, string method, IFormCollection form)
    {
        if (workspace.Find(form["channel_id"].ToString()) is not { } channel)
            return Refuse("channel_not_found");
        if (method == "bookmarks.add")
            channel.Links.Add(form["link"].ToString());
        return new() { ["ok"] = true, ["bookmarks"] = new JsonArray([.. channel.Links.Select(l => new JsonObject { ["link"] = l })]) };
    }

    private static JsonObject Group(FakeWorkspace workspace, IFormCollection form) => workspace.Groups.TryGetValue(form["usergroup"].ToString(), out var users)
        ? new() { ["ok"] = true, ["users"] = new JsonArray([.. users.Select(u => JsonValue.Create(u))]) }
        : Refuse("no_such_subteam");

    private static JsonObject Open(FakeWorkspace workspace, IFormCollection form)
    {
        if (form["trigger_id"].ToString().Length == 0)
            return Refuse("invalid_arguments");
        workspace.Views.Add(form["view"].ToString());
        return new() { ["ok"] = true };
    }

    private static JsonObject Create(FakeWorkspace workspace, IFormCollection form)
    {
        var (channel, error) = workspace.Create(form["name"].ToString(), form["is_private"] == "true", FakeWorkspace.Bot);
        return channel is null ? Refuse(error!) : Channel(channel);
    }

    private static JsonObject List(FakeWorkspace workspace, IFormCollection form)
    {
        var from = int.TryParse(form["cursor"].ToString(), CultureInfo.InvariantCulture, out var cursor) ? cursor : 0;
        var limit = int.TryParse(form["limit"].ToString(), CultureInfo.InvariantCulture, out var given) ? given : 100;
        var types = form["types"].ToString().Split(',');
        var all = workspace.Channels.Where(c => types.Contains(c.IsPrivate ? "private_channel" : "public_channel") && !(c.IsArchived && form["exclude_archived"] == "true")).ToList();
        return new()
        {
            ["ok"] = true,
            ["channels"] = new JsonArray([.. all.Skip(from).Take(limit).Select(Describe)]),
            ["response_metadata"] = new JsonObject { ["next_cursor"] = from + limit < all.Count ? (from + limit).ToString(CultureInfo.InvariantCulture) : "" },
        };
    }

    private static JsonObject InChannel(FakeWorkspace workspace, string method, IFormCollection form)
    {
        if (workspace.Find(form["channel"].ToString()) is not { } channel)
            return Refuse("channel_not_found");
        if (channel.IsArchived && method is not "conversations.history")
            return Refuse(method == "conversations.archive" ? "already_archived" : "is_archived");
        switch (method)
        {
            case "conversations.setTopic":
                channel.Topic = form["topic"].ToString();
                return channel.Topic.Length > 250 ? Refuse("too_long") : new() { ["ok"] = true };
            case "conversations.setPurpose":
                channel.Purpose = form["purpose"].ToString();
                return channel.Purpose.Length > 250 ? Refuse("too_long") : new() { ["ok"] = true };
            case "conversations.archive":
                channel.IsArchived = true;
                return new() { ["ok"] = true };
            case "conversations.kick":
                return channel.Members.Remove(form["user"].ToString()) ? new() { ["ok"] = true } : Refuse("not_in_channel");
            case "conversations.invite":
                return Invite(workspace, channel, form["users"].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries));
            case "pins.add":
                if (channel.Posts.TrueForAll(p => p.Ts != form["timestamp"]))
                    return Refuse("message_not_found");
                return channel.Pinned.Add(form["timestamp"].ToString()) ? new() { ["ok"] = true } : Refuse("already_pinned");
            case "conversations.history":
                return History(channel, form);
            case "conversations.members":
                return new() { ["ok"] = true, ["members"] = new JsonArray([.. channel.Members.Select(m => JsonValue.Create(m))]) };
            case "chat.postMessage":
                var marker = form["metadata"].ToString() is { Length: > 0 } metadata ? JsonNode.Parse(metadata)?["event_payload"]?["marker"]?.GetValue<string>() : null;
                return form["text"].ToString().Length == 0 ? Refuse("no_text") : new() { ["ok"] = true, ["channel"] = channel.Id, ["ts"] = workspace.Post(channel, form["text"].ToString(), marker, form["blocks"].ToString(), form["thread_ts"].ToString() is { Length: > 0 } thread ? thread : null).Ts };
            case "chat.postEphemeral":
                if (!channel.Members.Contains(form["user"].ToString()))
                    return Refuse("user_not_in_channel");
                workspace.Whispers.Add((channel.Id, form["user"].ToString(), form["text"].ToString()));
                return new() { ["ok"] = true };
            case "chat.getPermalink":
                return new() { ["ok"] = true, ["channel"] = channel.Id, ["permalink"] = $"https://fake.slack.com/archives/{channel.Id}/p{form["message_ts"].ToString().Replace(".", "", StringComparison.Ordinal)}" };
            case "chat.update":
                return channel.Posts.FindIndex(p => p.Ts == form["ts"]) is var at and >= 0 && (channel.Posts[at] = channel.Posts[at] with { Text = form["text"].ToString() }) is { } edited
                    ? new() { ["ok"] = true, ["channel"] = channel.Id, ["ts"] = edited.Ts } : Refuse("message_not_found");
            default:
                return Refuse("unknown_method");
        }
    }

    private static JsonObject Invite(FakeWorkspace workspace, FakeChannel channel, IReadOnlyList<string> users)
    {
        var faults = workspace.Invite(channel, users);
        if (faults.Count == 0)
            return Channel(channel);
        var refusal = Refuse(faults[0].Error);
        refusal["errors"] = new JsonArray([.. faults.Select(f => new JsonObject { ["user"] = f.User, ["ok"] = false, ["error"] = f.Error })]);
        return refusal;
    }

    private static JsonObject History(FakeChannel channel, IFormCollection form)
    {
        var limit = int.TryParse(form["limit"].ToString(), CultureInfo.InvariantCulture, out var given) ? given : 100;
        return new() { ["ok"] = true, ["messages"] = new JsonArray([.. Enumerable.Reverse(channel.Posts).Where(p => form["latest"].ToString() is not { Length: > 0 } latest || string.CompareOrdinal(p.Ts, latest) <= 0).Take(limit).Select(p => Describe(p, form["include_all_metadata"] == "true"))]) };
    }

    private static JsonObject Describe(FakePost post, bool withMetadata)
    {
        var message = new JsonObject { ["type"] = "message", ["ts"] = post.Ts, ["text"] = post.Text };
        if (withMetadata && post.Marker is not null)
            message["metadata"] = new JsonObject { ["event_type"] = "classifier_step", ["event_payload"] = new JsonObject { ["marker"] = post.Marker } };
        return message;
    }

    private static JsonObject Channel(FakeChannel channel) => new() { ["ok"] = true, ["channel"] = Describe(channel) };

    private static JsonObject Describe(FakeChannel channel) => new()
    {
        ["id"] = channel.Id,
        ["name"] = channel.Name,
        ["creator"] = channel.Creator,
        ["is_channel"] = true,
        ["is_private"] = channel.IsPrivate,
        ["is_archived"] = channel.IsArchived,
        ["topic"] = new JsonObject { ["value"] = channel.Topic },
        ["purpose"] = new JsonObject { ["value"] = channel.Purpose },
    };
}
