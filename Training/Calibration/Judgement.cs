namespace Classifier.Training.Calibration;

/// <summary>One answer on a row that the model had not seen.</summary>
/// <param name="Truth">The true class.</param>
/// <param name="Answer">The top class.</param>
/// <param name="Trust">Probability that it is right.</param>
/// <param name="IsInTopThree">Whether the true class is among the first three.</param>
/// <param name="IsKnown">Whether the model knows the true class.</param>
/// <param name="NoveltyScore">See <see cref="Scoring.NoveltyGauge.Score"/>.</param>
/// <param name="IsNew">Whether history was held to have nothing like the row; such an answer is never acted on.</param>
internal readonly record struct Judgement(string Truth, string Answer, double Trust, bool IsInTopThree, bool IsKnown, double NoveltyScore = 0, bool IsNew = false)
{
    public bool IsRight => Truth == Answer;
}
