using System.Text;
using Classifier.Directories;
using Classifier.Models;

namespace Classifier.Training.Import.Ownership;

/// <summary>A directory's file with the services that sources bring: planned and checked first, then written in one step.</summary>
internal sealed class DirectoryUpdate
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly string _path;
    private readonly byte[] _before;
    private readonly byte[] _after;

    private DirectoryUpdate(string path, byte[] before, byte[] after, OwnershipPlan plan) => (_path, _before, _after, Plan) = (path, before, after, plan);

    /// <summary>What becomes of the directory.</summary>
    public OwnershipPlan Plan { get; }

    /// <summary>Reads the directory and decides what becomes of it; nothing is written.</summary>
    /// <exception cref="InputException">The directory has a fault, or would have one.</exception>
    public static DirectoryUpdate Of(Home home, IReadOnlyList<OwnershipFile> files)
    {
        var path = home.DirectoryFile;
        var bytes = Read(path);
        var (mark, text) = Decode(bytes, path);
        var name = NameOf(home);
        var directory = Parse(text, name, "");
        var written = new DirectoryText(text);
        var lines = written.ServiceLines();
        var plan = new OwnershipPlanner(directory, files, service => new(name, lines.GetValueOrDefault(service.Key, 1))).Plan();
        if (plan.Added.Count == 0)
            return new(path, bytes, bytes, plan);
        var after = With(written, plan, name);
        Check(directory, Parse(after, name, "with the new services: "), plan, name);
        return new(path, bytes, Utf8.GetBytes(mark + after), plan);
    }

    /// <summary>How the directory's file is named for people.</summary>
    public static string NameOf(Home home) => Path.GetRelativePath(home.Root, home.DirectoryFile);

    /// <summary>Writes it, unless nothing is new.</summary>
    /// <exception cref="InputException">Somebody has changed the file since it was read.</exception>
    public void Write()
    {
        if (ReferenceEquals(_before, _after))
            return;
        if (!Read(_path).AsSpan().SequenceEqual(_before))
            throw new InputException($"{_path}: was changed meanwhile, nothing was written to it; run it again");
        AtomicFile.Replace(File.ResolveLinkTarget(_path, returnFinalTarget: true)?.FullName ?? _path, _after);
    }

    private static string With(DirectoryText written, OwnershipPlan plan, string name)
    {
        try
        {
            return written.With([.. plan.Added.Select(a => ServiceEntry.Of(a.Service))]);
        }
        catch (InputException e)
        {
            throw new InputException($"{name}: {e.Message}");
        }
    }

    // The text was put in by place: what it is read as must be what was there and what is new.
    private static void Check(ResponderDirectory before, ResponderDirectory after, OwnershipPlan plan, string name)
    {
        var expected = before.Parts.Services.Concat(plan.Added.Select(a => a.Service)).Select(ServiceEntry.Of);
        if (!after.Parts.Services.Select(ServiceEntry.Of).SequenceEqual(expected))
            throw new InputException($"{name}: the services cannot be added as text; write 'services:' as a list with a line a service");
    }

    private static byte[] Read(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: {e.Message}");
        }
    }

    private static (string Mark, string Text) Decode(byte[] bytes, string path)
    {
        try
        {
            var text = Utf8.GetString(bytes);
            return text.StartsWith('\uFEFF') ? (text[..1], text[1..]) : ("", text);
        }
        catch (DecoderFallbackException)
        {
            throw new InputException($"{path}: is no UTF-8");
        }
    }

    private static ResponderDirectory Parse(string text, string name, string when)
    {
        try
        {
            return DirectoryFile.Parse(text, name);
        }
        catch (YamlFileException e)
        {
            throw new InputException($"{when}{e.Message}");
        }
    }
}
