using System.Buffers;
using System.IO.Pipelines;

namespace Classifier.Api.Json;

/// <summary>Reads a body line by line; holds at most one line, however long a line or the body is.</summary>
/// <param name="body">What is read; a line ends with LF or CR LF, the last one also with the body.</param>
/// <param name="maxBytes">Longest line. What a longer one holds is dropped.</param>
internal sealed class LineReader(PipeReader body, int maxBytes)
{
    private static readonly SearchValues<byte> Blanks = SearchValues.Create(" \t\r"u8);
    private readonly ArrayBufferWriter<byte> _line = new();
    private bool _isWhole;
    private bool _isEnd;

    /// <summary>The line that was read last, until the next is read; empty when it is too long.</summary>
    public ReadOnlySpan<byte> Line => _line.WrittenSpan;

    /// <summary>Its number, from 1; blank lines count, though they are passed over.</summary>
    public long Number { get; private set; }

    /// <summary>Whether it was longer than allowed.</summary>
    public bool IsTooLong { get; private set; }

    /// <summary>Takes the next line from what has come already; false when more must come first, or nothing more will.</summary>
    public bool TryRead()
    {
        while (!_isEnd && body.TryRead(out var read))
        {
            if (Take(read))
                return true;
        }
        return false;
    }

    /// <summary>Waits for the next line; false at the end of the body.</summary>
    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        while (!_isEnd)
        {
            if (Take(await body.ReadAsync(cancellationToken)))
                return true;
        }
        return false;
    }

    /// <summary>Adds what was read up to the next line's end.</summary>
    /// <returns>Whether a line that is not blank is whole.</returns>
    private bool Take(ReadResult read)
    {
        if (_isWhole)
        {
            _line.ResetWrittenCount();
            (_isWhole, IsTooLong) = (false, false);
        }
        if (read.Buffer.PositionOf((byte)'\n') is { } end)
        {
            Append(read.Buffer.Slice(0, end));
            body.AdvanceTo(read.Buffer.GetPosition(1, end));
            _isWhole = true;
        }
        else
        {
            Append(read.Buffer);
            body.AdvanceTo(read.Buffer.End);
            _isWhole = _isEnd = read.IsCompleted;
        }
        if (!_isWhole)
            return false;
        Number++;
        return IsTooLong || _line.WrittenSpan.ContainsAnyExcept(Blanks);
    }

    private void Append(in ReadOnlySequence<byte> part)
    {
        IsTooLong |= _line.WrittenCount + part.Length > maxBytes;
        if (IsTooLong)
        {
            _line.ResetWrittenCount();
            return;
        }
        part.CopyTo(_line.GetSpan((int)part.Length));
        _line.Advance((int)part.Length);
    }
}
