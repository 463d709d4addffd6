using System.Net.Sockets;
using System.Text;
using Classifier.Api.Tests.Support;

namespace Classifier.Api.Tests.Attacks;

/// <summary>A connection on which anything may be sent, as no client library would.</summary>
internal sealed class RawHttp : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private readonly TcpClient _client = new();

    private RawHttp()
    {
    }

    public static async Task<RawHttp> ConnectAsync(RunningService service)
    {
        var raw = new RawHttp();
        await raw._client.ConnectAsync("127.0.0.1", service.Http.BaseAddress!.Port, TestContext.Current.CancellationToken);
        return raw;
    }

    /// <summary>Sends the bytes of a request and returns all that comes back until the service closes, or nothing more comes for a second.</summary>
    public static async Task<string> AskAsync(RunningService service, string request)
    {
        using var raw = await ConnectAsync(service);
        await raw.SendAsync(request);
        return await raw.ReadAsync(TimeSpan.FromSeconds(1), Patience);
    }

    /// <summary>The head of a POST to <c>/v1/alerts</c> with the admin key; <paramref name="headers"/> each end with CRLF.</summary>
    public static string Post(RunningService service, string headers) =>
        $"POST /v1/alerts HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: {service.Http.DefaultRequestHeaders.Authorization}\r\nContent-Type: application/json\r\n{headers}\r\n";

    public async Task SendAsync(string text) => await _client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(text), TestContext.Current.CancellationToken);

    /// <summary>What comes until the service closes, or nothing comes for so long.</summary>
    /// <param name="quiet">How long.</param>
    /// <param name="first">How long for the first bytes; as for the others where nothing is said.</param>
    public async Task<string> ReadAsync(TimeSpan quiet, TimeSpan? first = null)
    {
        var (text, buffer) = (new StringBuilder(), new byte[4096]);
        for (var wait = first ?? quiet; await ReadOnceAsync(buffer, wait) is var read and > 0; wait = quiet)
            text.Append(Encoding.Latin1.GetString(buffer, 0, read));
        return text.ToString();
    }

    public void Dispose() => _client.Dispose();

    private async Task<int> ReadOnceAsync(byte[] buffer, TimeSpan quiet)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(quiet);
        try
        {
            return await _client.GetStream().ReadAsync(buffer, limit.Token);
        }
        catch (Exception error) when (error is IOException or OperationCanceledException)
        {
            return 0;
        }
    }
}
