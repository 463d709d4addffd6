namespace Classifier.Incidents;

/// <summary>What was last heard of one alert: facts come late, twice and in any order.</summary>
/// <param name="IsFiring">Whether it had begun rather than ended.</param>
/// <param name="At">When, by its sender's clock.</param>
public readonly record struct HeardAlert(bool IsFiring, DateTimeOffset At)
{
    /// <summary>Whether this says more than what was heard before: it is later, or the end of what began in the same moment.</summary>
    public bool IsNewsAfter(HeardAlert? before) => before is not { } heard || At > heard.At || (At == heard.At && !IsFiring && heard.IsFiring);
}

/// <summary>What a fact about an alert does to the incidents of its key.</summary>
public enum AlertEffect
{
    /// <summary>Begins an incident.</summary>
    Opens,

    /// <summary>Goes on with the incident that has just ended.</summary>
    Reopens,

    /// <summary>Is one more of the open incident.</summary>
    Joins,

    /// <summary>Ends its part of the open incident.</summary>
    Clears,

    /// <summary>Is stored and changes nothing: something later was heard already.</summary>
    IsLate,
}

/// <summary>
/// Puts facts about one alert in order by their senders' times. Whatever the order in which the same facts come in, an incident is
/// open in the end exactly if the last of them, by time, says that the alert fires.
/// </summary>
public static class AlertOrder
{
    /// <summary>What a fact does.</summary>
    /// <param name="fact">The fact.</param>
    /// <param name="before">The last that was heard of the alert; null for nothing.</param>
    /// <param name="hasOpen">Whether its key has an open incident that it may join.</param>
    /// <param name="sinceEnd">How long before the fact its key's last incident ended; null when none has.</param>
    /// <param name="reopenWithin">Until when the same trouble is the same incident.</param>
    public static AlertEffect EffectOf(HeardAlert fact, HeardAlert? before, bool hasOpen, TimeSpan? sinceEnd, TimeSpan reopenWithin)
    {
        if (!fact.IsFiring)
            return fact.IsNewsAfter(before) ? AlertEffect.Clears : AlertEffect.IsLate;
        // A repeat of what still fires is no news, but where a person has closed the incident it has to be told.
        if (!fact.IsNewsAfter(before) && before is { IsFiring: false })
            return AlertEffect.IsLate;
        if (hasOpen)
            return AlertEffect.Joins;
        return sinceEnd <= reopenWithin ? AlertEffect.Reopens : AlertEffect.Opens;
    }
}
