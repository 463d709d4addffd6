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

    /// <summary>Takes the files when one is another than the last time.</summary>
    public void Look()
    {
        var now = Mark();
        if (now == _seen)
            return;
        _seen = now;
        try
        {
            var (read, said) = (DirectoryFile.Load(home.DirectoryFile), MessageCatalog.Load(home));
            said.Check(read, home.DirectoryFile);
            texts.Replace(said);
            directory.Replace(read);
            logger.DirectoryTaken(directory.Value.Parts.Teams.Count, directory.Value.Parts.People.Count);
        }
        catch (YamlFileException fault)
        {
            directory.Refuse(fault.Message);
            logger.DirectoryRefused(fault.Message);
        }
    }

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        _seen = Mark();
        return base.StartAsync(cancellationToken);
    }

    protected override Task LookAsync(CancellationToken cancellationToken)
    {
        Look();
        return Task.CompletedTask;
    }

    // A file that is written right now may be seen twice; the second look takes what the first refused.
    private string Mark() => string.Join('\n', MessageCatalog.Files(home).Append(home.DirectoryFile).Select(path => new FileInfo(path)).Where(f => f.Exists).Select(f => $"{f.FullName} {f.LastWriteTimeUtc.Ticks} {f.Length}"));
}
