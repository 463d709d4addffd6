using System.Buffers.Binary;
using System.Text;

namespace Classifier.SqlServer.Tests.Driver;

/// <summary>Reads the body of one message of the Tabular Data Stream protocol, little-endian. Names are those of [MS-TDS].</summary>
internal sealed class TdsReader(byte[] message)
{
    private const ushort Max = 0xFFFF;      // a length: nvarchar(max) and its like, or null
    private const ulong NullOfMax = ulong.MaxValue;
    private int _at;

    private bool IsAtEnd => _at >= message.Length;

    /// <summary>SQLBatch, type 1.</summary>
    public TdsRequest Batch()
    {
        var transaction = AllHeaders();
        return new(TdsKind.Batch, Encoding.Unicode.GetString(message.AsSpan(_at)), new Dictionary<string, TdsParameter>(), transaction);
    }

    /// <summary>RPCRequest, type 3: <c>sp_executesql</c> with the statement, the declarations and the parameters.</summary>
    public TdsRequest Call()
    {
        const ushort ByNumber = 0xFFFF, ExecuteSql = 10;
        var transaction = AllHeaders();
        if ((UShort(), UShort(), UShort()) is not (ByNumber, ExecuteSql, _))
            throw new NotSupportedException("a procedure other than sp_executesql");
        var text = (string)Parameter().Value.Value!;
        var parameters = new Dictionary<string, TdsParameter>(StringComparer.Ordinal);
        if (!IsAtEnd)
            Parameter();        // the declarations, which say the types again
        while (!IsAtEnd)
        {
            var (name, value) = Parameter();
            parameters.Add(name[1..], value);
        }
        return new(TdsKind.Call, text, parameters, transaction);
    }

    /// <summary>TransMgrReq, type 14.</summary>
    public TdsRequest Transaction()
    {
        const ushort Begin = 5, Commit = 7, Rollback = 8;
        var transaction = AllHeaders();
        var kind = UShort() switch
        {
            Begin => TdsKind.Begin,
            Commit => TdsKind.Commit,
            Rollback => TdsKind.Rollback,
            var other => throw new NotSupportedException($"transaction request {other}"),
        };
        return new(kind, "", new Dictionary<string, TdsParameter>(), transaction, Byte());
    }

    /// <summary>The headers before each request; the one for transactions says which it belongs to.</summary>
    private long AllHeaders()
    {
        const ushort TransactionDescriptor = 2;
        var (end, transaction) = (_at + Int(), 0L);
        while (_at < end)
        {
            var next = _at + Int();
            if (UShort() == TransactionDescriptor)
                transaction = Long();
            _at = next;
        }
        return transaction;
    }

    private (string Name, TdsParameter Value) Parameter()
    {
        var name = Encoding.Unicode.GetString(Bytes(2 * Byte()));
        Byte();                 // status flags
        return (name, Value(Byte()));
    }

    private TdsParameter Value(byte type)
    {
        const int Collation = 5;
        switch (type)
        {
            case 0xE7:
                var chars = UShort();
                Bytes(Collation);
                return new(chars == Max ? "nvarchar(max)" : $"nvarchar({chars / 2})", Sized(chars == Max) is { } text ? Encoding.Unicode.GetString(text) : null);
            case 0xA5:
                var bytes = UShort();
                return new(bytes == Max ? "varbinary(max)" : $"varbinary({bytes})", Sized(bytes == Max));
            case 0x63:
                Int();
                Bytes(Collation);
                return new("ntext", Encoding.Unicode.GetString(Bytes(Int())));
            case 0x26:
                return new(Byte() switch { 8 => "bigint", 4 => "int", _ => "smaller" }, Bytes(Byte()) switch { { Length: 8 } l => BinaryPrimitives.ReadInt64LittleEndian(l), { Length: 4 } i => (long)BinaryPrimitives.ReadInt32LittleEndian(i), _ => null });
            case 0x68:
                Byte();
                return new("bit", Bytes(Byte()) is [var bit] ? bit == 1 : null);
            case 0x6D:
                Byte();
                return new("float", Bytes(Byte()) is { Length: 8 } number ? BinaryPrimitives.ReadDoubleLittleEndian(number) : null);
            default:
                throw new NotSupportedException($"type 0x{type:X2}");
        }
    }

    /// <summary>A value with its length before it; of the greatest types in chunks.</summary>
    private byte[]? Sized(bool isMax)
    {
        if (!isMax)
            return UShort() is var length && length == Max ? null : Bytes(length);
        if ((ulong)Long() == NullOfMax)
            return null;
        var value = new List<byte>();
        while (Int() is > 0 and var chunk)
            value.AddRange(Bytes(chunk));
        return [.. value];
    }

    private byte[] Bytes(int count) => message[_at..(_at += count)];

    private byte Byte() => message[_at++];

    private ushort UShort() => BinaryPrimitives.ReadUInt16LittleEndian(Bytes(2));

    private int Int() => BinaryPrimitives.ReadInt32LittleEndian(Bytes(4));

    private long Long() => BinaryPrimitives.ReadInt64LittleEndian(Bytes(8));
}
