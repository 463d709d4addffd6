using Classifier.Alerts;
using Classifier.Features;

namespace Classifier.Scoring;

/// <summary>
/// What each character, label and log line of an incident counts. What is laid on a word and on the pairs it stands in adds
/// up. Used again and again by one thread.
/// </summary>
internal sealed class EvidenceWeights
{
    private const int LongestLabel = 200;

    private IncidentText _incident = new("", "", [], []);
    private string _whole = "";
    private float[] _text = [];
    private float[] _labels = [];
    private float[] _logs = [];

    /// <summary>Begins with an incident, of which nothing counts yet.</summary>
    public void Begin(IncidentText incident)
    {
        (_incident, _whole) = (incident, $"{incident.Title}\n{incident.DescriptionText}");
        (_text, _labels, _logs) = (AtLeast(_text, _whole.Length), AtLeast(_labels, incident.Labels.Count), AtLeast(_logs, incident.Logs.Count));
        Clear();
    }

    /// <summary>Begins again with the same incident.</summary>
    public void Clear()
    {
        Array.Clear(_text);
        Array.Clear(_labels);
        Array.Clear(_logs);
    }

    /// <summary>Lays a feature's part onto the place it was read from.</summary>
    public void Lay(float part, FeatureOrigin origin)
    {
        if (origin.Field == FeatureField.Label)
            _labels[origin.Start] += part;
        else if (origin.Field == FeatureField.Log)
            _logs[origin.Start] += part;
        else
            Spread(part, origin);
    }

    /// <summary>Sum of all parts, whatever their sign.</summary>
    public double Total() => SumOf(_text) + SumOf(_labels) + SumOf(_logs);

    /// <summary>Phrases in the order of the text, then labels, then log templates, each with its share of <paramref name="total"/>.</summary>
    public IEnumerable<Evidence> Reasons(double total, LogReasons logs)
    {
        foreach (var span in TextSpans.Of(_whole, _text.AsSpan(0, _whole.Length)))
            yield return new(EvidenceKind.Text, _whole.Substring(span.Start, span.Length), span.Start, span.Length, span.Weight / total);
        for (var i = 0; i < _incident.Labels.Count; i++)
        {
            if (_labels[i] != 0)
                yield return new(EvidenceKind.Label, AlertLimits.Keep($"{_incident.Labels[i].Key}={_incident.Labels[i].Value}", LongestLabel), null, null, _labels[i] / total);
        }
        foreach (var alike in Enumerable.Range(0, _incident.Logs.Count).Where(i => _logs[i] != 0).GroupBy(i => logs.Of(_incident.Logs[i])))
            yield return new(EvidenceKind.Template, alike.Key, null, null, alike.Sum(i => _logs[i]) / total);
    }

    private void Spread(float part, FeatureOrigin origin)
    {
        // Normalised text can be longer than what was written; what sticks out has no place to fall on.
        var end = Math.Min(origin.Start + origin.Length, _whole.Length);
        for (var i = origin.Start; i < end; i++)
            _text[i] += part / origin.Length;
    }

    private static double SumOf(float[] parts)
    {
        var sum = 0.0;
        foreach (var part in parts)
            sum += Math.Abs(part);
        return sum;
    }

    private static float[] AtLeast(float[] array, int length) => array.Length >= length ? array : new float[length];
}
