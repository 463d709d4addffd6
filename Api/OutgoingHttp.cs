namespace Classifier.Api;

/// <summary>How addresses outside are called.</summary>
internal static class OutgoingHttp
{
    /// <summary>Takes an answer that points elsewhere for what it is, so that nobody sends us on to an address that the configuration does not name.</summary>
    public static IHttpClientBuilder WithoutRedirects(this IHttpClientBuilder client) =>
        client.UseSocketsHttpHandler((handler, _) => (handler.AllowAutoRedirect, handler.UseCookies) = (false, false));
}
