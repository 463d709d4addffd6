using System.IO.Compression;
using System.Text;
using Classifier.Training.Verbs;

namespace Classifier.Training.Tests.Verbs;

public sealed class TemplatesCommandTests : IDisposable
{
    private readonly TemporaryFolder _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Templates_TextFile_PrintsEachLinesFinalTemplateAsync()
    {
        var log = _home.File("app.log", [.. ((string[])["anna", "bob", "carl", "dora", "emil"]).Select(n => $"session of {n} closed"), "disk 7, full"]);

        Assert.Equal("""
            line,template_id,template
            1,1,session of <*> closed
            2,1,session of <*> closed
            3,1,session of <*> closed
            4,1,session of <*> closed
            5,1,session of <*> closed
            6,6,"disk <*>, full"

            """.ReplaceLineEndings("\n"), await OutputAsync("--log", log));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("\n", "1,1,\n")]
    [InlineData("a b", "1,1,a b\n")]
    [InlineData("a b\r\n\r\nc", "1,1,a b\n2,2,\n3,3,c\n")]
    [InlineData("a b\na b\n", "1,1,a b\n2,1,a b\n")]
    [InlineData("say \"no\"\n", "1,1,\"say \"\"no\"\"\"\n")]
    public async Task Templates_AnyLineEnd_OneRowALineAsync(string text, string rows) =>
        Assert.Equal($"line,template_id,template\n{rows}", await OutputAsync("--log", _home.File("app.log", text)));

    [Fact]
    public async Task Templates_Column_ReadsRowsOfTheCsvFileAsync()
    {
        var log = _home.File("app.csv", "\uFEFFId,Content", "1,\"a, \"\"b\"\"\"", "", "2,\"two", "lines\"", "3,");

        Assert.Equal("line,template_id,template\n1,1,\"a, \"\"b\"\"\"\n2,2,two lines\n3,3,\n", await OutputAsync("--log", log, "--column", "Content"));
    }

    [Fact]
    public async Task Templates_Gzip_ReadsItAsync()
    {
        var path = Path.Combine(_home.Path, "app.log.gz");
        using (var zip = new GZipStream(File.Create(path), CompressionLevel.Fastest))
            zip.Write("disk 7 full\n"u8);

        Assert.Equal("line,template_id,template\n1,1,disk <*> full\n", await OutputAsync("--log", path));
    }

    [Fact]
    public async Task Templates_MoreThanTheCapacity_PrintsTheCatchAllAsync()
    {
        var log = _home.File("app.log", [.. Enumerable.Range(0, 12_000).Select(i => $"{Letters(i)} {Letters(i / 3)}")]);
        var rows = (await OutputAsync("--log", log)).Split('\n');

        Assert.Equal(12_002, rows.Length);
        Assert.Equal("1,0,<*>", rows[1]);
        Assert.Equal($"12000,12000,{Letters(11_999)} {Letters(3_999)}", rows[12_000]);
    }

    [Theory]
    [InlineData("a\0b", null, "is no text")]
    [InlineData("Id,Content\n1,a\0b\n", "Content", "is no text")]
    [InlineData("Id,Content\n1,a\n", "content", "has no column content; its columns are Id, Content")]
    [InlineData("Id,Content\n1\n", "Content", "row 1 has 1 fields and no Content")]
    [InlineData("", "Content", "has no header")]
    public async Task Templates_BadInput_EndsWithTwoAndOneLineAsync(string text, string? column, string reason)
    {
        var log = _home.File("bad.log", text);
        var (code, output, error) = await RunAsync(["--log", log, .. column is null ? Array.Empty<string>() : ["--column", column]]);

        Assert.Equal((2, ""), (code, output));
        Assert.Equal($"{log}: {reason}", Assert.Single(error.Trim().Split('\n')).Split(", it holds")[0]);
    }

    [Fact]
    public async Task Templates_MissingFileOrBrokenGzip_EndsWithTwoAsync()
    {
        Assert.Equal(2, (await RunAsync(["--log", Path.Combine(_home.Path, "none.log")])).Code);
        Assert.Equal(2, (await RunAsync(["--log", _home.Path])).Code);
        Assert.Contains("gzip", (await RunAsync(["--log", _home.File("bad.gz", "no gzip")])).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Templates_RowTooLong_EndsWithTwoAsync()
    {
        var log = _home.File("long.csv", "Content", new('x', 5_000_000));

        Assert.Equal(2, (await RunAsync(["--log", log, "--column", "Content"])).Code);
    }

    private static string Letters(int number)
    {
        var text = new StringBuilder();
        for (; number >= 0; number = (number / 20) - 1)
            text.Append((char)('g' + (number % 20)));
        return text.ToString();
    }

    private async Task<string> OutputAsync(params string[] args)
    {
        var (code, output, error) = await RunAsync(args);
        Assert.Equal((0, ""), (code, error));
        return output;
    }

    private async Task<(int Code, string Output, string Error)> RunAsync(string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await CommandLine.RunAsync(["templates", .. args, "--home", _home.Path], TimeProvider.System, output, error);
        return (code, output.ToString(), error.ToString());
    }
}
