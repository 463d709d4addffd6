namespace Classifier.Scoring;

/// <summary>Knows the company's places by their names.</summary>
public interface ILocationResolver
{
    /// <summary>Key of the location that has this key, name or alias.</summary>
    /// <param name="word">In any case; one word, or two with a blank between.</param>
    /// <returns>Null when there is none.</returns>
    string? Resolve(string word);
}
