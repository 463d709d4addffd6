namespace Classifier.Api.Assistant;

/// <summary>Refuses answers that are longer than any that is wanted, before they fill the memory, and streams that stand still.</summary>
/// <param name="most">Bytes of one answer.</param>
/// <param name="longestPause">Between two pieces of a streamed one.</param>
/// <param name="clock">What pauses are measured by.</param>
internal sealed class BoundedAnswers(long most, TimeSpan longestPause, TimeProvider clock) : DelegatingHandler
{
    /// <inheritdoc />
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        if (!IsStream(response))
        {
            await response.Content.LoadIntoBufferAsync(most, cancellationToken);
            return response;
        }
        var bounded = new StreamContent(new BoundedStream(await response.Content.ReadAsStreamAsync(cancellationToken), most, longestPause, clock));
        foreach (var (name, values) in response.Content.Headers)
            bounded.Headers.TryAddWithoutValidation(name, values);
        response.Content = bounded;
        return response;
    }

    /// <summary>Whether an answer comes piece by piece.</summary>
    public static bool IsStream(HttpResponseMessage response) => response is { IsSuccessStatusCode: true, Content.Headers.ContentType.MediaType: "text/event-stream" };
}
