namespace Classifier.SqlServer.Tests.Sql;

/// <summary>What type the program sends a parameter as. <c>ParameterTests</c> compares this with the wire.</summary>
internal static class Parameter
{
    private const string Text = "nvarchar(4000)", Long = "bigint", Int = "int", Bit = "bit", Real = "float", Bytes = "varbinary(8000)";

    public static string TypeOf(string store, string name) => (store, name) switch
    {
        ("Answers", "Status") => Int,
        ("Logs", "Severity") => Text,
        ("Steps" or "Database", "Id") or ("Incidents", "Before") => Long,
        ("Database", "Number") => Int,
        ("Models", "Version") => Text,
        (_, "KeyHash" or "RequestHash" or "Hash" or "Body" or "First" or "Second" or "Bytes") => Bytes,
        (_, "Count" or "Limit" or "AtMost" or "AlertCount" or "Episode" or "Severity" or "NameAttempt" or "HeldItem" or "Part" or "TimeoutMs" or "Tries") => Int,
        (_, "Incident" or "Incidents" or "Number" or "Numbers" or "Fence" or "Version" or "After" or "Keep" or "From" or "Into" or "MergedInto" or "Settled") => Long,
        (_, "Together" or "HasRoom" or "TypeIsLikely") => Bit,
        (_, "Trust" or "Probability" or "TypeProbability" or "TeamProbability") => Real,
        _ when name.EndsWith("Us", StringComparison.Ordinal) => Long,
        _ when name.StartsWith("Is", StringComparison.Ordinal) => Bit,
        _ => Text,
    };
}
