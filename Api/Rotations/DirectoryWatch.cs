using Classifier.Api.Incidents;
using Classifier.Api.Operations;
using Classifier.Directories;

namespace Classifier.Api.Rotations;

/// <summary>Takes the directory anew within two seconds after its file changed. A faulty one is refused with its lines, and what held goes on.</summary>
internal sealed class DirectoryWatch(Home home, CurrentDirectory directory, TimeProvider clock, ILogger<DirectoryWatch> logger) : PeriodicWorker(Every, clock)
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    private (DateTime, long) _seen;

    /// <summary>Takes the file when it is another than the last time.</summary>
    public void Look()
    {
        var now = Mark();
        if (now == _seen)
            return;
        _seen = now;
        try
        {
            directory.Replace(DirectoryFile.Load(home.DirectoryFile));
            logger.DirectoryTaken(directory.Value.Parts.Teams.Count, directory.Value.Parts.People.Count);
        }
        catch (DirectoryFileException fault)
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
    private (DateTime Written, long Length) Mark()
    {
        var file = new FileInfo(home.DirectoryFile);
        return file.Exists ? (file.LastWriteTimeUtc, file.Length) : default;
    }
}
