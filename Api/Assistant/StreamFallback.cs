using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Classifier.Api.Assistant;

/// <summary>
/// Lets servers that do not stream be asked like those that do: one that refuses <c>stream</c> is asked again without it, and an answer
/// in one piece is handed on as a stream of one piece.
/// </summary>
internal sealed partial class StreamFallback : DelegatingHandler
{
    private const string Stream = "stream";

    private volatile bool _isRefused;

    /// <inheritdoc />
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Content is null || await JsonOfAsync(request.Content, cancellationToken) is not JsonObject asked || asked[Stream]?.GetValueKind() != JsonValueKind.True)
            return await base.SendAsync(request, cancellationToken);
        if (_isRefused)
            return await InOnePieceAsync(request, asked, cancellationToken);
        var response = await base.SendAsync(request, cancellationToken);
        if (!await RefusesStreamAsync(response, cancellationToken))
            return await AsStreamAsync(response, cancellationToken);
        response.Dispose();
        var whole = await InOnePieceAsync(request, asked, cancellationToken);
        _isRefused = whole.IsSuccessStatusCode;
        return whole;
    }

    private static async Task<bool> RefusesStreamAsync(HttpResponseMessage response, CancellationToken cancellationToken) =>
        response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity
        && NamesStream().IsMatch(await response.Content.ReadAsStringAsync(cancellationToken));

    private async Task<HttpResponseMessage> InOnePieceAsync(HttpRequestMessage request, JsonObject asked, CancellationToken cancellationToken)
    {
        asked.Remove(Stream);
        asked.Remove("stream_options");
        request.Content = new StringContent(asked.ToJsonString(), Encoding.UTF8, "application/json");
        request.Headers.Accept.Clear();
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        return await AsStreamAsync(await base.SendAsync(request, cancellationToken), cancellationToken);
    }

    /// <summary>An answer in one piece as a stream; whatever else it is stays as it is.</summary>
    private static async Task<HttpResponseMessage> AsStreamAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (!response.IsSuccessStatusCode || BoundedAnswers.IsStream(response)
            || await JsonOfAsync(response.Content, cancellationToken) is not JsonObject answer || answer["choices"] is not JsonArray choices)
            return response;
        foreach (var choice in choices.OfType<JsonObject>())
            MakeDelta(choice);
        response.Content = new StringContent($"data: {answer.ToJsonString()}\n\ndata: [DONE]\n\n", Encoding.UTF8, "text/event-stream");
        return response;
    }

    private static void MakeDelta(JsonObject choice)
    {
        if (choice["message"] is not JsonObject message)
            return;
        choice.Remove("message");
        choice["delta"] = message;
        choice["finish_reason"] ??= "stop";
        if (message["tool_calls"] is not JsonArray calls)
            return;
        for (var i = 0; i < calls.Count; i++)
            calls[i]!["index"] = i;
    }

    /// <summary>Null for what is no JSON.</summary>
    private static async Task<JsonNode?> JsonOfAsync(HttpContent content, CancellationToken cancellationToken)
    {
        try
        {
            return JsonNode.Parse(await content.ReadAsStringAsync(cancellationToken));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // Not what is upstream.
    [GeneratedRegex(@"\bstream(?:ing|_options)?\b", RegexOptions.IgnoreCase)]
    private static partial Regex NamesStream();
}
