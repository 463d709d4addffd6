using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Classifier.Api.Chat.Xmpp;
using Classifier.Api.Tests.Support;

namespace Classifier.Api.Tests.Chat.Prosody;

/// <summary>An XMPP server that others wrote, Debian's Prosody: loopback, free ports, a temporary folder; an ordinary process of ours.</summary>
internal sealed class ProsodyProcess : IAsyncDisposable
{
    /// <summary>Where everybody is.</summary>
    public const string Domain = "localhost";

    /// <summary>Where rooms are.</summary>
    public const string Rooms = $"conference.{Domain}";

    private readonly string _program;
    private readonly string _folder = Directory.CreateTempSubdirectory("prosody-test-").FullName;
    private readonly int _webSocket = FreePort.Next();
    private readonly string _setting;
    private Process? _process;

    private ProsodyProcess(string program, string setting) => (_program, _setting) = (program, setting);

    /// <summary>Port of the older kind of connection, for people.</summary>
    public int Port { get; } = FreePort.Next();

    public Uri Url => new($"ws://127.0.0.1:{_webSocket}/xmpp-websocket");

    /// <summary>Starts a server; skips the test where the program is missing.</summary>
    /// <param name="setting">Further lines of its configuration.</param>
    public static async Task<ProsodyProcess> StartAsync(string setting = "")
    {
        var prosody = new ProsodyProcess(Require.Program("prosody", "prosody"), setting);
        Directory.CreateDirectory(Path.Combine(prosody._folder, "certs"));
        await File.WriteAllTextAsync(Path.Combine(prosody._folder, "prosody.cfg.lua"), prosody.Configuration());
        await prosody.RunAsync();
        return prosody;
    }

    /// <summary>Starts the server again on what it has stored.</summary>
    public async Task RunAsync()
    {
        _process = Process.Start(new ProcessStartInfo(_program)
        {
            ArgumentList = { "-F", "--config", Path.Combine(_folder, "prosody.cfg.lua") },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        _process.OutputDataReceived += (_, _) => { };       // what it misses it says there, and would wait for a reader
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await Eventually.GetAsync(IsReadyAsync, ready => ready);
    }

    /// <summary>All that the server has stored: of whom or of which room, and what.</summary>
    /// <remarks>It runs on meanwhile: it writes a file as <c>name~</c> and renames it.</remarks>
    public IReadOnlyList<(string Of, string Text)> Stored()
    {
        for (var look = 1; ; look++)
        {
            try
            {
                return [.. Directory.EnumerateFiles(Path.Combine(_folder, "data"), "*", SearchOption.AllDirectories).Where(file => !file.EndsWith('~'))
                    .Select(file => (Uri.UnescapeDataString(Path.GetFileNameWithoutExtension(file)), File.ReadAllText(file)))];
            }
            catch (FileNotFoundException) when (look < 100)
            {
                // taken away since it was listed
            }
        }
    }

    /// <summary>Ends the server as a crash would.</summary>
    public async Task KillAsync()
    {
        if (_process is null)
            return;
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    /// <summary>Makes an account.</summary>
    /// <returns>Its password.</returns>
    public string Register(string user)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, "data", Domain, "accounts")).FullName;
        var password = $"pw-{Guid.NewGuid():N}";
        var name = string.Concat(user.Select(c => char.IsAsciiLetterOrDigit(c) ? $"{c}" : $"%{(int)c:x2}"));
        File.WriteAllText(Path.Combine(folder, $"{name}.dat"), $"return {{ [\"password\"] = \"{password}\" }};");       // hashed by the server when it is first used
        return password;
    }

    /// <summary>The settings of a bot of one's own.</summary>
    public XmppOptions NewBot()
    {
        var user = $"bot-{Guid.NewGuid():N}"[..12];
        return new() { Url = Url, Address = $"{user}@{Domain}", Password = Register(user), Timeout = TimeSpan.FromSeconds(30) };
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private string Configuration() => $$"""
        run_as_root = {{(Environment.IsPrivilegedProcess ? "true" : "false")}}
        data_path = "{{_folder}}/data"
        certificates = "{{_folder}}/certs"
        pidfile = "{{_folder}}/prosody.pid"
        log = { warn = "{{_folder}}/prosody.log" }
        interfaces = { "127.0.0.1" }
        c2s_ports = { {{Port}} }
        s2s_ports = { }
        http_ports = { {{_webSocket}} }
        https_ports = { }
        http_interfaces = { "127.0.0.1" }
        modules_enabled = { "disco", "roster", "saslauth", "ping", "posix", "websocket", "pep", "mam", "offline" }
        modules_disabled = { "s2s", "tls" }
        c2s_require_encryption = false
        consider_websocket_secure = true
        authentication = "internal_hashed"
        storage = "internal"
        {{_setting}}
        VirtualHost "{{Domain}}"
        Component "{{Rooms}}" "muc"
          modules_enabled = { "muc_mam" }
          muc_log_expires_after = "never"
        """;

    private async Task<bool> IsReadyAsync()
    {
        Assert.False(_process!.HasExited, "prosody ended at once");
        try
        {
            using var http = new HttpClient();
            return (await http.GetAsync(new UriBuilder(Url) { Scheme = "http" }.Uri)).StatusCode == HttpStatusCode.OK;
        }
        catch (Exception error) when (error is HttpRequestException or SocketException)      // the latter, bare, when it is cut off just after it connected
        {
            return false;
        }
    }
}
