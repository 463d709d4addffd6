namespace Classifier.Training.Demo;

/// <summary>A kind of trouble that the sample history does not hold, as people tell of it; the demo teaches it, and so do tests.</summary>
internal static class NewTrouble
{
    /// <summary>Whose it is.</summary>
    public const string Owner = "identity";

    /// <summary>What people correct.</summary>
    public static readonly (string Title, string Description, string Host)[] Taught =
    [
        ("Badge reader at gate B rejects all cards", "Turnstile stays red since 06:40, people queue outside", "osl-gate-02"),
        ("Turnstile controller offline, door 14", "controller 10.3.4.7 does not answer, badges not read", "door-ctl-14"),
        ("Employees cannot badge in", "Access cards are read but the turnstile does not open. Reader firmware 4.2", "gate-7"),
        ("Badge system: 312 cards deactivated over night", "after the sync the card readers refuse every second badge", "badge-sync-01"),
        ("Door access panel in warehouse dead", "no light on the card reader, badge has no effect", "wh-door-03"),
        ("Visitor badges expire at noon", "reception prints visitor cards, the readers refuse them after 12:00", "reception-1"),
        ("Turnstile 3 beeps but stays locked", "badge accepted according to the log, motor does not turn", "gate-3"),
        ("Card reader garage: wrong door opens", "badging at the garage reader opens the side door", "garage-rd-1"),
    ];

    /// <summary>What goes right after that.</summary>
    public static readonly (string Title, string Description, string Host) Next =
        ("Readers at the north entrance refuse staff cards", "since 7:55 nobody gets through the turnstiles, 40 people wait with valid badges", "north-ent-9");
}
