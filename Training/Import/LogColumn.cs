using Sylvan.Data.Csv;

namespace Classifier.Training.Import;

/// <summary>Reads one column of a CSV file with a header.</summary>
internal static class LogColumn
{
    private const int LongestRow = 1 << 22;

    // A row that begins with # is a row.
    private static readonly CsvDataReaderOptions Options = new()
    {
        Delimiter = ',',
        Comment = '\0',
        BufferSize = 1 << 16,
        MaxBufferSize = LongestRow,
        HasHeaders = false,
    };

    /// <summary>Shows the column's value in every row that is not blank.</summary>
    public static void Read(string path, TextReader text, string column, Action<ReadOnlySpan<char>> take, CancellationToken cancellationToken)
    {
        try
        {
            using var csv = CsvDataReader.Create(text, Options);
            var at = csv.Read() ? Find(path, csv, column) : throw new InputException($"{path}: has no header");
            while (csv.Read())
            {
                cancellationToken.ThrowIfCancellationRequested();
                var record = csv.GetRawRecordSpan();
                LogFile.RequireText(path, record);
                if (record.Trim().IsEmpty)
                    continue;
                take(at < csv.RowFieldCount ? csv.GetFieldSpan(at) : throw new InputException($"{path}: row {csv.RowNumber - 1} has {csv.RowFieldCount} fields and no {column}"));
            }
        }
        catch (CsvFormatException e)
        {
            throw new InputException($"{path}: {e.Message}");
        }
    }

    private static int Find(string path, CsvDataReader csv, string column)
    {
        var header = Enumerable.Range(0, csv.RowFieldCount).Select(i => csv.GetString(i).Trim().TrimStart('\uFEFF')).ToList();
        LogFile.RequireText(path, csv.GetRawRecordSpan());
        var at = header.IndexOf(column);
        return at >= 0 ? at : throw new InputException($"{path}: has no column {column}; its columns are {string.Join(", ", header)}");
    }
}
