using System.Diagnostics;
using System.IO.MemoryMappedFiles;
using Classifier.Faults.Runs;

namespace Classifier.Faults.Machine;

/// <summary>What the machine does to a service's SQLite file and clock while it runs; see <c>faults.c</c>, which is compiled for it.</summary>
internal sealed class MachineFaults : IDisposable
{
    /// <summary>No space left on device.</summary>
    public const int NoSpace = 28;

    /// <summary>Input/output error.</summary>
    public const int BrokenDisk = 5;

    /// <summary>Read-only file system.</summary>
    public const int ReadOnly = 30;

    private const int Members = 9;
    private readonly string _folder = Directory.CreateTempSubdirectory("machine-faults-").FullName;
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _shared;

    private MachineFaults()
    {
        _file = MemoryMappedFile.CreateFromFile(SharedFile, FileMode.Create, null, Members * sizeof(long));
        _shared = _file.CreateViewAccessor();
    }

    private enum Member
    {
        // The same order as in faults.c.
        WriteError,
        WriteAt,
        FlushError,
        FlushAt,
        FlushDelay,
        FlushLies,
        ClockSeconds,
        Flushed,
        Failed,
    }

    /// <summary>How far the service's wall clock is ahead, in whole seconds.</summary>
    public TimeSpan Clock
    {
        get => TimeSpan.FromSeconds(this[Member.ClockSeconds]);
        set => this[Member.ClockSeconds] = (long)value.TotalSeconds;
    }

    /// <summary>What a flush takes longer, in whole milliseconds.</summary>
    public TimeSpan FlushDelay
    {
        get => TimeSpan.FromMilliseconds(this[Member.FlushDelay]);
        set => this[Member.FlushDelay] = (long)value.TotalMilliseconds;
    }

    /// <summary>Whether flushes say yes without flushing.</summary>
    public bool FlushesLie
    {
        get => this[Member.FlushLies] != 0;
        set => this[Member.FlushLies] = value ? 1 : 0;
    }

    /// <summary>Length of the write-ahead log at its last flush that was one.</summary>
    public long Flushed => this[Member.Flushed];

    /// <summary>How many calls failed so far.</summary>
    public long Failed => this[Member.Failed];

    private string SharedFile => Path.Combine(_folder, "faults");

    private string Library => Path.Combine(_folder, "faults.so");

    private long this[Member member]
    {
        get => _shared.ReadInt64((int)member * sizeof(long));
        set => _shared.Write((int)member * sizeof(long), value);
    }

    /// <summary>Compiles the library.</summary>
    /// <param name="compiler">Path of gcc.</param>
    public static async Task<MachineFaults> StartAsync(string compiler)
    {
        var faults = new MachineFaults();
        using var process = Process.Start(compiler, ["-Wall", "-Wextra", "-Werror", "-shared", "-fPIC", "-O1", "-o", faults.Library, FaultRig.Repository("tests", "Classifier.Faults", "Machine", "faults.c"), "-ldl"]);
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? faults : throw new InvalidOperationException($"{compiler} ended with {process.ExitCode}");
    }

    /// <summary>The settings of a service that it breaks.</summary>
    public ServiceSettings Under(ServiceSettings service) => service with { Environment = new Dictionary<string, string> { ["LD_PRELOAD"] = Library, ["CLASSIFIER_FAULTS"] = SharedFile } };

    /// <summary>Lets writes fail.</summary>
    /// <param name="error">Number of the error.</param>
    /// <param name="at">Only the so-many-th from now on; 0 for all until <see cref="Mend"/>.</param>
    public void FailWrites(int error, int at = 0) => (this[Member.WriteAt], this[Member.WriteError]) = (at, error);

    /// <summary>Lets flushes fail; as <see cref="FailWrites"/>.</summary>
    public void FailFlushes(int error, int at = 0) => (this[Member.FlushAt], this[Member.FlushError]) = (at, error);

    /// <summary>Nothing fails, waits or lies any more.</summary>
    public void Mend()
    {
        FailWrites(0);
        FailFlushes(0);
        (FlushDelay, FlushesLie, Clock) = (TimeSpan.Zero, false, TimeSpan.Zero);
    }

    public void Dispose()
    {
        _shared.Dispose();
        _file.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
