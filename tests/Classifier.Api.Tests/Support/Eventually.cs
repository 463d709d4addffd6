namespace Classifier.Api.Tests.Support;

/// <summary>Waits for what workers do in the background.</summary>
internal static class Eventually
{
    // On a busy machine any thread may stand still for many seconds, more than once.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(3);

    public static async Task<T> GetAsync<T>(Func<Task<T>> read, Func<T, bool> holds)
    {
        var end = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var value = await read();
            if (holds(value))
                return value;
            Assert.True(TimeProvider.System.GetElapsedTime(end) < Longest, $"did not come about within {Longest.TotalSeconds} s; last seen: {value}");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
