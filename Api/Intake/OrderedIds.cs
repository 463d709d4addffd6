namespace Classifier.Api.Intake;

/// <summary>UUIDs of version 7 that keep the order of one batch: within a millisecond the twelve bits behind the version count up.</summary>
internal static class OrderedIds
{
    private const int PerMillisecond = 1 << 12;

    /// <summary><paramref name="count"/> new ids in rising order, as text and as bytes.</summary>
    public static IReadOnlyList<Guid> Next(int count, DateTimeOffset at) => [.. Enumerable.Range(0, count).Select(i => Counted(at.AddMilliseconds(i / PerMillisecond), i % PerMillisecond))];

    private static Guid Counted(DateTimeOffset at, int counter)
    {
        Span<byte> bytes = stackalloc byte[16];
        Guid.CreateVersion7(at).TryWriteBytes(bytes, bigEndian: true, out _);
        bytes[6] = (byte)(0x70 | (counter >> 8));
        bytes[7] = (byte)counter;
        return new(bytes, bigEndian: true);
    }
}
