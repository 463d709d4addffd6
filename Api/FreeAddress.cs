using System.Net;
using System.Net.Sockets;

namespace Classifier.Api;

/// <summary>Looks whether the addresses are free before anything starts, so that a used port is one sentence and not a host's failure.</summary>
internal static class FreeAddress
{
    /// <exception cref="IOException">Somebody else listens there.</exception>
    public static void Check(IEnumerable<string> urls)
    {
        foreach (var address in urls.Select(BindingAddress.Parse).Where(a => a.Port != 0))
        {
            var ip = IPAddress.TryParse(address.Host, out var parsed) ? parsed : address.Host == "localhost" ? IPAddress.Loopback : IPAddress.Any;
            using var socket = new Socket(ip.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.Bind(new IPEndPoint(ip, address.Port));
            }
            catch (SocketException error) when (error.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied or SocketError.AddressNotAvailable)
            {
                throw new IOException($"{address} is not free ({error.Message}). Choose another with --urls http://127.0.0.1:PORT.", error);
            }
        }
    }
}
