using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Classifier.Api.Tests.Support;

/// <summary>A POST over HTTP/1.1 whose body goes on while its answer is read, which <see cref="HttpClient"/> cannot.</summary>
internal sealed class OpenRequest : IDisposable
{
    private readonly TcpClient _connection;
    private readonly BufferedStream _input;
    private readonly StringBuilder _line = new();
    private byte[] _chunk = [];
    private int _at;

    private OpenRequest(TcpClient connection)
    {
        _connection = connection;
        _input = new(connection.GetStream());
    }

    public static async Task<OpenRequest> StartAsync(RunningService service, string path, string contentType)
    {
        var address = service.Http.BaseAddress!;
        var connection = new TcpClient();
        await connection.ConnectAsync(address.Host, address.Port, TestContext.Current.CancellationToken);
        var request = new OpenRequest(connection);
        await request.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST {path} HTTP/1.1\r\nHost: {address.Authority}\r\nAuthorization: {service.Http.DefaultRequestHeaders.Authorization}\r\nContent-Type: {contentType}\r\nTransfer-Encoding: chunked\r\n\r\n"));
        return request;
    }

    /// <summary>Sends a piece of the body.</summary>
    public Task SendAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text));

    /// <inheritdoc cref="SendAsync(string)"/>
    public Task SendAsync(byte[] piece) => WriteAsync([.. Encoding.ASCII.GetBytes($"{piece.Length:x}\r\n"), .. piece, .. "\r\n"u8]);

    /// <summary>Ends the body.</summary>
    public Task EndAsync() => WriteAsync("0\r\n\r\n"u8.ToArray());

    /// <summary>Reads the head of the answer.</summary>
    public async Task<(int Status, string ContentType)> HeadAsync()
    {
        var status = int.Parse((await HeadLineAsync()).Split(' ')[1], CultureInfo.InvariantCulture);
        var type = "";
        while (await HeadLineAsync() is { Length: > 0 } header)
        {
            if (header.StartsWith("Content-Type: ", StringComparison.OrdinalIgnoreCase))
                type = header["Content-Type: ".Length..];
        }
        return (status, type);
    }

    /// <summary>The next line of the answer; null at its end.</summary>
    public async Task<JsonElement?> ReadAsync()
    {
        while (true)
        {
            var end = Array.IndexOf(_chunk, (byte)'\n', _at);
            _line.Append(Encoding.UTF8.GetString(_chunk, _at, (end < 0 ? _chunk.Length : end) - _at));
            if (end >= 0)
            {
                _at = end + 1;
                var item = JsonSerializer.Deserialize<JsonElement>(_line.ToString());
                _line.Clear();
                return item;
            }
            (_chunk, _at) = (new byte[int.Parse(await HeadLineAsync(), NumberStyles.HexNumber, CultureInfo.InvariantCulture)], 0);
            await _input.ReadExactlyAsync(_chunk, TestContext.Current.CancellationToken);
            await HeadLineAsync();
            if (_chunk.Length == 0)
                return null;
        }
    }

    /// <summary>Goes away without a word, as a client that was killed.</summary>
    public void Dispose()
    {
        _connection.Client.LingerState = new(true, 0);
        _input.Dispose();
        _connection.Dispose();
    }

    private async Task<string> HeadLineAsync()
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (true)
        {
            await _input.ReadExactlyAsync(one, TestContext.Current.CancellationToken);
            if (one[0] == '\n')
                return line.ToString().TrimEnd('\r');
            line.Append((char)one[0]);
        }
    }

    private async Task WriteAsync(byte[] bytes) => await _connection.GetStream().WriteAsync(bytes, TestContext.Current.CancellationToken);
}
