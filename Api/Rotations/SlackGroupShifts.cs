using Classifier.Api.Chat;
using Classifier.Api.Chat.Slack;
using Classifier.Directories;

namespace Classifier.Api.Rotations;

/// <summary>Whoever is in a user group of Slack now, such as one that a rota tool keeps current: <c>usergroups.users.list</c>.</summary>
/// <param name="slack">Null when Slack is not configured.</param>
internal sealed class SlackGroupShifts(SlackApi? slack) : IReadsShifts
{
    private const string Method = "usergroups.users.list";

    public FeedKind Kind => FeedKind.SlackGroup;

    public string Tool => SlackApi.ConnectorName;

    /// <summary>A group says who is in it now; that is taken for the whole span until it is read again.</summary>
    public async Task<IReadOnlyList<FeedTurn>> ReadAsync(string address, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellationToken)
    {
        if (slack is null)
            throw new FeedException("Chat:Connectors does not name slack");
        try
        {
            var answer = SlackApi.Require(Method, await slack.CallAsync(Method, new() { ["usergroup"] = address }, SlackJson.Default.SlackGroupAnswer, cancellationToken));
            return [.. SlackApi.Present(Method, answer.Users).Select(user => new FeedTurn(new(user, [], ""), from, until))];
        }
        catch (ChatException fault)
        {
            throw new FeedException(fault.Message);
        }
    }
}
