namespace Classifier.Api.Outgoing;

/// <summary>How addresses outside are called.</summary>
internal static class OutgoingHttp
{
    private const int HeaderKilobytes = 16;
    private const int MaxBytes = 64 * 1024;

    // A name may get other addresses, which are looked at when a connection is made.
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(2);

    /// <summary>Takes an answer that points elsewhere for what it is, so that nobody sends us on to an address that the configuration does not name.</summary>
    public static IHttpClientBuilder WithoutRedirects(this IHttpClientBuilder client) =>
        client.UseSocketsHttpHandler((handler, _) => (handler.AllowAutoRedirect, handler.UseCookies) = (false, false));

    /// <summary>
    /// Connects only where the guard lets it, never through a proxy that would connect for us; follows and keeps nothing, reads
    /// little, and neither logs nor traces an address, since one may hold a secret.
    /// </summary>
    public static IHttpClientBuilder OnlyOutside(this IHttpClientBuilder client, Func<IServiceProvider, AddressGuard> guard) =>
        client.UseSocketsHttpHandler((handler, provider) =>
        {
            (handler.AllowAutoRedirect, handler.UseCookies, handler.UseProxy) = (false, false, false);
            (handler.MaxResponseHeadersLength, handler.MaxResponseDrainSize, handler.PooledConnectionLifetime) = (HeaderKilobytes, MaxBytes, ConnectionLifetime);
            handler.ConnectCallback = guard(provider).ConnectAsync;
            handler.ActivityHeadersPropagator = null;       // no span
        }).RemoveAllLoggers();
}
