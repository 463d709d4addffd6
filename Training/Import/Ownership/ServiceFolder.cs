using System.Collections.Frozen;

namespace Classifier.Training.Import.Ownership;

/// <summary>Which patterns of a <c>CODEOWNERS</c> file name a service: folders that stand in a folder of services.</summary>
internal static class ServiceFolder
{
    /// <summary>Folders of which each child is something that runs.</summary>
    private static readonly FrozenSet<string> Homes = Set(
        "services", "service", "svc", "microservices", "apps", "applications", "functions", "lambdas", "jobs", "workers", "daemons",
        "servers", "backends", "frontends", "gateways", "systems", "deployments", "charts", "cmd");

    /// <summary>Folders below which nothing is the thing itself.</summary>
    private static readonly FrozenSet<string> Elsewhere = Set(
        "test", "tests", "__tests__", "spec", "specs", "e2e", "fixtures", "doc", "docs", "documentation", "example", "examples", "sample", "samples",
        ".github", ".gitlab", "vendor", "third_party", "third-party", "node_modules", "template", "templates");

    /// <summary>Names that many folders and files have, and no service.</summary>
    private static readonly FrozenSet<string> Nameless = Set(
        "src", "lib", "libs", "common", "shared", "core", "base", "util", "utils", "internal", "pkg", "packages", "scripts", "tools", "config",
        "makefile", "dockerfile", "license", "readme", "codeowners", "owners");

    /// <summary>The service that a pattern names, or why it names none.</summary>
    /// <returns>One of the two is null.</returns>
    public static (string? Service, string? Why) Of(string pattern)
    {
        var (parts, isGlob) = Parts(pattern);
        if (pattern.StartsWith('!'))
            return (null, "an exception");
        if (isGlob)
            return (null, "a glob");
        if (parts.Length == 0)
            return (null, "everything");
        if (!pattern.EndsWith('/') && !pattern.EndsWith("/**", StringComparison.Ordinal) && parts[^1].Contains('.'))
            return (null, "a file");
        if (parts.FirstOrDefault(Elsewhere.Contains) is { } elsewhere)
            return (null, $"in {elsewhere}, where nothing runs");
        if (Nameless.Contains(parts[^1]) || Homes.Contains(parts[^1]))
            return (null, "names no single service");
        var home = Array.FindLastIndex(parts[..^1], Homes.Contains);
        return home < 0 ? (null, "in no folder of services")
            : home < parts.Length - 2 ? (null, $"a part of {parts[home + 1]}")
            : (parts[^1], null);
    }

    /// <summary>Whether a pattern takes in all of a folder; of globs only those that take in everything do.</summary>
    public static bool Covers(string pattern, string folder)
    {
        if (pattern is "*" or "**")
            return true;
        var ((parts, isGlob), (inner, _)) = (Parts(pattern), Parts(folder));
        if (isGlob || pattern.StartsWith('!'))
            return false;
        var starts = pattern.StartsWith('/') ? 1 : inner.Length;
        return Enumerable.Range(0, starts).Any(at => inner.AsSpan(at).StartsWith(parts));
    }

    private static (string[] Parts, bool IsGlob) Parts(string pattern)
    {
        var folder = pattern.EndsWith("/**", StringComparison.Ordinal) ? pattern[..^2] : pattern;
        return (folder.Split('/', StringSplitOptions.RemoveEmptyEntries), folder.AsSpan().IndexOfAny('*', '?', '[') >= 0);
    }

    private static FrozenSet<string> Set(params IEnumerable<string> names) => names.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}
