using System.Net;
using System.Net.Sockets;

namespace Classifier.Api.Outgoing;

/// <summary>
/// Keeps calls outside: an address is looked at when it is configured, and again, whatever it is called, on each connection that is
/// made to it. Addresses inside are called only where the configuration names them.
/// </summary>
internal sealed class AddressGuard
{
    private readonly IResolvesNames _resolver;
    private readonly List<IPNetwork> _networks = [];
    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="inside">What may be called inside: networks (<c>10.20.0.0/16</c>), addresses or host names.</param>
    /// <param name="resolver">Finds the addresses of names.</param>
    /// <exception cref="FormatException">One of them is neither; the message says which.</exception>
    public AddressGuard(IReadOnlyList<string> inside, IResolvesNames resolver)
    {
        _resolver = resolver;
        foreach (var entry in inside)
        {
            if (IPAddress.TryParse(entry, out var address))
                _networks.Add(Single(InsideAddresses.Plain(address)));
            else if (IPNetwork.TryParse(entry, out var network))
                _networks.Add(network);
            else if (!entry.Contains('/', StringComparison.Ordinal) && Uri.CheckHostName(entry) == UriHostNameType.Dns)
                _names.Add(Bare(entry));
            else
                throw new FormatException($"'{entry}' is neither a network such as 10.20.0.0/16, nor an address, nor a host name");
        }
    }

    /// <summary>Looks at an address as it is configured; what a name stands for is looked at on each connection.</summary>
    /// <returns>Why it may not be called; null where nothing speaks against it.</returns>
    public string? Refusal(Uri address)
    {
        if (!address.IsAbsoluteUri || (address.Scheme != Uri.UriSchemeHttps && address.Scheme != Uri.UriSchemeHttp))
            return "has to begin with https://";
        if (address.UserInfo.Length > 0)
            return "holds a user or a password, which the signature makes superfluous";
        var isMeant = _names.Contains(Bare(address.IdnHost));
        if (IPAddress.TryParse(address.IdnHost.Trim('[', ']'), out var literal))
        {
            if (Refusal(address.IdnHost, literal) is { } kind)
                return $"is inside ({kind})";
            isMeant = IsListed(literal);
        }
        else if (!isMeant && Bare(address.IdnHost) is var name && (name == "localhost" || name.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)))
            return "is inside (loopback)";
        return address.Scheme == Uri.UriSchemeHttp && !isMeant ? "has to begin with https://; http:// is for what is named inside" : null;
    }

    /// <summary>Connects to the first address that may be called and answers.</summary>
    /// <exception cref="InsideAddressException">The name has none that may be called.</exception>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var host = context.DnsEndPoint.Host;
        IReadOnlyList<IPAddress> found = IPAddress.TryParse(host, out var literal) ? [literal] : await _resolver.ResolveAsync(host, cancellationToken);
        var allowed = found.Where(address => Refusal(host, address) is null).ToList();
        if (allowed.Count == 0 && found.Count > 0)
            throw new InsideAddressException(host, Refusal(host, found[0])!);
        Exception error = new SocketException((int)SocketError.HostNotFound);
        foreach (var address in allowed)
        {
            // To the address that was looked at: asked again, the name may have another.
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(new IPEndPoint(address, context.DnsEndPoint.Port), cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (Exception refused) when (refused is SocketException or OperationCanceledException)
            {
                socket.Dispose();
                if (refused is OperationCanceledException)
                    throw;
                error = refused;
            }
        }
        throw error;
    }

    /// <summary>Kind of an address inside that is not named; null where it may be called. A name stands for this machine and private networks alone: what is link-local has to be named as such.</summary>
    private string? Refusal(string host, IPAddress address)
    {
        if (InsideAddresses.KindOf(address) is not { } kind || IsListed(address))
            return null;
        return _names.Contains(Bare(host)) && kind is not (InsideAddresses.LinkLocal or InsideAddresses.Special) ? null : kind;
    }

    private bool IsListed(IPAddress address) => _networks.Any(network => network.Contains(InsideAddresses.Plain(address)));

    private static IPNetwork Single(IPAddress address) => new(address, address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128);

    private static string Bare(string host) => host.TrimEnd('.');
}

/// <summary>A name or an address is inside and was not named.</summary>
internal sealed class InsideAddressException(string host, string kind) : IOException($"{host} is inside ({kind})");
