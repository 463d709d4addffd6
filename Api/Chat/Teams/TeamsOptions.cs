using Classifier.Api.Chat.Teams.Protocol;
using Classifier.Api.Identity;

namespace Classifier.Api.Chat.Teams;

/// <summary>Section <c>Chat:Teams</c> of the configuration.</summary>
internal sealed record TeamsOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Chat:Teams";

    private static readonly IReadOnlyList<Uri> PublicCloud = [new("https://smba.trafficmanager.net/")];
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromSeconds(30);

    /// <summary>The directory (tenant) id of the organisation; people of no other are heard.</summary>
    public string? TenantId { get; init; }

    /// <summary>The application (client) id of the app registration, which is also the bot's.</summary>
    public string? AppId { get; init; }

    /// <summary>The app's client secret.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>A file that holds it, for secrets that are mounted; read again for each token. <see cref="ClientSecret"/> goes first.</summary>
    public string? ClientSecretFile { get; init; }

    /// <summary>The id of the team whose channels are the rooms.</summary>
    public string? TeamId { get; init; }

    /// <summary>The id of a channel of that team, <c>19:…@thread.tacv2</c>: where Teams lets us open no channel, a thread there is the room. Never for what is private.</summary>
    public string? FixedChannelId { get; init; }

    /// <summary>Ids of the people who own private channels, since an app cannot. Without any, nothing private is told to Teams.</summary>
    public IReadOnlyList<string> PrivateOwners { get; init; } = [];

    /// <summary>Private channels that a team may have, from 1; one more is not tried.</summary>
    public int MaxPrivateChannels { get; init; } = 30;

    /// <summary>Whether the app may read the channels' messages (<c>ChannelMessage.Read.Group</c>). Without it, a post whose answer was lost is posted again.</summary>
    public bool ReadsMessages { get; init; } = true;

    /// <summary>Where the Bot Connector is called until Teams has named its place.</summary>
    public Uri ServiceUrl { get; init; } = new("https://smba.trafficmanager.net/teams/");

    /// <summary>What a service's address has to begin with, since our token goes nowhere else; without any, <c>https://smba.trafficmanager.net/</c>.</summary>
    public IReadOnlyList<Uri> AllowedServiceUrls { get; init; } = [];

    /// <summary>Where Graph is.</summary>
    public Uri GraphUrl { get; init; } = new("https://graph.microsoft.com/v1.0/");

    /// <summary>Where tokens of our app are to be had; without it, Entra's of the tenant.</summary>
    public Uri? TokenUrl { get; init; }

    /// <summary>What a token for Graph is asked for.</summary>
    public string GraphScope { get; init; } = "https://graph.microsoft.com/.default";

    /// <summary>What a token for the Bot Connector is asked for.</summary>
    public string BotScope { get; init; } = "https://api.botframework.com/.default";

    /// <summary>Where it is published which keys sign what Teams delivers.</summary>
    public Uri OpenIdMetadataUrl { get; init; } = new("https://login.botframework.com/v1/.well-known/openidconfiguration");

    /// <summary>Who issues the tokens that come with it.</summary>
    public string Issuer { get; init; } = "https://api.botframework.com";

    /// <summary>How long one call may take, 1 to 30 s; afterwards it is not known whether it had an effect.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>What the published limits are multiplied by.</summary>
    public double LimitFactor { get; init; } = 1;

    /// <summary>Whether private channels can be opened.</summary>
    public bool HasPrivateChannels => PrivateOwners.Count > 0;

    /// <summary>The bot's id in Teams.</summary>
    public string BotId => $"28:{AppId}";

    /// <summary>The settings, looked over.</summary>
    /// <exception cref="UnsafeDefaultsException">Something is missing or wrong; all of it is named by its setting.</exception>
    public TeamsOptions Checked() => Faults().ToList() is { Count: > 0 } faults ? throw new UnsafeDefaultsException(string.Join(' ', faults)) : this with
    {
        AppId = AppId!.ToLowerInvariant(),      // as tokens name it, letter by letter
        TokenUrl = TokenUrl ?? new Uri($"https://login.microsoftonline.com/{TenantId}/oauth2/v2.0/token"),
        GraphUrl = new(GraphUrl.AbsoluteUri.TrimEnd('/') + '/'),
    };

    /// <summary>The client secret as it is now.</summary>
    /// <exception cref="ChatException">Its file cannot be read, or is empty.</exception>
    public string Secret()
    {
        try
        {
            if ((ClientSecret is { Length: > 0 } ? ClientSecret : File.ReadAllText(ClientSecretFile!).Trim()) is { Length: > 0 } secret)
                return secret;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // as if it were empty: it may be about to be replaced
        }
        throw new ChatException(TeamsHttp.ConnectorName, $"the file of {Section}:ClientSecretFile cannot be read, or is empty", isTransient: true);
    }

    /// <summary>Whether our token may be sent to a service.</summary>
    public bool Allows(Uri service) => (AllowedServiceUrls.Count > 0 ? AllowedServiceUrls : PublicCloud).Any(allowed =>
        service.Scheme == allowed.Scheme && service.Authority == allowed.Authority && service.UserInfo.Length == 0 && $"{service.AbsolutePath}/".StartsWith($"{allowed.AbsolutePath.TrimEnd('/')}/", StringComparison.Ordinal));

    private IEnumerable<string> Faults()
    {
        foreach (var (name, id) in new[] { (nameof(TenantId), TenantId), (nameof(AppId), AppId), (nameof(TeamId), TeamId) })
        {
            if (!IsId(id))
                yield return $"Chat:Connectors names teams, but {Section}:{name} is no id like 3f2504e0-4f89-11d3-9a0c-0305e82c3301.";
        }
        if (string.IsNullOrEmpty(ClientSecret) && string.IsNullOrEmpty(ClientSecretFile))
            yield return $"Chat:Connectors names teams, but neither {Section}:ClientSecret nor {Section}:ClientSecretFile is set.";
        if (string.IsNullOrEmpty(ClientSecret) && ClientSecretFile is { Length: > 0 } && !File.Exists(ClientSecretFile))
            yield return $"{Section}:ClientSecretFile names a file that is not there.";
        if (FixedChannelId is { Length: > 0 } && !FixedChannelId.StartsWith("19:", StringComparison.Ordinal))
            yield return $"{Section}:FixedChannelId is no channel's id like 19:…@thread.tacv2.";
        if (PrivateOwners.Any(owner => !IsId(owner)))
            yield return $"{Section}:PrivateOwners has to hold ids of people.";
        if (MaxPrivateChannels < 1)
            yield return $"{Section}:MaxPrivateChannels has to be 1 or more.";
        foreach (var (name, url) in new[] { (nameof(ServiceUrl), ServiceUrl), (nameof(GraphUrl), GraphUrl), (nameof(OpenIdMetadataUrl), OpenIdMetadataUrl), (nameof(TokenUrl), TokenUrl) }.Concat(AllowedServiceUrls.Select(u => (nameof(AllowedServiceUrls), (Uri?)u))))
        {
            if (url is not null && !IsSafe(url))
                yield return $"{Section}:{name} has to be an https address; http is taken on this machine alone.";
        }
        if (IsSafe(ServiceUrl) && AllowedServiceUrls.All(IsSafe) && !Allows(ServiceUrl))
            yield return $"{Section}:ServiceUrl is not among {Section}:AllowedServiceUrls.";
        if (Timeout < TimeSpan.FromSeconds(1) || Timeout > LongestTimeout)
            yield return $"{Section}:Timeout has to be from 00:00:01 to 00:00:30.";
        if (CallLimits.Fault(LimitFactor, [.. GraphApi.Limits.Values, .. BotApi.Limits.Values]) is { } fault)
            yield return $"{Section}:{fault}";
    }

    /// <summary>Whether it is an id as Entra has them.</summary>
    public static bool IsId(string? id) => Guid.TryParseExact(id, "D", out _);

    private static bool IsSafe(Uri url) => url.IsAbsoluteUri && url.UserInfo.Length == 0 && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback));
}
