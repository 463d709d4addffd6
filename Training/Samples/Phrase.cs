namespace Classifier.Training.Samples;

/// <summary>One way to say something: text with <c>{a|b}</c> for a choice, <c>$name</c> for a fact or another section.</summary>
/// <param name="Text">Never empty.</param>
/// <param name="Age">When people said it.</param>
internal sealed record Phrase(string Text, PhraseAge Age);

/// <summary>When a phrase is in use; see <see cref="SampleCalendar.WordingChanges"/>.</summary>
internal enum PhraseAge
{
    /// <summary>At all times.</summary>
    Lasting,

    /// <summary>Until the wording changes.</summary>
    Old,

    /// <summary>Only after the wording has changed.</summary>
    New,
}
