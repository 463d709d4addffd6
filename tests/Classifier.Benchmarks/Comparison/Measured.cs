namespace Classifier.Benchmarks.Comparison;

/// <summary>What one program brought on one pair of set and target; NaN where it says nothing.</summary>
/// <param name="Name">The program, e.g. <c>svc-chars-attrs</c>.</param>
/// <param name="Accuracy">Share of test rows whose top class is right.</param>
/// <param name="MacroF1">Over true and predicted classes.</param>
/// <param name="Top3">Share whose class is among the first three.</param>
/// <param name="Ece">Over 15 equal-width bins.</param>
/// <param name="Coverage90">Largest share of rows by falling trust that is right in 90 % of cases.</param>
/// <param name="Coverage95">The same at 95 %.</param>
/// <param name="TrainSeconds">Tuning and training.</param>
/// <param name="P50Us">One alert, microseconds.</param>
/// <param name="P99Us">The same for the slowest of a hundred.</param>
/// <param name="RowsPerSecond">A batch.</param>
/// <param name="TrainMib">Most memory while training.</param>
internal sealed record Measured(
    string Name, double Accuracy, double MacroF1, double Top3, double Ece, double Coverage90, double Coverage95,
    double TrainSeconds, double P50Us, double P99Us, double RowsPerSecond, double TrainMib);

/// <summary>What only ours says.</summary>
/// <param name="Asked">What acting at an asked precision brings.</param>
/// <param name="ScoreP50Us">One alert with everything.</param>
/// <param name="ScoreP99Us">The same for the slowest of a hundred.</param>
/// <param name="RowsPerSecondAll">A batch on all cores.</param>
internal sealed record OursAlone(IReadOnlyList<Asked> Asked, double ScoreP50Us, double ScoreP99Us, double RowsPerSecondAll);

/// <summary>Acting at an asked precision.</summary>
/// <param name="Wanted">The precision.</param>
/// <param name="ActShare">Share of rows that were acted on.</param>
/// <param name="Got">Their precision; null where there are none.</param>
internal sealed record Asked(double Wanted, double ActShare, double? Got);

/// <summary>A half-year, tested with a model of all that came before.</summary>
/// <param name="Set">Name of the data set.</param>
/// <param name="Target">E.g. <c>owning_team</c>.</param>
/// <param name="From">When it begins.</param>
/// <param name="Rows">Its rows with a label.</param>
/// <param name="Accuracy">Share of them whose top class is right.</param>
/// <param name="Asked">What acting at an asked precision brings.</param>
internal sealed record HalfYearResult(string Set, string Target, string From, int Rows, double Accuracy, IReadOnlyList<Asked> Asked);

/// <summary>Whose the five incidents are that are most alike.</summary>
/// <param name="Set">Name of the data set.</param>
/// <param name="Ours">Share that belongs to the team that the test row turned out to be of.</param>
/// <param name="Cosine">The same of plain TF-IDF cosine.</param>
internal sealed record SimilarResult(string Set, double Ours, double Cosine);

/// <summary>One pair of set and target.</summary>
/// <param name="Set">Name of the data set.</param>
/// <param name="Target">E.g. <c>owning_team</c>.</param>
/// <param name="Rows">Test rows with a label.</param>
/// <param name="Ours">Our figures.</param>
/// <param name="Alone">What only ours says.</param>
/// <param name="Peers">At least one.</param>
/// <param name="Difference">Where the difference of our accuracy to the best peer's lies; null below 300 test rows.</param>
internal sealed record Pair(string Set, string Target, int Rows, Measured Ours, OursAlone Alone, IReadOnlyList<Measured> Peers, (double Low, double High)? Difference)
{
    /// <summary>What the speed bars are set against.</summary>
    public Measured? Reference => Peers.FirstOrDefault(p => p.Name == Results.ReferencePeer);
}
