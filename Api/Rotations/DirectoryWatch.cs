using Classifier.Api.Briefs.Messages;
using Classifier.Api.Incidents;
using Classifier.Api.Operations;
using Classifier.Directories;

namespace Classifier.Api.Rotations;

/// <summary>Takes the directory, and the texts that people are told, anew within two seconds after a file changed. A faulty one is refused with its lines, and what held goes on.</summary>
internal sealed class DirectoryWatch(Home home, CurrentDirectory directory, MessageTexts texts, TimeProvider clock, ILogger<DirectoryWatch> logger) : PeriodicWorker(Every, clock)
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    private string _seen = "";
    private string _seenTexts = "";

    /// <summary>Takes the files when one is another than the last time.</summary>
    public void Look()
    {
        var (now, nowTexts) = (Mark(home.DirectoryFile), MarkOfTexts());
        if (nowTexts != _seenTexts)
            TakeTexts();
        if (now != _seen || nowTexts != _seenTexts)
            TakeDirectory();        // with the texts, since it names languages
        (_seen, _seenTexts) = (now, nowTexts);
    }

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        (_seen, _seenTexts) = (Mark(home.DirectoryFile), MarkOfTexts());
        return base.StartAsync(cancellationToken);
    }

    protected override Task LookAsync(CancellationToken cancellationToken)
    {
        Look();
        return Task.CompletedTask;
    }

    private void TakeTexts()
    {
        try
        {
            texts.Replace(MessageCatalog.Load(home));
            logger.TextsTaken();
        }
        catch (YamlFileException fault)
        {
            texts.Refuse(fault.Message);
            logger.TextsRefused(fault.Message);
        }
    }

    private void TakeDirectory()
    {
        try
        {
            var read = DirectoryFile.Load(home.DirectoryFile);
            texts.Catalog.Check(read, home.DirectoryFile);
            directory.Replace(read);
            logger.DirectoryTaken(directory.Value.Parts.Teams.Count, directory.Value.Parts.People.Count);
        }
        catch (YamlFileException fault)
        {
            directory.Refuse(fault.Message);
            logger.DirectoryRefused(fault.Message);
        }
    }

    private string MarkOfTexts()
    {
        try
        {
            return string.Join('\n', MessageCatalog.Files(home).Select(Mark));
        }
        catch (YamlFileException fault)
        {
            return fault.Message;
        }
    }

    // A file that is written right now may be seen twice; the second look takes what the first refused.
    private static string Mark(string path) => new FileInfo(path) is { Exists: true } file ? $"{path} {file.LastWriteTimeUtc.Ticks} {file.Length}" : path;
}
