using Classifier.Api.Json;
using Classifier.Api.Problems;
using Classifier.Logs;
using Classifier.Redaction;
using Classifier.Storage;

namespace Classifier.Api.Logs;

/// <summary>Reads, redacts and stores what services log.</summary>
internal sealed class LogIntake(ILogStore store, Redactor redactor, TimeProvider clock) : IDisposable
{
    // What may be unpacked at the same time bounds the memory.
    private const int AtOnce = 4;

    // One transaction each, so that alerts are stored in between.
    private const int Batch = 500;

    private readonly SemaphoreSlim _places = new(AtOnce);

    /// <summary>Stores the lines of a request; those of its bad records alone are refused.</summary>
    /// <param name="body">As it was sent.</param>
    /// <param name="encoding">Its <c>Content-Encoding</c>.</param>
    /// <param name="isBinary">Protobuf, else JSON.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ApiProblemException">400, 413, 415, or 429 when too many are at it.</exception>
    /// <exception cref="StoreUnavailableException">Some of the lines were not kept; sent again, the others are there twice.</exception>
    public async Task<OtlpAnswer> AcceptAsync(byte[] body, string encoding, bool isBinary, CancellationToken cancellationToken)
    {
        if (!await _places.WaitAsync(TimeSpan.FromSeconds(1), cancellationToken))
            throw new ApiProblemException(ProblemTypes.TooManyRequests, "Too many log requests at once.");
        try
        {
            var receivedAt = clock.GetUtcNow();
            var unpacked = OtlpBody.Unpack(body, encoding);
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

    public void Dispose() => _places.Dispose();
}
