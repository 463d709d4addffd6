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
            if (RotationFor(directory, team, place, at) is { } rotation && InRotation(directory, rotation, at) is { } answer)
                return team.Key == directory.Team(teamKey)?.Key ? answer : answer with { Reason = $"{answer.Reason}, for {team.Name}, the parent team" };
        }
        return null;
    }

    /// <summary>The people of the team's rotation for the location, from whose turn it is on; who is away is left out, who stands in for them is there.</summary>
    public static IEnumerable<OnCallAnswer> InOrder(ResponderDirectory directory, Team team, string? place, DateTimeOffset at)
    {
        if (RotationFor(directory, team, place, at) is not { } rotation)
            yield break;
        for (var next = 0; next < rotation.People.Count; next++)
        {
            if (InRotation(directory, rotation with { People = [.. rotation.People.Skip(next), .. rotation.People.Take(next)] }, at) is { } answer)
                yield return next == 0 ? answer : answer with { Reason = $"next in the rotation of {directory.Place(rotation.Place)!.Name}" };
        }
    }

    /// <summary>Whose turn it is in a rotation, absences and deputies considered; null when all are away.</summary>
    public static OnCallAnswer? InRotation(ResponderDirectory directory, Rotation rotation, DateTimeOffset at)
    {
        var place = directory.Place(rotation.Place)!;
        var turn = TurnAt(rotation, place.TimeZone, at);
        var reason = $"on call for {place.Name}";
        for (var back = 0; back < rotation.People.Count; back++)
        {
            var person = directory.Person(rotation.People[Wrap(turn - back, rotation.People.Count)])!;
            var warning = back == 0 ? null : $"nobody else in the rotation of {place.Name} is there; the previous person fills in";
            if (AbsenceOf(directory, person, at) is not { } absence)
                return new(person, reason, warning);
            if (directory.Person(absence.Deputy ?? person.Deputy) is { } deputy && AbsenceOf(directory, deputy, at) is null)
                return new(deputy, $"{reason}; stands in for {person.Name}, away", warning);
        }
        return null;
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
