using System.Globalization;

namespace Classifier.Training.Samples;

/// <summary>When things happen in the sample history. The dates are part of the data: nothing here asks a clock.</summary>
internal static class SampleCalendar
{
    public static readonly DateTimeOffset Start = Day("2025-05-20");

    public static readonly DateTimeOffset End = Day("2026-11-20");

    /// <summary>From here on the content delivery team has its new name.</summary>
    public static readonly DateTimeOffset TeamRenamed = Day("2026-02-16");

    /// <summary>From here on new phrases are used; the newest fifth of the tickets starts a little earlier.</summary>
    public static readonly DateTimeOffset WordingChanges = Day("2026-08-16");

    /// <summary>From here on customers sign in with passkeys, and there are tickets about it.</summary>
    public static readonly DateTimeOffset PasskeysLaunched = Day("2026-09-22");

    public static DateTimeOffset Day(string day) => DateTimeOffset.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    /// <summary><paramref name="count"/> times of filing in rising order: more of them later, in working hours, and some in bursts.</summary>
    public static IReadOnlyList<DateTimeOffset> FilingTimes(int count, Random random)
    {
        var times = new List<DateTimeOffset>(count);
        while (times.Count < count)
        {
            var at = FilingTime(random);
            times.Add(at);
            // One outage makes several people write.
            while (times.Count < count && random.Next(9) == 0 && at.AddMinutes(95) < End)
                times.Add(at.AddSeconds(random.Next(40, 5400)));
        }
        times.Sort();
        return times;
    }

    private static DateTimeOffset FilingTime(Random random)
    {
        while (true)
        {
            // The company grows: the last day has a third more tickets than the first. Roots are the same on every machine, powers are not.
            const double growth = 1.33;
            var share = (Math.Sqrt(1 + random.NextDouble() * (growth * growth - 1)) - 1) / (growth - 1);
            var day = Start.AddDays(Math.Floor(share * (End - Start).TotalDays));
            var isWeekend = day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
            if (isWeekend && random.Next(5) > 1)
                continue;
            var hour = random.Next(4) == 0 ? random.Next(24) : Math.Clamp(12 + (random.Next(-6, 7) + random.Next(-5, 6)) / 2, 0, 23);
            return day.AddHours(hour).AddSeconds(random.Next(3600));
        }
    }
}
