using System.Text.RegularExpressions;

namespace Classifier.Api.Intake.Sns;

/// <summary>Addresses that come with a message are followed to Amazon's SNS hosts alone.</summary>
internal static partial class SnsAddress
{
    /// <summary>The address; null when it is not https on the standard port of <c>sns.REGION.amazonaws.com</c> (in China <c>.com.cn</c>), or holds a user.</summary>
    public static Uri? Trusted(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address is { Scheme: "https", IsDefaultPort: true, UserInfo: "" } && Host().IsMatch(address.Host) ? address : null;

    [GeneratedRegex(@"\Asns\.[a-z0-9-]{1,32}\.amazonaws\.com(\.cn)?\z")]
    private static partial Regex Host();
}
