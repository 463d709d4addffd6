namespace Classifier.LogTemplates;

/// <summary>A part of a log line: a word or punctuation as written, or a value, which is like every other value.</summary>
/// <param name="Shape">What is compared: see <see cref="Shapes"/>.</param>
/// <param name="Start">Where it begins in its line.</param>
/// <param name="Length">In characters, at least 1; of no meaning for a value.</param>
internal readonly record struct LogPiece(ulong Shape, int Start, int Length);
