using System.Xml.Linq;

namespace Classifier.Api.Chat.Xmpp.Protocol;

/// <summary>From a connection to a bound session (RFC 6120): who we are is proved by the strongest means that the server has and we too.</summary>
internal static class XmppLogin
{
    /// <summary>Logs in.</summary>
    /// <returns>Our full address.</returns>
    /// <exception cref="ChatException">The server does not take us, or is no XMPP server.</exception>
    public static async Task<XmppAddress> RunAsync(XmppSocket socket, XmppAccount account, CancellationToken cancellationToken)
    {
        var features = await OpenAsync(socket, account, cancellationToken);
        await ProveAsync(socket, account, [.. features.Elements(XmppNames.Sasl + "mechanisms").Elements().Select(m => m.Value)], cancellationToken);
        await OpenAsync(socket, account, cancellationToken);
        await socket.SendAsync(new XElement(XmppNames.Client + "iq", new XAttribute("type", "set"), new XAttribute("id", "bind"), new XElement(XmppNames.Bind + "bind")), cancellationToken);
        var bound = XmppNames.Require("binding", await NextAsync(socket, cancellationToken));
        return XmppAddress.Parse(bound.Element(XmppNames.Bind + "bind")?.Element(XmppNames.Bind + "jid")?.Value) ?? throw Odd();
    }

    private static async Task<XElement> OpenAsync(XmppSocket socket, XmppAccount account, CancellationToken cancellationToken)
    {
        await socket.SendAsync(new XElement(XmppNames.Framing + "open", new XAttribute("to", account.Bot.Domain), new XAttribute("version", "1.0")), cancellationToken);
        var opened = await NextAsync(socket, cancellationToken);
        if (opened.Name != XmppNames.Framing + "open")
            throw Odd();
        var features = await NextAsync(socket, cancellationToken);
        return features.Name == XmppNames.Streams + "features" ? features : throw Odd();
    }

    private static async Task ProveAsync(XmppSocket socket, XmppAccount account, IReadOnlyList<string> offered, CancellationToken cancellationToken)
    {
        var scram = Scram.Choose(offered, account.Bot.Local!, account.Password);
        // The connection is encrypted, or does not leave this machine.
        if (scram is null && !offered.Contains(Scram.Plain))
            throw new ChatException(XmppNames.ConnectorName, "the server offers no way to log in that we know", isTransient: false);
        await socket.SendAsync(new XElement(XmppNames.Sasl + "auth", new XAttribute("mechanism", scram?.Mechanism ?? Scram.Plain), scram?.First() ?? Scram.PlainText(account.Bot.Local!, account.Password)), cancellationToken);
        while (true)
        {
            var answer = await NextAsync(socket, cancellationToken);
            if (answer.Name == XmppNames.Sasl + "challenge" && scram is not null)
                await socket.SendAsync(new XElement(XmppNames.Sasl + "response", scram.Answer(answer.Value)), cancellationToken);
            else if (answer.Name == XmppNames.Sasl + "success" && scram?.Accepts(answer.Value) != false)
                return;
            else if (answer.Name == XmppNames.Sasl + "failure")
                throw Refused(answer.Elements().FirstOrDefault(e => e.Name.LocalName != "text")?.Name.LocalName ?? "failure");
            else
                throw Odd();
        }
    }

    private static async Task<XElement> NextAsync(XmppSocket socket, CancellationToken cancellationToken) => await socket.ReceiveAsync(cancellationToken) switch
    {
        null => throw new ChatException(XmppNames.ConnectorName, "the server closed the connection", isTransient: true),
        { Name.LocalName: "error" } fault when fault.Name.Namespace == XmppNames.Streams => throw new ChatException(XmppNames.ConnectorName, $"the server ended the connection: {fault.Elements().FirstOrDefault()?.Name.LocalName}", isTransient: true),
        var element => element,
    };

    private static ChatException Refused(string reason) => reason is "temporary-auth-failure"
        ? new(XmppNames.ConnectorName, $"logging in: {reason}", isTransient: true)
        : new(XmppNames.ConnectorName, $"the bot's address or password is not valid ({reason})", isTransient: false);

    private static ChatException Odd() => new(XmppNames.ConnectorName, "the server answered something else than XMPP servers do", isTransient: true);
}
