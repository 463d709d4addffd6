using System.Net;
using System.Net.Sockets;

namespace Classifier.Api.Outgoing;

/// <summary>Addresses that belong to this machine, its network or nobody, by IANA's registries of special purposes (RFC 6890).</summary>
internal static class InsideAddresses
{
    private static readonly (IPNetwork Network, string Kind)[] Known =
    [
        (IPNetwork.Parse("0.0.0.0/8"), "this machine"),
        (IPNetwork.Parse("10.0.0.0/8"), "private"),
        (IPNetwork.Parse("100.64.0.0/10"), "private"),              // carriers'; also the metadata of some clouds
        (IPNetwork.Parse("127.0.0.0/8"), "loopback"),
        (IPNetwork.Parse("168.63.129.16/32"), LinkLocal),           // Azure's platform, for its virtual machines alone
        (IPNetwork.Parse("169.254.0.0/16"), LinkLocal),             // with the metadata of most clouds
        (IPNetwork.Parse("172.16.0.0/12"), "private"),
        (IPNetwork.Parse("192.0.0.0/24"), Special),
        (IPNetwork.Parse("192.0.2.0/24"), Special),
        (IPNetwork.Parse("192.88.99.0/24"), Special),
        (IPNetwork.Parse("192.168.0.0/16"), "private"),
        (IPNetwork.Parse("198.18.0.0/15"), Special),
        (IPNetwork.Parse("198.51.100.0/24"), Special),
        (IPNetwork.Parse("203.0.113.0/24"), Special),
        (IPNetwork.Parse("224.0.0.0/3"), Special),                  // multicast, reserved, broadcast
        (IPNetwork.Parse("::/128"), "this machine"),
        (IPNetwork.Parse("::1/128"), "loopback"),
        (IPNetwork.Parse("fc00::/7"), "private"),
        (IPNetwork.Parse("fe80::/10"), LinkLocal),
        (IPNetwork.Parse("2001::/23"), Special),
        (IPNetwork.Parse("2001:db8::/32"), Special),
        (IPNetwork.Parse("2002::/16"), Special),                    // holds an IPv4 address
        (IPNetwork.Parse("3fff::/20"), Special),
    ];

    private static readonly IPNetwork GlobalIPv6 = IPNetwork.Parse("2000::/3");

    /// <summary>Kind of an address that answers on this link alone, such as a cloud's metadata.</summary>
    public const string LinkLocal = "link-local";

    /// <summary>Kind of an address that is nobody's in particular.</summary>
    public const string Special = "special";

    /// <summary>An address of IPv4 that is written as one of IPv6 as itself; any other as it is.</summary>
    public static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    /// <summary>What kind of address it is; null for one that anybody can have.</summary>
    public static string? KindOf(IPAddress address)
    {
        var plain = Plain(address);
        foreach (var (network, kind) in Known)
        {
            if (network.Contains(plain))
                return kind;
        }
        return plain.AddressFamily == AddressFamily.InterNetwork || GlobalIPv6.Contains(plain) ? null : Special;
    }
}
