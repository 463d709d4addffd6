namespace Classifier.Training.Reports.Pictures;

/// <summary>A picture of a report: a file of its own beside <c>report.md</c>, and inside <c>report.html</c>.</summary>
/// <param name="File">Name of the file.</param>
/// <param name="Alt">What it shows, for those who cannot see it.</param>
/// <param name="Svg">The picture: one <c>svg</c> element without anything from elsewhere.</param>
internal sealed record Picture(string File, string Alt, string Svg);
