using System.Globalization;
using Classifier.Incidents;

namespace Classifier.Api.Responses;

/// <summary>What an incident's room carries, so that it is found again: <c>incident:1042:public</c>.</summary>
/// <param name="Incident">Number of the incident.</param>
/// <param name="IsPrivate">Which of its rooms.</param>
internal sealed record RoomMarker(long Incident, bool IsPrivate)
{
    public static string Of(Incident incident) => $"incident:{incident.Number}:{(incident.IsPrivate ? "private" : "public")}";

    /// <summary>Reads a marker; null for another room's.</summary>
    public static RoomMarker? Read(string marker) => marker.Split(':') is ["incident", var number, "public" or "private"] parts && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var incident)
        ? new(incident, parts[2] == "private") : null;
}
