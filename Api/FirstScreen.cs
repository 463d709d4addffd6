namespace Classifier.Api;

/// <summary>What the first screen says.</summary>
internal static class FirstScreen
{
    public static Task WriteAsync(WebApplication app, TextWriter output) => output.WriteLineAsync($"Listening on {string.Join(", ", app.Urls)}");
}
