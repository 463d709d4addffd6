using System.Net;

namespace Classifier.Api.Outgoing;

/// <summary>Finds the addresses of a host name.</summary>
internal interface IResolvesNames
{
    /// <summary>All of them, in the order in which they should be tried; empty for none.</summary>
    /// <exception cref="System.Net.Sockets.SocketException">The name is not known, or nobody could be asked.</exception>
    Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken);
}

/// <summary>Asks as the machine is set up to.</summary>
internal sealed class SystemNames : IResolvesNames
{
    public async Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken) => await Dns.GetHostAddressesAsync(host, cancellationToken);
}
