using System.Text.RegularExpressions;
using Classifier.Alerts;

namespace Classifier.Api.Lookups;

/// <summary>Which part of a system an alert or a log line is about, in the order in which alerts are shown.</summary>
internal enum SignalKind
{
    /// <summary>Everything else: services, databases, disks.</summary>
    Application,

    /// <summary>Links, packets, reachability.</summary>
    Network,

    /// <summary>Names.</summary>
    Dns,

    /// <summary>Certificates and handshakes.</summary>
    Tls,

    /// <summary>Who tries to get in.</summary>
    Security,
}

/// <summary>Reads the kind from words. It only sorts what is shown: nothing is decided by it.</summary>
internal static partial class SignalKinds
{
    // What monitoring calls its rules and checks.
    private static readonly string[] Naming = ["alertname", "item", "check", "module", "rule"];

    /// <summary>The kind of an alert, by its title and what its rule is called.</summary>
    public static SignalKind Of(Alert alert) => Of(string.Join(' ', Naming.Select(n => alert.Labels.GetValueOrDefault(n)).Prepend(alert.Title)));

    /// <summary>The kind of a line. Of several, the one that says most: somebody who breaks in, before a certificate, before a name, before a link.</summary>
    public static SignalKind Of(string text) =>
        Security().IsMatch(text) ? SignalKind.Security
        : Tls().IsMatch(text) ? SignalKind.Tls
        : Dns().IsMatch(text) ? SignalKind.Dns
        : Network().IsMatch(text) ? SignalKind.Network
        : SignalKind.Application;

    /// <summary>Lines below a heading for each kind, where there is more than one, the kind of the first line first; else as they are.</summary>
    public static IEnumerable<string> Grouped<T>(IReadOnlyList<T> items, Func<T, SignalKind> kind, Func<T, string> line)
    {
        var kinds = items.GroupBy(kind).ToList();
        return kinds.Count < 2 ? items.Select(line) : kinds.SelectMany(k => k.Select(line).Prepend($"{NameOf(k.Key)}:"));
    }

    private static string NameOf(SignalKind kind) => kind is SignalKind.Dns or SignalKind.Tls ? kind.ToString().ToUpperInvariant() : kind.ToString();

    [GeneratedRegex(@"failed (?:password|login|log-?on)|invalid user|authentication failure|brute[- ]?force|intrusion|malware|exploit|port ?scan|\b(?:sql injection|xss|waf|ids|ips)\b|leaked|stolen|unauthori[sz]ed access|possible break-?in", RegexOptions.IgnoreCase)]
    private static partial Regex Security();

    [GeneratedRegex(@"\b(?:tls|ssl|x\.?509|certificates?|cert)\b|handshake", RegexOptions.IgnoreCase)]
    private static partial Regex Tls();

    [GeneratedRegex(@"\b(?:dns|nxdomain|servfail|resolver|name ?servers?|named|name resolution|unbound|dnssec)\b|cannot resolve|could not resolve", RegexOptions.IgnoreCase)]
    private static partial Regex Dns();

    [GeneratedRegex(@"\b(?:icmp|ping|packet(?:s| loss)?|bgp|ospf|interface|link (?:is )?down|router|switch|vlan|jitter|round[- ]trip|no route to host|unreachable|network)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Network();
}
