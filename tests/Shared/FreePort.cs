using System.Net;
using System.Net.Sockets;

namespace Classifier.Tests.Shared;

/// <summary>Ports of loopback for programs that do not choose one themselves.</summary>
internal static class FreePort
{
    // Below those that the system gives to whoever asks for any: of these one may be given away before its program has it, or while that is restarted.
    private const int Lowest = 10_000;
    private const int Highest = 32_000;

    /// <summary>One that was free a moment ago.</summary>
    public static int Next()
    {
        while (true)
        {
            using var listener = new TcpListener(IPAddress.Loopback, Random.Shared.Next(Lowest, Highest));
            try
            {
                listener.Start();
                return ((IPEndPoint)listener.LocalEndpoint).Port;
            }
            catch (SocketException taken) when (taken.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                // Another one.
            }
        }
    }
}
