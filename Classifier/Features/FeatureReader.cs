using System.Buffers;
using Classifier.LogTemplates;

namespace Classifier.Features;

/// <summary>Reads all features of an incident. The one implementation, for training and for serving.</summary>
public static class FeatureReader
{
    /// <summary>Label values up to this length are one <c>key=value</c>; longer ones are read as text.</summary>
    public const int ShortLabel = 40;

    private const int LabelTextLimit = 6000;
    private const int LogTextLimit = 6000;

    /// <summary>Hands every feature of <paramref name="text"/> to <paramref name="sink"/>, field by field in a fixed order. Never throws for any text.</summary>
    /// <param name="text">The incident.</param>
    /// <param name="sink">Takes the features.</param>
    /// <param name="templates">The templates that log lines are matched against; null for none.</param>
    /// <param name="leftOut">Keys of labels that are not read; null for none.</param>
    public static void Read<TSink>(IncidentText text, ref TSink sink, LogTemplateSet? templates = null, IReadOnlySet<string>? leftOut = null)
        where TSink : struct, IFeatureSink
    {
        // Room for the longest chunk in two forms, with a blank on both sides.
        var buffer = ArrayPool<char>.Shared.Rent(2 * (IncidentText.DescriptionLimit + 2));
        var fields = new FieldReader<TSink>(ref sink, buffer);
        fields.ReadTitle(text.TitleText);
        fields.ReadDescription(text.DescriptionText, offset: text.Title.Length + 1);
        ReadLabels(text.Labels, leftOut, ref fields);
        ReadLogs(text.Logs, templates, ref fields);
        ArrayPool<char>.Shared.Return(buffer);
    }

    private static void ReadLabels<TSink>(IReadOnlyList<KeyValuePair<string, string>> labels, IReadOnlySet<string>? leftOut, ref FieldReader<TSink> fields)
        where TSink : struct, IFeatureSink
    {
        var left = LabelTextLimit;
        for (var i = 0; i < labels.Count; i++)
        {
            var (key, value) = labels[i];
            if (leftOut is not null && leftOut.Contains(key))
                continue;
            if (value.Length <= ShortLabel)
            {
                fields.ReadShortLabel(key.AsSpan(0, Math.Min(key.Length, LabelTextLimit)), value, i);
                continue;
            }
            var length = Math.Min(value.Length, left);
            fields.ReadLongLabel(value.AsSpan(0, length), i);
            left -= length;
        }
    }

    private static void ReadLogs<TSink>(IReadOnlyList<string> logs, LogTemplateSet? templates, ref FieldReader<TSink> fields)
        where TSink : struct, IFeatureSink
    {
        var left = LogTextLimit;
        for (var i = 0; i < logs.Count && left > 0; i++)
        {
            var length = Math.Min(logs[i].Length, left);
            fields.ReadLogLine(logs[i].AsSpan(0, length), i);
            if (templates is not null)
                fields.ReadTemplate(templates.Match(logs[i])?.Id ?? LogTemplate.CatchAll, i);
            left -= length;
        }
    }
}
