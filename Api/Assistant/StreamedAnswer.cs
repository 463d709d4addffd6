using System.Text;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;

namespace Classifier.Api.Assistant;

/// <summary>What a model said piece by piece.</summary>
/// <param name="Text">All that was read.</param>
/// <param name="IsWhole">The model came to its end: neither it nor we stopped before.</param>
internal sealed record StreamedAnswer(string Text, bool IsWhole)
{
    private const string FinishReason = nameof(FinishReason);

    /// <summary>Reads an answer after all functions that the model calls, and nothing beyond what can be shown.</summary>
    /// <returns>Null where it broke off, or was stopped while it still called functions.</returns>
    public static async Task<StreamedAnswer?> ReadAsync(IAsyncEnumerable<StreamingChatMessageContent> pieces, int most, CancellationToken cancellationToken)
    {
        var said = new StringBuilder();
        string? end = null;
        await foreach (var piece in pieces.WithCancellation(cancellationToken))
        {
            if (piece.Role == AuthorRole.Tool)
                return null;
            var isCall = piece.Items.OfType<StreamingFunctionCallUpdateContent>().Any();
            if (isCall)
                said.Clear();       // it only says what it looks up
            else
                said.Append(piece.Content);
            if (said.Length > most)
                return new(said.ToString(), IsWhole: false);
            if (isCall || piece.Content is { Length: > 0 })
                end = null;         // it goes on, so what it ended before was a call
            if (piece.Metadata?.GetValueOrDefault(FinishReason) is string reason)
                end = reason == "ToolCalls" ? null : reason;
        }
        return end is null ? null : new(said.ToString(), end == "Stop");
    }
}
