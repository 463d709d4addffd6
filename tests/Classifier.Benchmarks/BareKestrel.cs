using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Classifier.Benchmarks;

/// <summary>The least an HTTP service can do: reads the body and answers the same JSON, as long as a score is.</summary>
internal static class BareKestrel
{
    private static readonly byte[] Answer = [.. "{\"answer\":\""u8, .. Enumerable.Repeat((byte)'x', 1580), .. "\"}"u8];

    /// <summary>Runs until it is ended.</summary>
    /// <param name="url">Where to listen.</param>
    public static void Run(string url)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls(url);
        var app = builder.Build();
        app.Run(AnswerAsync);
        app.Run();
    }

    private static async Task AnswerAsync(HttpContext context)
    {
        var chunk = new byte[4096];
        while (await context.Request.Body.ReadAsync(chunk, context.RequestAborted) > 0)
        {
            // Read to the end, as a service must.
        }
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = Answer.Length;
        await context.Response.Body.WriteAsync(Answer, context.RequestAborted);
    }
}
