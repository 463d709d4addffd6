using Classifier.Incidents;
using CsCheck;

namespace Classifier.Tests.Incidents;

public sealed class AlertOrderTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    private static readonly Gen<(int Instance, HeardAlert Fact)[]> Facts =
        Gen.Select(Gen.Int[0, 2], Gen.Bool, Gen.Int[0, 40], (instance, fires, minute) => (instance, new HeardAlert(fires, Noon.AddMinutes(minute)))).Array[1, 9];

    /// <summary>Any order, with any of the facts twice, ends as the order of their times does.</summary>
    [Fact]
    public void EffectOf_SameFactsInAnyOrderAndTwice_EndsInTheSameState() =>
        Gen.Select(Facts, Gen.Int).Sample((facts, seed) =>
        {
            (int, HeardAlert)[] repeated = [.. facts, .. facts.Where((_, i) => i % 3 == 0)];
            new Random(seed).Shuffle(repeated);
            var (inOrder, shuffled) = (Key.After(facts.OrderBy(f => f.Fact.At).ThenBy(f => !f.Fact.IsFiring)), Key.After(repeated));
            return inOrder.IsOpen == shuffled.IsOpen && inOrder.Heard.OrderBy(h => h.Key).SequenceEqual(shuffled.Heard.OrderBy(h => h.Key));
        }, iter: 10_000);

    [Fact]
    public void EffectOf_EndBeforeBegin_LeavesNothingOpen()
    {
        var key = Key.After([(0, new(IsFiring: false, Noon.AddMinutes(5))), (0, new(IsFiring: true, Noon))]);
        Assert.False(key.IsOpen);
        Assert.Equal([AlertEffect.Clears, AlertEffect.IsLate], key.Effects);
    }

    [Theory]
    [InlineData(10, AlertEffect.Reopens)]
    [InlineData(10.02, AlertEffect.Opens)]
    public void EffectOf_FiresAgain_IsTheSameIncidentWithinTheWindow(double minutes, AlertEffect effect)
    {
        var key = Key.After([(0, new(IsFiring: true, Noon.AddMinutes(-1))), (0, new(IsFiring: false, Noon)), (0, new(IsFiring: true, Noon.AddMinutes(minutes)))]);
        Assert.Equal([AlertEffect.Opens, AlertEffect.Clears, effect], key.Effects);
    }

    /// <summary>A key's incidents as the service keeps them.</summary>
    private sealed class Key
    {
        private readonly Dictionary<int, bool> _firing = [];
        private DateTimeOffset? _ended;

        public Dictionary<int, HeardAlert> Heard { get; } = [];

        public List<AlertEffect> Effects { get; } = [];

        public bool IsOpen { get; private set; }

        public static Key After(IEnumerable<(int Instance, HeardAlert Fact)> facts)
        {
            var key = new Key();
            foreach (var (instance, fact) in facts)
                key.Take(instance, fact);
            return key;
        }

        private void Take(int instance, HeardAlert fact)
        {
            HeardAlert? before = Heard.TryGetValue(instance, out var heard) ? heard : null;
            if (fact.IsNewsAfter(before))
                Heard[instance] = fact;
            var effect = AlertOrder.EffectOf(fact, before, IsOpen, _ended is { } ended ? fact.At - ended : null, Window);
            Effects.Add(effect);
            if (effect == AlertEffect.IsLate)
                return;
            if (effect == AlertEffect.Clears)
            {
                _firing[instance] = false;
                (IsOpen, _ended) = (IsOpen && _firing.ContainsValue(true), _firing.ContainsValue(true) ? _ended : fact.At);
                return;
            }
            _firing[instance] = true;
            IsOpen = true;
        }
    }
}
