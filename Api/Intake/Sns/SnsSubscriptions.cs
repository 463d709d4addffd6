using System.Text.Json;
using Classifier.Api.Problems;

namespace Classifier.Api.Intake.Sns;

/// <summary>Confirms that a topic may post here, when the settings list it.</summary>
internal sealed class SnsSubscriptions(SourceSettings settings, ISnsClient client, ILogger<SnsSubscriptions> logger)
{
    /// <summary>Visits the address of a confirmation whose delivery was let in; anything else is none of its business.</summary>
    /// <exception cref="ApiProblemException">503: SNS cannot be reached now; it tries again.</exception>
    public async Task ConfirmAsync(SourceDefinition source, JsonElement payload, CancellationToken cancellationToken)
    {
        if (source.Auth is not SnsAuth || SnsMessage.Of(payload) is not { Type: "SubscriptionConfirmation" } message)
            return;
        if (!settings.Topics(source.Name).Contains(message.Topic))
            logger.SubscriptionIgnored(source.Name, $"Sources:{source.Name}:Topics does not list {message.Topic}");
        else if (message.SubscribeAddress is not { } address)
            logger.SubscriptionIgnored(source.Name, "its address is none of Amazon SNS");
        else
            await VisitAsync(source.Name, message.Topic, address, cancellationToken);
    }

    private async Task VisitAsync(string source, string topic, Uri address, CancellationToken cancellationToken)
    {
        try
        {
            await client.GetAsync(address, cancellationToken);
            logger.Subscribed(source, topic);
        }
        catch (HttpRequestException error)
        {
            logger.SnsAway(error.Message);
            throw new ApiProblemException(ProblemTypes.Unavailable, "The subscription cannot be confirmed now.");
        }
    }
}
