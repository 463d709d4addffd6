namespace Classifier.Directories;

/// <summary>Who is on call, and why this person.</summary>
/// <param name="Person">Who.</param>
/// <param name="Reason">In words for people, e.g. <c>on call for Frankfurt; stands in for Marta Nowak, away</c>.</param>
/// <param name="Warning">A hole in the rotation that was filled; null when there was none.</param>
public sealed record OnCallAnswer(Person Person, string Reason, string? Warning = null);

/// <summary>Finds who is on call by location and time (follow the sun).</summary>
public static class OnCall
{
    private static readonly TimeSpan DayBegins = TimeSpan.FromHours(8);
    private static readonly TimeSpan DayEnds = TimeSpan.FromHours(20);

    /// <summary>
    /// The team's on-call for the location. Without a location or a rotation there: the rotation where it is now between
    /// 08:00 and 20:00, else the first. Nobody found: the parent's.
    /// </summary>
    /// <returns>Null when neither the team nor a parent has anybody.</returns>
    public static OnCallAnswer? Of(ResponderDirectory directory, string teamKey, string? place, DateTimeOffset at)
    {
        for (var team = directory.Team(teamKey); team is not null; team = directory.Team(team.Parent))
        {
            var rotation = RotationFor(directory, team, place, at);
            if ((Instead(directory, team, rotation, place, at) ?? (rotation is null ? null : InRotation(directory, rotation, at))) is { } answer)
                return team.Key == directory.Team(teamKey)?.Key ? answer : answer with { Reason = $"{answer.Reason}, for {team.Name}, the parent team" };
        }
        return null;
    }

    /// <summary>The people of the team's rotation for the location, from whose turn it is on; who is away is left out, who stands in for them is there.</summary>
    public static IEnumerable<OnCallAnswer> InOrder(ResponderDirectory directory, Team team, string? place, DateTimeOffset at)
    {
        var rotation = RotationFor(directory, team, place, at);
        if (Instead(directory, team, rotation, place, at) is { } instead)
            yield return instead;
        if (rotation is null)
            yield break;
        if (InRotation(directory, rotation, at) is { } first)
            yield return first;
        foreach (var next in rotation.Feed is null ? NextTurns(directory, rotation, at) : NextShifts(directory, rotation.Feed, at))
        {
            if (PresentFor(directory, next, at) is var (person, _))
                yield return new(person, $"next in the rotation of {directory.Place(rotation.Place)!.Name}");
        }
    }

    /// <summary>Whose turn it is in a rotation, absences and deputies considered; null when all are away.</summary>
    public static OnCallAnswer? InRotation(ResponderDirectory directory, Rotation rotation, DateTimeOffset at)
    {
        var place = directory.Place(rotation.Place)!;
        foreach (var (turn, warning) in rotation.Feed is null ? Turns(rotation, place, at) : ShiftsBack(directory, rotation.Feed, at))
        {
            if (PresentFor(directory, turn, at) is var (person, absent))
                return new(person, absent is null ? $"on call for {place.Name}" : $"on call for {place.Name}; stands in for {absent.Name}, away", warning);
        }
        return null;
    }

    /// <summary>Whoever an override names; null when none holds now, or the person is away.</summary>
    private static OnCallAnswer? Instead(ResponderDirectory directory, Team team, Rotation? rotation, string? place, DateTimeOffset at)
    {
        foreach (var instead in directory.Parts.Overrides.Where(o => directory.Team(o.Team) == team))
        {
            var asked = rotation?.Place ?? place;
            if (instead.Place is not null && asked is not null && instead.Place != asked)
                continue;
            var where = directory.Place(instead.Place ?? asked);
            var local = TimeZoneInfo.ConvertTime(at, where?.TimeZone ?? TimeZoneInfo.Utc).DateTime;
            var person = directory.Person(instead.Person)!;
            if (instead.From <= local && local < instead.Until && AbsenceOf(directory, person, at) is null)
                return new(person, $"on call{(where is null ? "" : $" for {where.Name}")} instead of the rotation until {instead.Until:MM-dd HH:mm}");
        }
        return null;
    }

    /// <summary>Whose turn it is by turns of equal length, then those before, who fill in.</summary>
    private static IEnumerable<(string Person, string? Warning)> Turns(Rotation rotation, Place place, DateTimeOffset at)
    {
        var turn = TurnAt(rotation, place.TimeZone, at);
        for (var back = 0; back < rotation.People.Count; back++)
            yield return (rotation.People[Wrap(turn - back, rotation.People.Count)], back == 0 ? null : $"nobody else in the rotation of {place.Name} is there; the previous person fills in");
    }

    private static IEnumerable<string> NextTurns(ResponderDirectory directory, Rotation rotation, DateTimeOffset at)
    {
        var turn = TurnAt(rotation, directory.Place(rotation.Place)!.TimeZone, at);
        for (var next = 1; next < rotation.People.Count; next++)
            yield return rotation.People[Wrap(turn + next, rotation.People.Count)];
    }

    /// <summary>Whose shifts it is by a feed, then whoever had the shifts before: a hole is filled by the previous person.</summary>
    private static IEnumerable<(string Person, string? Warning)> ShiftsBack(ResponderDirectory directory, OnCallFeed feed, DateTimeOffset at)
    {
        var shifts = directory.Feeds.GetValueOrDefault(feed, FeedShifts.None).Shifts;
        var hasHole = true;
        foreach (var shift in shifts.Where(s => s.From <= at && at < s.Until).OrderByDescending(s => s.From))      // where two overlap, whoever took over
        {
            hasHole = false;
            yield return (shift.Person, null);
        }
        foreach (var shift in shifts.Where(s => s.Until <= at).OrderByDescending(s => s.Until))
            yield return (shift.Person, hasHole ? $"{feed} names nobody for now; the previous person fills in" : $"nobody whom {feed} names is there; the previous person fills in");
    }

    private static IEnumerable<string> NextShifts(ResponderDirectory directory, OnCallFeed feed, DateTimeOffset at) =>
        directory.Feeds.GetValueOrDefault(feed, FeedShifts.None).Shifts.Where(s => s.Until > at).OrderBy(s => s.From).Select(s => s.Person).Distinct();

    /// <summary>The person, or who stands in while they are away; null when neither is there.</summary>
    private static (Person There, Person? Absent)? PresentFor(ResponderDirectory directory, string id, DateTimeOffset at)
    {
        var person = directory.Person(id);
        if (person is null)
            return null;        // left the directory since the feed was read
        if (AbsenceOf(directory, person, at) is not { } absence)
            return (person, null);
        return directory.Person(absence.Deputy ?? person.Deputy) is { } deputy && AbsenceOf(directory, deputy, at) is null ? (deputy, person) : null;
    }

    /// <summary>Number of the turn at an instant, counted from the first hand-over; below 0 before it.</summary>
    private static long TurnAt(Rotation rotation, TimeZoneInfo zone, DateTimeOffset at)
    {
        // Counted in local time, so that a hand-over at 08:00 stays at 08:00 when summer time begins or ends.
        var local = TimeZoneInfo.ConvertTime(at, zone).DateTime;
        return (long)Math.Floor((local - rotation.Starts) / rotation.Shift);
    }

    private static Rotation? RotationFor(ResponderDirectory directory, Team team, string? place, DateTimeOffset at) =>
        team.Rotations.FirstOrDefault(r => r.Place == place)
        ?? team.Rotations.FirstOrDefault(r => IsDay(directory.Place(r.Place)!.TimeZone, at))
        ?? (team.Rotations.Count > 0 ? team.Rotations[0] : null);

    private static bool IsDay(TimeZoneInfo zone, DateTimeOffset at)
    {
        var time = TimeZoneInfo.ConvertTime(at, zone).TimeOfDay;
        return time >= DayBegins && time < DayEnds;
    }

    private static Absence? AbsenceOf(ResponderDirectory directory, Person person, DateTimeOffset at)
    {
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, person.TimeZone).DateTime);
        return directory.Parts.Absences.FirstOrDefault(a => a.Person == person.Id && a.From <= day && day <= a.Until);
    }

    private static int Wrap(long turn, int count) => (int)(((turn % count) + count) % count);
}
