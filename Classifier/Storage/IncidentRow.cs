using System.Text.Json;
using Classifier.Alerts;
using Classifier.Decisions;
using Classifier.Incidents;
using Classifier.Scoring;

namespace Classifier.Storage;

/// <summary>A row of <c>incident</c>: plain columns, mapped by hand.</summary>
internal sealed class IncidentRow
{
    public long Number { get; set; }
    public byte[] KeyHash { get; set; } = [];
    public string Source { get; set; } = "";
    public string DedupKey { get; set; } = "";
    public int Episode { get; set; }
    public string State { get; set; } = "";
    public bool IsPrivate { get; set; }
    public string Title { get; set; } = "";
    public int Severity { get; set; }
    public string? TypeLabel { get; set; }
    public double TypeProbability { get; set; }
    public string TypeSource { get; set; } = "";
    public string? TypeBy { get; set; }
    public long? TypeAtUs { get; set; }
    public bool TypeIsLikely { get; set; }
    public string? TeamLabel { get; set; }
    public double TeamProbability { get; set; }
    public string TeamSource { get; set; } = "";
    public string? TeamBy { get; set; }
    public long? TeamAtUs { get; set; }
    public string Decision { get; set; } = "";
    public double Trust { get; set; }
    public string Novelty { get; set; } = "";
    public string Location { get; set; } = "";
    public int AlertCount { get; set; }
    public long OpenedAtUs { get; set; }
    public long? AcknowledgedAtUs { get; set; }
    public long? ResolvedAtUs { get; set; }
    public string? ModelVersion { get; set; }
    public bool IsNoIncident { get; set; }
    public bool HasRoom { get; set; }
    public long? MergedInto { get; set; }
    public long? SnoozedUntilUs { get; set; }
    public string? Asked { get; set; }
    public long Version { get; set; }

    public static IncidentRow Of(Incident incident) => new()
    {
        Number = incident.Number,
        KeyHash = incident.KeyHash,
        Source = incident.Source.Storable(),
        DedupKey = incident.DedupKey.Storable(),
        Episode = incident.Episode,
        State = Lower(incident.State),
        IsPrivate = incident.IsPrivate,
        Title = incident.Title.Storable(),
        Severity = (int)incident.Severity,
        TypeLabel = incident.IssueType.Label,
        TypeProbability = incident.IssueType.Probability,
        TypeSource = Lower(incident.IssueType.Source),
        TypeBy = incident.IssueType.By,
        TypeAtUs = incident.IssueType.At?.ToMicros(),
        TypeIsLikely = incident.IssueType.IsLikely,
        TeamLabel = incident.OwningTeam.Label,
        TeamProbability = incident.OwningTeam.Probability,
        TeamSource = Lower(incident.OwningTeam.Source),
        TeamBy = incident.OwningTeam.By,
        TeamAtUs = incident.OwningTeam.At?.ToMicros(),
        Decision = Lower(incident.Decision),
        Trust = incident.Trust,
        Novelty = Lower(incident.Novelty),
        Location = JsonSerializer.Serialize(incident.Location, StoreJson.Default.Location),
        AlertCount = incident.AlertCount,
        OpenedAtUs = incident.OpenedAt.ToMicros(),
        AcknowledgedAtUs = incident.AcknowledgedAt?.ToMicros(),
        ResolvedAtUs = incident.ResolvedAt?.ToMicros(),
        ModelVersion = incident.ModelVersion,
        IsNoIncident = incident.IsNoIncident,
        HasRoom = incident.HasRoom,
        MergedInto = incident.MergedInto,
        SnoozedUntilUs = incident.SnoozedUntil?.ToMicros(),
        Asked = incident.Asked,
        Version = incident.Version,
    };

    public Incident ToIncident() => new()
    {
        Number = Number,
        Source = Source,
        DedupKey = DedupKey,
        Episode = Episode,
        State = Word<IncidentState>(State),
        IsPrivate = IsPrivate,
        Title = Title,
        Severity = (Severity)Severity,
        IssueType = new(TypeLabel, TypeProbability, Word<AnswerSource>(TypeSource), TypeBy, Micros.FromMicros(TypeAtUs), TypeIsLikely),
        OwningTeam = new(TeamLabel, TeamProbability, Word<AnswerSource>(TeamSource), TeamBy, Micros.FromMicros(TeamAtUs)),
        Decision = Word<DecisionKind>(Decision),
        Trust = Trust,
        Novelty = Word<Novelty>(Novelty),
        Location = JsonSerializer.Deserialize(Location, StoreJson.Default.Location)!,
        AlertCount = AlertCount,
        OpenedAt = Micros.FromMicros(OpenedAtUs),
        AcknowledgedAt = Micros.FromMicros(AcknowledgedAtUs),
        ResolvedAt = Micros.FromMicros(ResolvedAtUs),
        ModelVersion = ModelVersion,
        IsNoIncident = IsNoIncident,
        HasRoom = HasRoom,
        MergedInto = MergedInto,
        SnoozedUntil = Micros.FromMicros(SnoozedUntilUs),
        Asked = Asked,
        Version = Version,
    };

    private static string Lower<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static T Word<T>(string word) where T : struct, Enum => Enum.Parse<T>(word, ignoreCase: true);
}
