using System.Diagnostics;
using Classifier.Storage;

namespace Classifier.Api.Models;

/// <summary>The training program, which is never referenced: beside the published service in <c>training/</c>, or as the build left it.</summary>
internal static class TrainingProgram
{
    private const string Name = "Classifier.Training.dll";

    /// <summary>Its path; null when it is not there.</summary>
    public static string? Find()
    {
        var published = Path.Combine(AppContext.BaseDirectory, "training", Name);
        if (File.Exists(published))
            return published;
        // …/Api/bin/Debug/net10.0/ → …/Training/bin/Debug/net10.0/
        var framework = new DirectoryInfo(AppContext.BaseDirectory);
        var root = Home.Find().Root;
        var built = Path.Combine(root, "Training", "bin", framework.Parent?.Name ?? "", framework.Name, Name);
        return File.Exists(built) ? built : null;
    }

    /// <summary>How to start it with the service's own runtime, on the service's home and database.</summary>
    public static ProcessStartInfo StartInfo(string program, Home home, StorageSettings storage, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false };
        start.ArgumentList.Add(program);
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        start.ArgumentList.Add("--home");
        start.ArgumentList.Add(home.Root);
        foreach (var (name, value) in storage.Variables)
            start.Environment[name] = value;
        return start;
    }
}
