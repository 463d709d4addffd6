using Classifier.History;

namespace Classifier.Training.Import;

/// <summary>Reads history: JSON lines, CSV and exports of trackers, each also gzipped.</summary>
/// <param name="zone">Of times without an offset.</param>
/// <param name="clock">Times of the future are mistakes.</param>
internal sealed class HistoryReader(TimeZoneInfo zone, TimeProvider clock)
{
    /// <summary>Reads a whole file.</summary>
    /// <param name="path">Its name tells the format: <c>.csv</c>, <c>.json</c>, else JSON lines; <c>.gz</c> may follow.</param>
    /// <param name="cancellationToken">Looked at once a row.</param>
    /// <exception cref="InputException">The file cannot be opened.</exception>
    public HistoryFile Read(string path, CancellationToken cancellationToken)
    {
        var (tickets, bad) = (new List<Ticket>(), new List<BadRow>());
        var builder = new TicketBuilder(new(zone, clock.GetUtcNow()));
        var line = 1;
        try
        {
            using var reader = InputFile.OpenText(path);
            foreach (var row in Rows(path, reader))
            {
                cancellationToken.ThrowIfCancellationRequested();
                line = row.Line;
                if (row.TryBuild(builder, out var ticket, out var reason))
                    tickets.Add(ticket);
                else
                    bad.Add(new(path, line, reason));
            }
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            bad.Add(new(path, line, $"the gzip stream is broken: {e.Message}"));
        }
        return new(tickets, bad);
    }

    private static IEnumerable<RawRow> Rows(string path, TextReader reader)
    {
        var name = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path;
        return Path.GetExtension(name).ToLowerInvariant() switch
        {
            ".csv" => CsvRows.Read(reader),
            ".json" => JsonExportRows.Read(reader),
            _ => JsonLineRows.Read(reader),
        };
    }
}
