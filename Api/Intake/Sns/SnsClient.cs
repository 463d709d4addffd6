namespace Classifier.Api.Intake.Sns;

/// <summary>Fetches from Amazon's SNS hosts.</summary>
internal interface ISnsClient
{
    /// <summary>The text at an address.</summary>
    /// <param name="address">As <see cref="SnsAddress.Trusted"/> gives it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="HttpRequestException">It cannot be had: away, too slow, too large, or not a 2xx.</exception>
    Task<string> GetAsync(Uri address, CancellationToken cancellationToken);
}

/// <summary>Over HTTPS, without following redirects: at most 64 KiB in 10 seconds.</summary>
internal sealed class SnsClient : ISnsClient, IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = Longest, MaxResponseContentBufferSize = 64 * 1024 };

    public async Task<string> GetAsync(Uri address, CancellationToken cancellationToken)
    {
        try
        {
            return await _http.GetStringAsync(address, cancellationToken);
        }
        catch (TaskCanceledException error) when (!cancellationToken.IsCancellationRequested)
        {
            throw new HttpRequestException($"no answer within {Longest.TotalSeconds} s", error);
        }
    }

    public void Dispose() => _http.Dispose();
}
