using Classifier.Api.Tests.Chat.Contract;
using Classifier.Api.Tests.Support;

namespace Classifier.Api.Tests.Chat.Prosody;

/// <summary>Tests of a service whose one chat is a Prosody of its own, with people whose client others wrote.</summary>
public abstract class ProsodyTests : IAsyncLifetime
{
    private protected static CancellationToken Token => TestContext.Current.CancellationToken;

    private protected ProsodyProcess Prosody { get; private set; } = null!;

    private protected XmppWorkspace Xmpp { get; private set; } = null!;

    private protected ChatPeople People { get; private set; } = null!;

    private protected TestHome Home { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Prosody = await ProsodyProcess.StartAsync();
        Xmpp = await XmppWorkspace.StartAsync(Prosody);
        People = ChatPeople.Start(Prosody);
        Home = new(XmppDirectory.Of(Some.DirectoryYaml));
    }

    public async ValueTask DisposeAsync()
    {
        if (People is not null)
            await People.DisposeAsync();
        if (Xmpp is not null)
            await Xmpp.DisposeAsync();
        if (Prosody is not null)
            await Prosody.DisposeAsync();
        Home?.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected Task<RunningService> StartAsync() => RunningService.StartAsync(home: Home, settings: XmppDirectory.Settings(Xmpp, "xmpp"));

    /// <summary>An alert that opens a room.</summary>
    private protected static async Task<(string Id, string Room)> OpenAsync(RunningService service, string title)
    {
        var incident = await service.OpenAsync(new { title, severity = "high", labels = new { site = "osl1" } });
        return (incident.Text("id"), incident.GetProperty("rooms")[0].Text("external_id"));
    }
}
