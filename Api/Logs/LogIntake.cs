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

    // What may be unpacked at the same time bounds the memory.
    private const int AtOnce = 4;

    // One transaction each, so that alerts are stored in between.
    private const int Batch = 500;

    private readonly SemaphoreSlim _places = new(AtOnce);
    private readonly SemaphoreSlim _textPlace = new(1);     // a long text takes five times its length

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
    /// <param name="body">UTF-8, as it was sent.</param>
    /// <param name="encoding">Its <c>Content-Encoding</c>.</param>
    /// <param name="service">Who logged it.</param>
    /// <param name="host">Where; empty when nobody says.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>How many there were; blank ones do not count.</returns>
    /// <exception cref="ApiProblemException">400, 413, 415, or 429 when too many are at it.</exception>
    /// <exception cref="StoreUnavailableException">Some of the lines were not kept; sent again, the others are there twice.</exception>
    public async Task<int> AcceptTextAsync(byte[] body, string encoding, string service, string host, CancellationToken cancellationToken)
    {
        await TakeAsync(_textPlace, cancellationToken);
        try
        {
            var unpacked = LogBody.Unpack(body, encoding);
            if (unpacked.AsSpan().Count((byte)'\n') > MaxTextLines)
                throw new ApiProblemException(ProblemTypes.TooLarge, $"A text has at most {MaxTextLines} lines; send it in parts.");
            var receivedAt = clock.GetUtcNow();
            var (of, at, plain, count) = (LogNames.Of(service, redactor).ToLowerInvariant(), LogNames.Of(host, redactor), new PlainLines(receivedAt), 0);
            foreach (var batch in redactor.RedactLong(Encoding.UTF8.GetString(unpacked), OtlpLines.MaxText).Select(plain.Read).OfType<LogLine>().Chunk(Batch))
            {
                await store.AddAsync([.. batch.Select(Stored)], receivedAt, cancellationToken);
                count += batch.Length;
            }
            return count;

            LogLine Stored(LogLine line) => line with { Service = of, Host = at, At = line.At <= receivedAt.AddHours(24) ? line.At : receivedAt, Text = AlertLimits.Keep(line.Text, AlertLimits.LogLine) };
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

    private static async Task TakeAsync(SemaphoreSlim places, CancellationToken cancellationToken)
    {
        if (!await places.WaitAsync(TimeSpan.FromSeconds(1), cancellationToken))
            throw new ApiProblemException(ProblemTypes.TooManyRequests, "Too many log requests at once.");
    }
}
