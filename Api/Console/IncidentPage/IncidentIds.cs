using System.Text.RegularExpressions;

namespace Classifier.Api.Console.IncidentPage;

/// <summary>Finds incidents' ids in text.</summary>
internal static partial class IncidentIds
{
    /// <summary>An id, as a group of its own, so that splitting keeps it. Ids of the history before us may begin with a zero or be in capitals: those have no page.</summary>
    [GeneratedRegex(@"(?<![\w-])(inc-[1-9]\d{0,17})(?![\w-])")]
    public static partial Regex Pattern();
}
