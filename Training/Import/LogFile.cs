namespace Classifier.Training.Import;

/// <summary>A log whose lines are looked at one by one: of any size, also gzipped, as text or as a column of a CSV file.</summary>
/// <param name="path">The file; it must not be a pipe, since a log is read more than once.</param>
/// <param name="column">Name of the column that holds the lines; null for plain text.</param>
internal sealed class LogFile(string path, string? column)
{
    /// <summary>Shows every line, in order; a line of the CSV file is a row below the header.</summary>
    /// <param name="take">Gets the line without its line break, valid during the call.</param>
    /// <param name="cancellationToken">Looked at once a line.</param>
    /// <exception cref="InputException">The file cannot be opened or is not text, or has no such column or a bad row.</exception>
    public void ForEach(Action<ReadOnlySpan<char>> take, CancellationToken cancellationToken)
    {
        try
        {
            using var text = InputFile.OpenTextToReadTwice(path);
            if (column is null)
                LogLines.Read(path, text, take, cancellationToken);
            else
                LogColumn.Read(path, text, column, take, cancellationToken);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw new InputException($"{path}: the gzip stream is broken: {e.Message}");
        }
    }

    /// <exception cref="InputException">The text holds a NUL character: it is binary.</exception>
    public static void RequireText(string path, ReadOnlySpan<char> text)
    {
        if (text.Contains('\0'))
            throw new InputException($"{path}: is no text, it holds a NUL character");
    }
}
