using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Classifier.Api.Outgoing;

namespace Classifier.Api.Chat.Webhook;

/// <summary>Posts events to one receiver, signed as Standard Webhooks describes it (https://www.standardwebhooks.com).</summary>
/// <param name="connector">Name of the connector.</param>
/// <param name="address">Where to.</param>
/// <param name="http">Connects outside alone.</param>
/// <param name="secrets">Each signs.</param>
/// <param name="limits">How many a minute.</param>
/// <param name="clock">For the time that is signed: a receiver refuses what is older than some minutes.</param>
internal sealed class WebhookSender(string connector, Uri address, HttpClient http, WebhookSecrets secrets, CallLimits limits, TimeProvider clock)
{
    /// <summary>What calls are limited by.</summary>
    public const string Call = "post";

    private static readonly TimeSpan WhenTooOften = TimeSpan.FromSeconds(30);

    /// <summary>Posts an event.</summary>
    /// <param name="id">The same for each attempt at one delivery; holds no dot.</param>
    /// <param name="type">Of the event.</param>
    /// <param name="data">About what.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ChatException">Not reached, or not taken: whether it had an effect is not known.</exception>
    public async Task SendAsync(string id, string type, WebhookData data, CancellationToken cancellationToken)
    {
        await limits.TakeAsync(Call, "", cancellationToken);
        try
        {
            using var request = Signed(id, JsonSerializer.SerializeToUtf8Bytes(new(type, clock.GetUtcNow(), data), WebhookJson.Default.WebhookEvent));
            // Of the answer the status counts: its body is never waited for.
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (!response.IsSuccessStatusCode)
                throw Refused(response);
        }
        catch (Exception error) when (error is HttpRequestException or IOException or UnauthorizedAccessException or FormatException || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw error.InnerException is InsideAddressException inside
                ? new ChatException(connector, $"{inside.Message}; what is meant to be inside is named in AllowInside", isTransient: false)
                : new ChatException(connector, $"{type}: {error.Message}", isTransient: true);
        }
    }

    private HttpRequestMessage Signed(string id, byte[] body)
    {
        var time = clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signed = (byte[])[.. Encoding.ASCII.GetBytes($"{id}.{time}."), .. body];
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } } };
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", time);
        request.Headers.Add("webhook-signature", string.Join(' ', secrets.Read().Select(key => $"v1,{Convert.ToBase64String(HMACSHA256.HashData(key, signed))}")));
        return request;
    }

    /// <summary>What a receiver may take later is tried again; anything else would be refused again.</summary>
    private ChatException Refused(HttpResponseMessage response)
    {
        var wait = RetryAfter.Of(response);
        var status = response.StatusCode;
        if (status == HttpStatusCode.TooManyRequests)
            limits.Pause(Call, "", wait ?? WhenTooOften);
        var mayHelp = (int)status >= 500 || status is HttpStatusCode.RequestTimeout or (HttpStatusCode)425 or HttpStatusCode.TooManyRequests;
        return new(connector, (int)status is >= 300 and < 400 ? $"the receiver answered {(int)status}; redirects are not followed" : $"the receiver answered {(int)status}", mayHelp, wait);
    }
}
