using System.Net;
using Classifier.Api.Intake;
using Classifier.Api.Tests.Support;
using Classifier.Directories;

namespace Classifier.Api.Tests.Sources;

/// <summary>A user's own mapping files in <c>data/sources/</c>.</summary>
public sealed class OwnSourceTests : IDisposable
{
    private readonly TestHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task OwnFile_IsPreviewedAcceptedAndSigned()
    {
        Write("""
            name: sensors
            auth: { scheme: hmac, header: X-Signature, algorithm: sha512, encoding: base64, timestamp_header: X-Time, tolerance: 60s, signed: "{{ timestamp }}.{{ body }}" }
            others: ignore
            shapes:
              - when: root.readings
                each: readings.values
                ignore_when: item.ok
                label_fields: { room: "{{ root.room }}" }
                fields: { title: "edge 95 {{ item.name }}", severity: "{{ item.level }}", dedup_key: "{{ item.name }}" }
                values: { severity: { red: critical } }
            """);
        await using var service = await RunningService.StartAsync(home: _home);
        const string Payload = """{"room":"7","readings":[{"values":[{"name":"t1","level":"red"},{"name":"t2","ok":true}]},{"values":[{"name":"t3","level":"low"}]}]}""";

        var (status, preview) = await service.PostRawAsync("/v1/sources/sensors/preview", Payload);
        var (_, accepted) = await service.PostRawAsync("/v1/alerts/sensors", Payload);
        var (_, other) = await service.PostRawAsync("/v1/alerts/sensors", """{"hello":1}""");

        Assert.Equal((HttpStatusCode.OK, 1), (status, preview.GetProperty("ignored").GetInt32()));
        Assert.Equal(["edge 95 t1 critical 7", "edge 95 t3 low 7"], preview.GetProperty("alerts").EnumerateArray().Select(a => $"{a.Text("title")} {a.Text("severity")} {a.GetProperty("labels").Text("room")}"));
        Assert.Equal((2, 0, 1), (accepted.GetProperty("accepted").GetInt32(), other.GetProperty("accepted").GetInt32(), other.GetProperty("ignored").GetInt32()));
    }

    [Fact]
    public async Task OwnFile_OfAShippedName_ReplacesIt()
    {
        Write("name: pingdom\nfields: { title: \"mine: {{ item.check_name }}\" }\n");
        await using var service = await RunningService.StartAsync(home: _home);

        var (_, preview) = await service.PostRawAsync("/v1/sources/pingdom/preview", """{"check_name":"Shop"}""");

        Assert.Equal("mine: Shop", preview.GetProperty("alerts")[0].Text("title"));
    }

    [Theory]
    [InlineData("name: x\ncolour: red\nfields: { title: t }\n", 2, "unknown member 'colour'")]
    [InlineData("name: x\nauth: password\nfields: { title: t }\n", 2, "'password' is no known way to authenticate")]
    [InlineData("name: x\nauth: none\nfields: { title: t }\n", 2, "'none' is no known way to authenticate")]
    [InlineData("name: x\nauth:\n  scheme: hmac\n  header: X\n  heder: X\nfields: { title: t }\n", 5, "unknown member 'heder'")]
    [InlineData("name: x\nauth: { scheme: hmac }\nfields: { title: t }\n", 2, "needs 'header'")]
    [InlineData("name: x\nauth: { scheme: hmac, header: X, algorithm: md5 }\nfields: { title: t }\n", 2, "one of sha256, sha512, sha1")]
    [InlineData("name: x\nauth: { scheme: hmac, header: X, secret: s }\nfields: { title: t }\n", 2, "unknown member 'secret'")]
    [InlineData("name: x\nauth: { scheme: hmac, header: X, timestamp_header: T }\nfields: { title: t }\n", 2, "a time that is not signed proves nothing")]
    [InlineData("name: x\nauth: { scheme: hmac, header: X, tolerance: 2h }\nfields: { title: t }\n", 2, "not a known word")]
    [InlineData("name: x\nfields:\n  titel: t\n", 3, "unknown member 'titel'")]
    [InlineData("name: x\nfields:\n  title: \"{{ item.a\"\n", 3, "")]
    [InlineData("name: x\nfields: { description: t }\n", 2, "fields need 'title'")]
    [InlineData("name: x\nfields: { title: t }\nvalues:\n  severity: { red: awful }\n", 4, "'awful' is no severity")]
    [InlineData("name: x\nfields: { title: t }\nvalues:\n  title: { a: b }\n", 4, "unknown member 'title'")]
    [InlineData("name: x\nfields: { title: t }\nignore_when: \"{{ item.a }}\"\n", 3, "without braces")]
    [InlineData("name: x\nshapes:\n  - fields: { title: t }\n    where: root.a\n", 4, "unknown member 'where'")]
    [InlineData("name: x\neach: alerts\nshapes:\n  - fields: { title: t }\n", 2, "unknown member 'each'")]
    [InlineData("name: x\nshapes: []\n", 2, "at least one")]
    [InlineData("name: [\n", 2, "")]
    [InlineData("", 1, "needs 'name'")]
    public void FaultyFile_IsRefusedNamingTheLine(string yaml, int line, string reason)
    {
        var error = Assert.Throws<YamlFileException>(() => SourceDefinition.Parse(yaml, "own.yaml"));

        Assert.StartsWith($"own.yaml:{line}: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Webhook_WithWhatTemplatesCannotDigest_IsKept()
    {
        await using var service = await RunningService.StartAsync(home: _home);

        foreach (var json in (string[])["""{"\ud800":1}""", "null", "[]", "7", "\"x\"", """{"event":7,"incident":[],"data":{"issue":"x"},"Records":"x","alerts":{"a":1},"Message":{},"alert":{"rule":[1]}}"""])
        {
            foreach (var source in service.Get<SourceCatalog>().Names)
            {
                var (status, _) = await service.PostRawAsync($"/v1/alerts/{source}", json);
                Assert.True(status is HttpStatusCode.Accepted or HttpStatusCode.BadRequest, $"{source} answers {status} to {json}");
            }
        }
    }

    private void Write(string yaml)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_home.Root, "data", "sources"));
        File.WriteAllText(Path.Combine(folder.FullName, "own.yaml"), yaml);
    }
}
