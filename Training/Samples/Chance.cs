namespace Classifier.Training.Samples;

/// <summary>Draws from lists.</summary>
internal static class Chance
{
    public static T Pick<T>(this IReadOnlyList<T> items, Random random) => items[random.Next(items.Count)];

    /// <summary>One item, each as likely as its share.</summary>
    public static T Pick<T>(this IReadOnlyList<T> items, Func<T, double> share, Random random)
    {
        var left = random.NextDouble() * items.Sum(share);
        foreach (var item in items)
        {
            left -= share(item);
            if (left < 0)
                return item;
        }
        return items[^1];
    }

    public static bool Happens(this Random random, double probability) => random.NextDouble() < probability;
}
