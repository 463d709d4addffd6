using System.Net.Sockets;

namespace Classifier.Api.Outgoing;

/// <summary>
/// What a connection says that is cut just after it was made comes through bare: for whoever calls it is a call that failed, like
/// others, so that it is made again.
/// </summary>
internal sealed class CutConnections : DelegatingHandler
{
    /// <inheritdoc />
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await base.SendAsync(request, cancellationToken);
        }
        catch (SocketException error)
        {
            throw new HttpRequestException(HttpRequestError.ConnectionError, error.Message, error);
        }
    }
}
