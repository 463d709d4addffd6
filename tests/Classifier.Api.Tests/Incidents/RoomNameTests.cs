using Classifier.Api.Chat;
using Classifier.Api.Chat.BuiltIn;
using Classifier.Api.Tests.Support;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Classifier.Api.Tests.Incidents;

/// <summary>A room's name is taken, and while the next one is looked for another node opens the room.</summary>
public sealed class RoomNameTests
{
    [Fact]
    public async Task NameIsTaken_StepWasTakenOverMeanwhile_TheOthersRoomStays()
    {
        using var home = new TestHome();
        using var logs = new CollectingLogs();
        await using var service = await RunningService.StartAsync(home: home, configure: services => services
            .AddSingleton<ILoggerProvider>(logs)
            .AddSingleton<IChatConnector>(provider => new LateConnector(provider.GetRequiredService<BuiltInConnector>(), Path.Combine(home.Root, "var", "classifier.db")))
            .AddSingleton(provider => new ConnectorSet([provider.GetServices<IChatConnector>().OfType<LateConnector>().Single()])),
            settings: new Dictionary<string, string> { ["Logging:LogLevel:Classifier.Api"] = "Information" });

        var id = (await service.SendAsync(new { title = "edge 95 x", severity = "high", labels = new { site = "osl1" } })).Text("incident");

        await Eventually.GetAsync(() => Task.FromResult(logs.Text), text => text.Contains("was taken over by another worker", StringComparison.Ordinal));
        await service.SettledAsync(id);
        Assert.Equal("theirs", Assert.Single((await service.GetAsync($"/v1/incidents/{id}")).GetProperty("rooms").EnumerateArray()).Text("name"));
        Assert.Equal(1, ((LateConnector)service.Get<ConnectorSet>().Get("builtin")).Opened);
    }

    /// <summary>Stands still in its first call until another has opened the room, and then finds the name taken.</summary>
    private sealed class LateConnector(BuiltInConnector inner, string database) : IChatConnector
    {
        public int Opened { get; private set; }

        public string Name => inner.Name;

        public ChatCapabilities Capabilities => inner.Capabilities;

        public async Task<ChatRoom> EnsureRoomAsync(RoomRequest request, CancellationToken cancellationToken)
        {
            Opened++;
            var theirs = await inner.EnsureRoomAsync(request with { Name = "theirs" }, cancellationToken);
            await using var connection = new SqliteConnection($"Data Source={database}");
            await connection.ExecuteAsync("UPDATE step SET fence = fence + 1, state = 'done', lease_until_us = NULL WHERE state = 'pending' AND lease_until_us IS NOT NULL");
            await connection.ExecuteAsync("UPDATE room SET name = 'theirs', external_id = @Id, state = 'open'", new { theirs.Id });
            throw new RoomNameTakenException(Name, request.Name);
        }

        public Task<IReadOnlyList<MemberOutcome>> InviteAsync(ChatRoom room, IReadOnlyList<string> handles, CancellationToken cancellationToken) => inner.InviteAsync(room, handles, cancellationToken);

        public Task RemoveAsync(ChatRoom room, string handle, CancellationToken cancellationToken) => inner.RemoveAsync(room, handle, cancellationToken);

        public Task SetTopicAsync(ChatRoom room, string topic, CancellationToken cancellationToken) => inner.SetTopicAsync(room, topic, cancellationToken);

        public Task<MessageRef> PostAsync(ChatRoom room, ChatMessage message, CancellationToken cancellationToken) => inner.PostAsync(room, message, cancellationToken);

        public Task UpdateAsync(MessageRef message, ChatMessage content, CancellationToken cancellationToken) => inner.UpdateAsync(message, content, cancellationToken);

        public Task ArchiveAsync(ChatRoom room, CancellationToken cancellationToken) => inner.ArchiveAsync(room, cancellationToken);
    }
}
