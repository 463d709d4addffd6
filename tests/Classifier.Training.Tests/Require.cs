namespace Classifier.Training.Tests;

/// <summary>What a machine may lack: then a test is skipped with the reason, or fails where <c>CLASSIFIER_REQUIRE=all</c>.</summary>
internal static class Require
{
    /// <summary>Path of a file or folder of the shared reference data, which stands beside the checkout.</summary>
    public static string Shared(params string[] parts)
    {
        var path = Path.GetFullPath(Path.Combine([Home.Find().Root, "..", "shared", .. parts]));
        if (Path.Exists(path))
            return path;
        var reason = $"the shared reference data has no {string.Join('/', parts)} beside this checkout";
        if (Environment.GetEnvironmentVariable("CLASSIFIER_REQUIRE") == "all")
            Assert.Fail(reason);
        Assert.Skip(reason);
        throw new InvalidOperationException("unreachable");
    }
}
