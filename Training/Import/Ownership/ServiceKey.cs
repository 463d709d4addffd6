using System.Text;

namespace Classifier.Training.Import.Ownership;

/// <summary>A service's key, and when two spellings are one service.</summary>
internal static class ServiceKey
{
    /// <summary>Lower case with dashes, as the directory has it; empty where there is neither letter nor digit.</summary>
    public static string Of(string spelling)
    {
        var key = new StringBuilder(spelling.Length);
        foreach (var c in spelling.Normalize())
        {
            if (char.IsLetterOrDigit(c))
                key.Append(char.ToLowerInvariant(c));
            else if (key.Length > 0 && key[^1] != '-')
                key.Append('-');
        }
        return key.ToString().TrimEnd('-');
    }

    /// <summary>Equal for spellings that differ in case and punctuation alone.</summary>
    public static string Fold(string spelling) => Of(spelling).Replace("-", "", StringComparison.Ordinal);
}
