using System.Globalization;
using Classifier.Api.Briefs;
using Classifier.Api.Chat;
using Classifier.Api.Idempotency;
using Classifier.Api.Incidents;
using Classifier.Api.Responses;
using Classifier.Directories;
using Classifier.Responses;
using Classifier.Storage;

namespace Classifier.Api.Operations;

/// <summary>
/// Tells stakeholders at their times how things stand: once for all nodes, and late rather than never, but not after an hour.
/// </summary>
internal sealed class Digest(
    DigestWriter writer, StandingRooms rooms, ConnectorSet connectors, IOutboundSwitch outbound, OneTime once, CurrentDirectory directory, TimeProvider clock, ILogger<Digest> logger)
    : PeriodicWorker(Every, clock)
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan TooLate = TimeSpan.FromHours(1);

    protected override async Task LookAsync(CancellationToken cancellationToken)
    {
        if (directory.Value.Parts.Stakeholders is not { } group || Due(group) is not { } due)
            return;
        try
        {
            if (!(await outbound.ReadAsync(cancellationToken)).IsOn)
                return;
            foreach (var name in connectors.Planned)
                await TellAsync(connectors.Get(name), group, due, cancellationToken);
        }
        catch (Exception error) when (error is StoreUnavailableException or ChatException)
        {
            logger.DigestFailed(error.Message);     // its reservation ends, and it is tried again
        }
    }

    /// <summary>The last of today's times that is over, as long as it is not too long ago.</summary>
    private DateTimeOffset? Due(StakeholderGroup group)
    {
        var now = Clock.GetUtcNow();
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, group.TimeZone).DateTime);
        return group.DigestAt.Select(time => today.ToDateTime(time))
            .Where(local => !group.TimeZone.IsInvalidTime(local))
            .Select(local => new DateTimeOffset(local, group.TimeZone.GetUtcOffset(local)))
            .Where(due => due <= now && now - due < TooLate)
            .Select(due => (DateTimeOffset?)due).Max();
    }

    private async Task TellAsync(IChatConnector connector, StakeholderGroup group, DateTimeOffset due, CancellationToken cancellationToken)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"digest {connector.Name} {due.UtcDateTime:yyyy-MM-dd HH:mm}");
        if (await once.TryReserveAsync(id, cancellationToken) is not { } reserved)
            return;
        if (await rooms.EnsureStakeholdersAsync(connector, cancellationToken) is { } room)
            await connector.PostAsync(room, ChatMessage.Plain(await writer.WriteAsync(Clock.GetUtcNow(), group.TimeZone, cancellationToken), id) with { MayExist = true }, cancellationToken);
        await once.CompleteAsync(reserved, cancellationToken);
    }
}
