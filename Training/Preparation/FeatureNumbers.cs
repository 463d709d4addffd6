namespace Classifier.Training.Preparation;

/// <summary>Gives every hash a number, from 0 in the order they come, and counts how often each came.</summary>
internal sealed class FeatureNumbers
{
    private const int SmallestTable = 1 << 16;

    // Numbers plus one, 0 where a slot is free; a hash stands at its low bits or in the next free slot after them.
    private int[] _slots = new int[SmallestTable];
    private readonly List<ulong> _hashes = [];
    private readonly List<int> _times = [];

    /// <summary>How many hashes have a number.</summary>
    public int Count => _hashes.Count;

    /// <summary>The hash of a number.</summary>
    public ulong HashOf(int number) => _hashes[number];

    /// <summary>How often the hash of a number came.</summary>
    public int TimesOf(int number) => _times[number];

    /// <summary>The number of a hash, which may be new.</summary>
    public int Add(ulong hash)
    {
        var slot = SlotOf(hash);
        if (_slots[slot] is var taken and > 0)
        {
            _times[taken - 1]++;
            return taken - 1;
        }
        _hashes.Add(hash);
        _times.Add(1);
        _slots[slot] = _hashes.Count;
        if (_hashes.Count > _slots.Length / 2)
            Grow();
        return _hashes.Count - 1;
    }

    private int SlotOf(ulong hash)
    {
        var mask = _slots.Length - 1;
        var slot = (int)hash & mask;
        while (_slots[slot] is var taken and > 0 && _hashes[taken - 1] != hash)
            slot = (slot + 1) & mask;
        return slot;
    }

    private void Grow()
    {
        _slots = new int[_slots.Length * 2];
        for (var number = 0; number < _hashes.Count; number++)
            _slots[SlotOf(_hashes[number])] = number + 1;
    }
}
