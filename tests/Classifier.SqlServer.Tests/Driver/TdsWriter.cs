using System.Buffers.Binary;
using System.Text;

namespace Classifier.SqlServer.Tests.Driver;

/// <summary>Writes the tokens of one answer of the Tabular Data Stream protocol, little-endian. Names are those of [MS-TDS].</summary>
internal sealed class TdsWriter
{
    private const ushort HasMore = 1, HasError = 2, HasCount = 0x10, IsAttention = 0x20;
    private static readonly byte[] Collation = [9, 4, 0xD0, 0, 0x34];      // SQL_Latin1_General_CP1_CI_AS, that of a new server
    private readonly List<byte> _body = [];

    /// <summary>The answer to PRELOGIN: a version, and that nothing is encrypted.</summary>
    public static byte[] Prelogin => [0, 0, 11, 0, 6, 1, 0, 17, 0, 1, 0xFF, 16, 0, 0, 0, 0, 0, 2];

    private byte[] Message => [.. _body];

    /// <summary>The answer to LOGIN7, for SQL Server 2022's version of the protocol.</summary>
    public static byte[] LoggedIn(string database)
    {
        var writer = new TdsWriter();
        writer.Changed(1, w => w.Text(database), w => w.Text("master"));
        writer.Changed(7, w => w.Bytes([(byte)Collation.Length, .. Collation]), w => w.Bytes(0));
        writer.Changed(4, w => w.Text("4096"), w => w.Text("4096"));
        writer.Token(0xAD, w =>
        {
            w.Bytes(1, 0x74, 0, 0, 4);
            w.Text("Stub");
            w.Bytes(16, 0, 0, 0);
        });
        writer.Done(0xFD, 0);
        return writer.Message;
    }

    /// <summary>The answer to what asks for text.</summary>
    /// <param name="answer">What happens.</param>
    /// <param name="isCall">Asked as a call of a procedure, whose answer ends otherwise.</param>
    public static byte[] Answer(TdsAnswer answer, bool isCall)
    {
        var writer = new TdsWriter();
        var (inner, last) = isCall ? ((byte)0xFF, (byte)0xFE) : ((byte)0xFD, (byte)0xFD);
        switch (answer)
        {
            case TdsAnswer.Values(var rows):
                writer.Rows(rows);
                writer.Done(inner, HasMore | HasCount, rows.Length, isSelect: true);
                break;
            case TdsAnswer.Changed(var counts):
                foreach (var count in counts)
                    writer.Done(inner, HasMore | HasCount, count);
                break;
            case TdsAnswer.Error error:
                writer.Error(error);
                writer.Done(last, HasError);
                return writer.Message;
        }
        writer.Done(last, 0);
        return writer.Message;
    }

    /// <summary>The answer to TransMgrReq.</summary>
    public static byte[] Transaction(TdsKind kind, long number)
    {
        var writer = new TdsWriter();
        if (kind == TdsKind.Begin)
            writer.Changed(8, w => w.Number(number), w => w.Bytes(0));
        else
            writer.Changed(kind == TdsKind.Commit ? (byte)9 : (byte)10, w => w.Bytes(0), w => w.Number(number));
        writer.Done(0xFD, 0);
        return writer.Message;
    }

    /// <summary>The answer to an attention: what was asked is given up.</summary>
    public static byte[] GivenUp()
    {
        var writer = new TdsWriter();
        writer.Done(0xFD, IsAttention);
        return writer.Message;
    }

    /// <summary>COLMETADATA and a ROW for each value; the first one tells the type.</summary>
    private void Rows(object?[] rows)
    {
        byte[] type = rows.FirstOrDefault(r => r is not null) switch
        {
            bool => [0x68, 1],
            int => [0x26, 4],
            long => [0x26, 8],
            _ => [0xE7, 0x40, 0x1F, .. Collation],      // nvarchar(4000)
        };
        Bytes(0x81, 1, 0, 0, 0, 0, 0, 1, 0);
        Bytes(type);
        Text("value");
        foreach (var row in rows)
        {
            Bytes(0xD1);
            Bytes(row switch
            {
                bool bit => [1, bit ? (byte)1 : (byte)0],
                int number => [4, .. BitConverter.GetBytes(number)],
                long number => [8, .. BitConverter.GetBytes(number)],
                string text => [.. BitConverter.GetBytes((ushort)(2 * text.Length)), .. Encoding.Unicode.GetBytes(text)],
                _ => type[0] == 0xE7 ? [0xFF, 0xFF] : [0],
            });
        }
    }

    private void Error(TdsAnswer.Error error) => Token(0xAA, w =>
    {
        w.Bytes(BitConverter.GetBytes(error.Number));
        w.Bytes(1, error.Severity);
        w.Bytes(BitConverter.GetBytes((ushort)error.Message.Length));
        w.Bytes(Encoding.Unicode.GetBytes(error.Message));
        w.Text("stub");
        w.Text("");
        w.Bytes(1, 0, 0, 0);
    });

    /// <summary>ENVCHANGE.</summary>
    private void Changed(byte what, Action<TdsWriter> now, Action<TdsWriter> before) => Token(0xE3, w =>
    {
        w.Bytes(what);
        now(w);
        before(w);
    });

    /// <summary>DONE, DONEINPROC or DONEPROC.</summary>
    private void Done(byte token, ushort status, long count = 0, bool isSelect = false)
    {
        Bytes(token);
        Bytes(BitConverter.GetBytes(status));
        Bytes(isSelect ? (byte)0xC1 : (byte)0xC3, 0);
        Bytes(BitConverter.GetBytes(count));
    }

    /// <summary>A token that says how long it is.</summary>
    private void Token(byte token, Action<TdsWriter> write)
    {
        var inner = new TdsWriter();
        write(inner);
        var content = inner.Message;
        Bytes(token);
        Bytes(BitConverter.GetBytes((ushort)content.Length));
        Bytes(content);
    }

    private void Number(long number)
    {
        var bytes = new byte[9];
        bytes[0] = 8;
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(1), number);
        Bytes(bytes);
    }

    private void Text(string text)
    {
        Bytes((byte)text.Length);
        Bytes(Encoding.Unicode.GetBytes(text));
    }

    private void Bytes(params byte[] bytes) => _body.AddRange(bytes);
}
