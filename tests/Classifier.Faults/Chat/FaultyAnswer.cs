namespace Classifier.Faults.Chat;

/// <summary>How a call ends that goes wrong.</summary>
internal static class FaultyAnswer
{
    /// <summary>Answers, or does not.</summary>
    /// <param name="context">The call.</param>
    /// <param name="fault">What goes wrong; null for nothing.</param>
    /// <param name="text">What would be answered.</param>
    /// <param name="status">With which status.</param>
    public static async Task WriteAsync(HttpContext context, Fault? fault, string text, int status = 200)
    {
        switch (fault?.Kind)
        {
            case null when status == 204:
                context.Response.StatusCode = status;
                break;
            case null:
                await WriteAsync(context, status, "application/json", text);
                break;
            case FaultKind.Status or FaultKind.StatusAfter:
                if (fault.RetryAfter is { } wait)
                    context.Response.Headers.RetryAfter = wait;
                await WriteAsync(context, fault.Status, "text/plain", "it went wrong");
                break;
            case FaultKind.Error or FaultKind.ErrorAfter:
                await WriteAsync(context, 200, "application/json", Methods.Refuse(fault.Error).ToJsonString());
                break;
            case FaultKind.Html:
                await WriteAsync(context, 200, "text/html", "<html><body>Be right back</body></html>");
                break;
            case FaultKind.Other:
                await WriteAsync(context, 200, "application/json", fault.Text);
                break;
            case FaultKind.Torn:
                await WriteAsync(context, 200, "application/json", text[..(text.Length / 2)]);
                break;
            case FaultKind.Reset or FaultKind.ResetAfter:
                context.Abort();
                break;
            default:
                await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                break;
        }
    }

    private static Task WriteAsync(HttpContext context, int status, string type, string text)
    {
        (context.Response.StatusCode, context.Response.ContentType) = (status, type);
        return context.Response.WriteAsync(text);
    }
}
