using System.Runtime.CompilerServices;
using System.Text.Json;
using Classifier.Api.Chat.Teams.Protocol;

namespace Classifier.Api.Chat.Teams;

/// <summary>What our bot said before, as far as the app may read it: each of its cards has a mark in its first part.</summary>
internal sealed class TeamsHistory(GraphApi graph, TeamsOptions options)
{
    /// <summary>Whether a place can be read.</summary>
    public bool CanRead(TeamsPlace place) => options.ReadsMessages && place.IsInChannel;

    /// <summary>Id of the message of ours that has a mark; null when there is none.</summary>
    public async Task<string?> FindAsync(TeamsPlace place, string mark, CancellationToken cancellationToken)
    {
        await foreach (var message in OursAsync(place, cancellationToken))
        {
            if (MarksOf(message).Contains(mark))
                return message.Id;
        }
        return null;
    }

    /// <summary>Those of some people whom we called in a place.</summary>
    public async Task<IReadOnlySet<string>> CalledAsync(TeamsPlace place, IReadOnlyCollection<string> people, CancellationToken cancellationToken)
    {
        var called = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        await foreach (var message in OursAsync(place, cancellationToken))
        {
            var marks = MarksOf(message).ToHashSet(StringComparer.OrdinalIgnoreCase);
            called.UnionWith(people.Where(p => marks.Contains(TeamsMessages.CallMark(p))));
            if (called.Count == people.Count)
                break;
        }
        return called;
    }

    /// <summary>The mark of a message of ours; null for none.</summary>
    public async Task<string?> MarkOfAsync(TeamsPlace place, string message, CancellationToken cancellationToken) =>
        await graph.MessageAsync(place, message, cancellationToken) is { } found && IsOurs(found) ? MarksOf(found).FirstOrDefault() : null;

    private async IAsyncEnumerable<GraphMessage> OursAsync(TeamsPlace place, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var message in graph.MessagesAsync(place, cancellationToken))
        {
            if (message.Id is { Length: > 0 } && IsOurs(message))
                yield return message;
        }
    }

    // Others could write our mark, which is no secret.
    private bool IsOurs(GraphMessage message) => string.Equals(message.From?.Application?.Id, options.AppId, StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<string> MarksOf(GraphMessage message) => (message.Attachments ?? []).Where(a => a.ContentType == TeamsCard.ContentType).SelectMany(a => IdsOf(a.Content));

    private static List<string> IdsOf(string? card)
    {
        try
        {
            using var json = JsonDocument.Parse(card ?? "");
            return json.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("body", out var body) && body.ValueKind == JsonValueKind.Array
                ? [.. body.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.Object).Select(e => e.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String ? id.GetString() : null).OfType<string>()]
                : [];
        }
        catch (JsonException)
        {
            return [];      // a card that was made of something else
        }
    }
}
