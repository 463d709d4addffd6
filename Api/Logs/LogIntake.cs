using System.Text;
using Classifier.Alerts;
using Classifier.Api.Json;
using Classifier.Api.Problems;
using Classifier.Logs;
using Classifier.Redaction;
using Classifier.Storage;

namespace Classifier.Api.Logs;

/// <summary>Reads, redacts and stores what services log.</summary>
internal sealed class LogIntake(ILogStore store, Redactor redactor, TimeProvider clock) : IDisposable
{
    /// <summary>Most lines of a plain text.</summary>
    public const int MaxTextLines = 200_000;

    // Redacted before it is cut to what is kept, since half a token is not recognised.
    private const int MaxTextLine = 4 * AlertLimits.LogLine;

    // What may be unpacked at the same time bounds the memory.
    private const int AtOnce = 4;

    // One transaction each, so that alerts are stored in between.
    private const int Batch = 500;

    private readonly SemaphoreSlim _places = new(AtOnce);
    private readonly SemaphoreSlim _textPlace = new(1);     // a long text takes some five times its length

    /// <summary>Stores the lines of a request; those of its bad records alone are refused.</summary>
    /// <param name="body">As it was sent.</param>
    /// <param name="encoding">Its <c>Content-Encoding</c>.</param>
    /// <param name="isBinary">Protobuf, else JSON.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ApiProblemException">400, 413, 415, or 429 when too many are at it.</exception>
    /// <exception cref="StoreUnavailableException">Some of the lines were not kept; sent again, the others are there twice.</exception>
    public async Task<OtlpAnswer> AcceptAsync(byte[] body, string encoding, bool isBinary, CancellationToken cancellationToken)
    {
        await TakeAsync(_places, cancellationToken);
        try
        {
            var receivedAt = clock.GetUtcNow();
            var unpacked = LogBody.Unpack(body, encoding);
            var logs = isBinary ? OtlpBinary.Read(unpacked) : JsonBody.Parse(unpacked, OtlpJson.Default.OtlpLogs);
            var read = new OtlpLines(redactor, receivedAt).Read(logs);
            foreach (var batch in read.Lines.Chunk(Batch))
                await store.AddAsync(batch, receivedAt, cancellationToken);
            return new(read.Reason is null ? null : new($"{read.Rejected}", read.Reason));
        }
        finally
        {
            _places.Release();
        }
    }

    /// <summary>Stores the lines of a plain text.</summary>
    /// <param name="body">UTF-8, or UTF-16 with its mark, as it was sent.</param>
    /// <param name="encoding">Its <c>Content-Encoding</c>.</param>
    /// <param name="service">Who logged it.</param>
    /// <param name="host">Where; empty when nobody says.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>How many there were; blank ones do not count.</returns>
    /// <exception cref="ApiProblemException">400, 413, 415, 429 when another is at it, or 503 when only some of the lines were kept.</exception>
    /// <exception cref="StoreUnavailableException">None of the lines was kept.</exception>
    public async Task<int> AcceptTextAsync(byte[] body, string encoding, string service, string host, CancellationToken cancellationToken)
    {
        await TakeAsync(_textPlace, cancellationToken);
        try
        {
            var (receivedAt, count) = (clock.GetUtcNow(), 0);
            (service, host) = (LogNames.Of(service, redactor).ToLowerInvariant(), LogNames.Of(host, redactor));
            var lines = Lines(LogBody.Unpack(body, encoding), new(receivedAt));
            var texts = redactor.RedactText([.. lines.Select(l => l.Text)]);
            foreach (var batch in lines.Zip(texts, Redacted).Where(l => l.Text.Length > 0).Chunk(Batch))
            {
                try
                {
                    await store.AddAsync(batch, receivedAt, cancellationToken);
                }
                catch (StoreUnavailableException) when (count > 0)
                {
                    throw new ApiProblemException(ProblemTypes.Unavailable, $"The store cannot write now. {count} lines were kept, in the order of the text; what is sent again is there twice.");
                }
                count += batch.Length;
            }
            return count;

            LogLine Redacted(LogLine line, string text)
            {
                cancellationToken.ThrowIfCancellationRequested();
                return line with { Service = service, Host = host, At = line.At <= receivedAt.AddHours(24) ? line.At : receivedAt, Text = AlertLimits.Keep(text.Trim(), AlertLimits.LogLine) };
            }
        }
        finally
        {
            _textPlace.Release();
        }
    }

    public void Dispose()
    {
        _places.Dispose();
        _textPlace.Dispose();
    }

    // UTF-16 is known by its mark; without one, what is left of its characters when the zeros are gone is read, so that no secret hides between them.
    private static List<LogLine> Lines(byte[] text, PlainLines plain)
    {
        using var reader = new StreamReader(new MemoryStream(text), Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
        var lines = new List<LogLine>();
        for (var count = 1; reader.ReadLine() is { } line; count++)
        {
            if (count > MaxTextLines)
                throw new ApiProblemException(ProblemTypes.TooLarge, $"A text has at most {MaxTextLines} lines; send it in parts.");
            if (plain.Read(AlertLimits.Keep(line.Replace("\0", "", StringComparison.Ordinal), MaxTextLine)) is { } read)
                lines.Add(read);
        }
        return lines;
    }

    private static async Task TakeAsync(SemaphoreSlim places, CancellationToken cancellationToken)
    {
        if (!await places.WaitAsync(TimeSpan.FromSeconds(1), cancellationToken))
            throw new ApiProblemException(ProblemTypes.TooManyRequests, "Too many log requests at once.");
    }
}
