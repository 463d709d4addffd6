using System.Net.Sockets;
using Classifier.Api.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Classifier.Api.Tests.Outgoing;

public sealed class CutConnectionTests
{
    [Fact]
    public async Task Connection_CutJustAfterItWasMade_IsACallThatFailed()
    {
        await using var service = await RunningService.StartAsync(configure: services => services.AddHttpClient("any").ConfigurePrimaryHttpMessageHandler(() => new CutAtOnce()));
        using var http = service.Get<IHttpClientFactory>().CreateClient("any");

        var error = await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync("http://127.0.0.1:1/", TestContext.Current.CancellationToken));

        Assert.Equal(HttpRequestError.ConnectionError, error.HttpRequestError);
    }

    private sealed class CutAtOnce : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            throw new SocketException((int)SocketError.NotConnected);
    }
}
