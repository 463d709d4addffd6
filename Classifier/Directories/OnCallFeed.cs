namespace Classifier.Directories;

/// <summary>Where a rotation that is kept elsewhere is read.</summary>
public enum FeedKind
{
    /// <summary>An iCalendar (RFC 5545), as a file beside the directory or at an address.</summary>
    Calendar,

    /// <summary>A schedule of PagerDuty.</summary>
    PagerDuty,

    /// <summary>A user group of Slack that always holds who is on call.</summary>
    SlackGroup,
}

/// <summary>A rotation that is kept elsewhere.</summary>
/// <param name="Kind">By whom.</param>
/// <param name="Address">File or URL of a calendar, id of a schedule or user group.</param>
public sealed record OnCallFeed(FeedKind Kind, string Address)
{
    /// <summary>For people and logs, without the secret that a calendar's address often ends with.</summary>
    public override string ToString() => Kind switch
    {
        FeedKind.Calendar => $"calendar {(Uri.TryCreate(Address, UriKind.Absolute, out var address) && !address.IsFile ? address.Host : Address)}",
        FeedKind.PagerDuty => $"PagerDuty schedule {Address}",
        _ => $"Slack group {Address}",
    };
}

/// <summary>A turn of somebody.</summary>
/// <param name="Person">Id of the person.</param>
/// <param name="From">First instant.</param>
/// <param name="Until">First instant after it.</param>
public sealed record Shift(string Person, DateTimeOffset From, DateTimeOffset Until);

/// <summary>What a feed said when it was last read.</summary>
/// <param name="Shifts">By begin.</param>
/// <param name="Problems">Who in it is nobody in the directory, or why it could not be read since.</param>
public sealed record FeedShifts(IReadOnlyList<Shift> Shifts, IReadOnlyList<string> Problems)
{
    /// <summary>Nothing was ever read.</summary>
    public static FeedShifts None { get; } = new([], []);
}
