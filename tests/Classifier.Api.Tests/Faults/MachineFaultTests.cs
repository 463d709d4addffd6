using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Classifier.Api.Tests.Support;
using Classifier.Faults.Ledger;
using Classifier.Faults.Machine;
using Classifier.Faults.Runs;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Classifier.Api.Tests.Faults;

/// <summary>
/// The service as a process on SQLite while its disk or its clock fails: nothing is acknowledged that is not stored, who waits is told
/// 503 with Retry-After, and when the fault is over intake goes on without a restart.
/// </summary>
public sealed class MachineFaultTests
{
    // Five seconds and twenty are wanted, which a busy machine does not keep; how long it took is in the test's output.
    private static readonly TimeSpan BackWithin = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ToldWithin = TimeSpan.FromMinutes(1);
    private readonly AlertLedger _ledger = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("F04", MachineFaults.BrokenDisk)]
    [InlineData("F06", MachineFaults.ReadOnly)]
    [InlineData("F07", MachineFaults.NoSpace)]
    public async Task EveryWriteFails_EveryWaiterGets503_AndIntakeGoesOnAfterwards(string row, int error)
    {
        using var machine = await MachineAsync();
        await using var rig = await FaultRig.StartAsync(chatFaults: 0, seed: 4);
        using var service = await ServiceProcess.StartAsync(machine.Under(rig.Service), null);
        await SendAsync(service, 4);

        machine.FailWrites(error);
        await IsRefusedAsync(service);
        Assert.True(machine.Failed > 0, $"{row}: no write failed");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await service.Http.GetAsync("/health/ready", Token)).StatusCode);
        machine.Mend();

        await IsBackAsync(service);
        await HoldsWhatWasAcknowledgedAsync(rig, service);
    }

    [Fact]
    public async Task F04_EveryNthWriteOrFlushFailsOnce_NothingIsAcknowledgedThatIsNotStored()
    {
        using var machine = await MachineAsync();
        await using var rig = await FaultRig.StartAsync(chatFaults: 0, seed: 4);
        using var service = await ServiceProcess.StartAsync(machine.Under(rig.Service), null);
        for (var n = 1; n <= 30; n++)
        {
            foreach (var fail in (Action<int, int>[])[machine.FailWrites, machine.FailFlushes])
            {
                var before = machine.Failed;
                fail(n % 2 == 0 ? MachineFaults.NoSpace : MachineFaults.BrokenDisk, n);
                while (machine.Failed == before)
                    await SendAsync(service, 4);
            }
        }

        await IsBackAsync(service);
        await HoldsWhatWasAcknowledgedAsync(rig, service);
    }

    [Fact]
    public async Task F05_FlushesTakeLong_WhatIsBeyondTheQueueIsRefusedAtOnce()
    {
        using var machine = await MachineAsync();
        await using var rig = await FaultRig.StartAsync(chatFaults: 0, seed: 5);
        var settings = machine.Under(rig.Service);
        using var service = await ServiceProcess.StartAsync(settings with { Arguments = [.. settings.Arguments, "--Limits:WaitingAlerts", "16"] }, null);
        machine.FlushDelay = TimeSpan.FromMilliseconds(300);

        var load = new AlertLoad(_ledger, clients: 64, roomEvery: 1000);
        Assert.True(await LoadUntilAsync(load, service, TimeSpan.FromSeconds(3), () => _ledger.Count > 0 && load.Refused > 0), $"{_ledger.Count} were acknowledged, {load.Refused} refused");

        machine.Mend();
        await IsBackAsync(service);
        await HoldsWhatWasAcknowledgedAsync(rig, service);
    }

    [Fact]
    public async Task F06_DatabaseIsLockedByAnotherProcess_EveryWaiterGets503_AndIntakeGoesOnAfterwards()
    {
        await using var rig = await FaultRig.StartAsync(chatFaults: 0, seed: 6);
        using var service = await ServiceProcess.StartAsync(rig.Service, null);
        await using (var other = new SqliteConnection($"Data Source={rig.Service.DatabaseFile};Pooling=false"))
        {
            await other.OpenAsync(Token);
            await other.ExecuteAsync("BEGIN IMMEDIATE");
            await IsRefusedAsync(service);
            await other.ExecuteAsync("ROLLBACK");
        }

        await IsBackAsync(service);
        await HoldsWhatWasAcknowledgedAsync(rig, service);
    }

    [Fact]
    public async Task F07_DiskOfSixMegabytesFills_EveryWaiterGets503_AndIntakeGoesOnWhenThereIsSpace()
    {
        await using var rig = await FaultRig.StartAsync(chatFaults: 0, seed: 7);
        await using var disk = await SmallDisk.MountAsync(Path.Combine(rig.Service.Home, "var"));
        var reserve = Path.Combine(rig.Service.Home, "var", "reserve");
        await File.WriteAllBytesAsync(reserve, new byte[2 * 1024 * 1024], Token);
        using var service = await ServiceProcess.StartAsync(rig.Service, null);

        // Until the least no longer fits either; each checkpoint may make a little room in the log once more.
        foreach (var length in (int[])[16 * 1024, 0])
        {
            while (await ToldInTimeAsync(service, new('x', length)) > 0)
            {
            }
        }
        File.Delete(reserve);

        await IsBackAsync(service);
        await HoldsWhatWasAcknowledgedAsync(rig, service);
    }

    [Fact]
    public async Task F03_PowerIsCut_WhatWasFlushedHoldsAllThatWasAcknowledged()
    {
        using var machine = await MachineAsync();
        await using var rig = await FaultRig.StartAsync(chatFaults: 0, seed: 3);
        using var service = await ServiceProcess.StartAsync(machine.Under(rig.Service), null);
        for (var cut = 0; cut < 5; cut++)
        {
            await SendAsync(service, 100);
            Assert.Empty((await AfterPowerCutAsync(rig, service, machine)).Lost);
        }
    }

    /// <summary>Few alerts, so that the log only grows: where it begins anew, its length does not say what was flushed.</summary>
    [Fact]
    public async Task F03_FlushThatLies_IsFoundOutByTheSameLook()
    {
        using var machine = await MachineAsync();
        await using var rig = await FaultRig.StartAsync(chatFaults: 0, seed: 3);
        using var service = await ServiceProcess.StartAsync(machine.Under(rig.Service), null);
        await SendAsync(service, 5);

        machine.FlushesLie = true;
        Assert.True(await SendAsync(service, 10) > 0);

        Assert.NotEmpty((await AfterPowerCutAsync(rig, service, machine)).Lost);
    }

    [Fact]
    public async Task F03_LogIsCutAnywhere_TheDatabaseOpensAndLosesNothingButItsEnd()
    {
        using var machine = await MachineAsync();
        await using var rig = await FaultRig.StartAsync(chatFaults: 0, seed: 3);
        using var service = await ServiceProcess.StartAsync(machine.Under(rig.Service), null);
        await SendAsync(service, 100);
        var (least, step) = (0, machine.Flushed / 4096 / 40 * 4096 + 4096);
        for (var length = 0L; length <= machine.Flushed; length += step)
        {
            var there = (await AfterPowerCutAsync(rig, service, machine, length)).Lost.Count;
            Assert.True(length == 0 || there <= least, "a longer log held less");
            least = there;
        }
    }

    [Fact]
    public async Task F17_ClockJumpsByDaysAndBack_NothingIsLostOrDoubled()
    {
        using var machine = await MachineAsync();
        await using var rig = await FaultRig.StartAsync(chatFaults: 0, seed: 17);
        using var service = await ServiceProcess.StartAsync(machine.Under(rig.Service), null);
        var load = new AlertLoad(_ledger, clients: 8, roomEvery: 10);
        foreach (var clock in (TimeSpan[])[TimeSpan.Zero, TimeSpan.FromDays(2), TimeSpan.Zero, TimeSpan.FromHours(-1), TimeSpan.Zero])
        {
            machine.Clock = clock;
            var before = _ledger.Count;
            Assert.True(await LoadUntilAsync(load, service, TimeSpan.FromSeconds(1.5), () => _ledger.Count > before), $"nothing was acknowledged with the clock at {clock}");
            // What waits when a clock goes back waits that much longer, so it is given the time to finish.
            Assert.True((await rig.CompareAsync(_ledger)).IsClean, $"{clock}: {await rig.CompareAsync(_ledger)}");
        }
    }

    /// <summary>Sends for some time, and again where nothing has come of it yet.</summary>
    private static async Task<bool> LoadUntilAsync(AlertLoad load, ServiceProcess service, TimeSpan time, Func<bool> came)
    {
        for (var began = Stopwatch.GetTimestamp(); !came() && Stopwatch.GetElapsedTime(began) < BackWithin;)
        {
            using var over = new CancellationTokenSource(time);
            await load.RunAsync(() => [service], over.Token);
        }
        return came();
    }

    private static async Task<MachineFaults> MachineAsync() => await MachineFaults.StartAsync(Require.Program("gcc", "gcc"));

    /// <summary>Sends alerts side by side; those that are acknowledged go into the ledger, the others must be told 503 and when to come again.</summary>
    private async Task<int> SendAsync(ServiceProcess service, int alerts, string description = "")
    {
        var acknowledged = 0;
        await Parallel.ForEachAsync(Enumerable.Range(0, alerts), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, _) =>
        {
            using var answer = await service.Http.PostAsJsonAsync("/v1/alerts", new { title = $"Disk of db{i} is full", severity = "info", source = "faults", dedup_key = $"key-{i}", description }, Token);
            if (answer.StatusCode == HttpStatusCode.Accepted)
            {
                _ledger.Acknowledge((await answer.Content.ReadFromJsonAsync<JsonElement>(Token)).Text("alert_id"));
                Interlocked.Increment(ref acknowledged);
                return;
            }
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            Assert.NotNull(answer.Headers.RetryAfter);
        });
        return acknowledged;
    }

    private async Task IsRefusedAsync(ServiceProcess service) => Assert.Equal(0, await ToldInTimeAsync(service, ""));

    /// <returns>How many of eight alerts were acknowledged.</returns>
    private async Task<int> ToldInTimeAsync(ServiceProcess service, string description)
    {
        var began = Stopwatch.GetTimestamp();
        var acknowledged = await SendAsync(service, 8, description);
        Say("told", began);
        Assert.True(Stopwatch.GetElapsedTime(began) < ToldWithin, "the waiters were not told in time");
        return acknowledged;
    }

    private async Task IsBackAsync(ServiceProcess service)
    {
        var began = Stopwatch.GetTimestamp();
        for (; await SendAsync(service, 1) == 0; await Task.Delay(50, Token))
            Assert.True(Stopwatch.GetElapsedTime(began) < BackWithin, "intake does not go on");
        Say("back", began);
        using var ready = await service.Http.GetAsync("/health/ready", Token);
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
    }

    private static void Say(string what, long began) => TestContext.Current.TestOutputHelper?.WriteLine($"{what} after {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s");

    /// <summary>Also after a kill and a start: what was kept in memory alone would be gone.</summary>
    private async Task HoldsWhatWasAcknowledgedAsync(FaultRig rig, ServiceProcess service)
    {
        await service.KillAsync();
        using var again = await ServiceProcess.StartAsync(rig.Service, null);
        var report = await rig.CompareAsync(_ledger);
        Assert.True(report.IsClean && report.Acknowledged > 0, report.ToString());
        await using var connection = new SqliteConnection($"Data Source={rig.Service.DatabaseFile}");
        Assert.Equal("ok", await connection.ExecuteScalarAsync<string>("PRAGMA integrity_check"));
    }

    /// <summary>What the disk would hold if the power were cut now: the files as they are, the log no longer than it was flushed.</summary>
    private async Task<LedgerReport> AfterPowerCutAsync(FaultRig rig, ServiceProcess service, MachineFaults machine, long? length = null)
    {
        var copy = Path.Combine(rig.Service.Home, "copy.db");
        await service.PauseAsync();
        File.Copy(rig.Service.DatabaseFile, copy, overwrite: true);
        File.Copy(rig.Service.DatabaseFile + "-wal", copy + "-wal", overwrite: true);
        var flushed = machine.Flushed;
        await service.ResumeAsync();
        await using (var log = new FileStream(copy + "-wal", FileMode.Open))
            log.SetLength(Math.Min(log.Length, length ?? flushed));
        await using var connection = new SqliteConnection($"Data Source={copy};Pooling=false");
        Assert.Equal("ok", await connection.ExecuteScalarAsync<string>("PRAGMA integrity_check"));
        var tables = await connection.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM sqlite_schema WHERE name = 'inbox'");
        return _ledger.Check(tables == 0 ? new([], [], []) : await new StateReader(() => new SqliteConnection($"Data Source={copy};Pooling=false")).ReadAsync(), new([]));
    }

    /// <summary>A disk in memory that is soon full.</summary>
    private sealed class SmallDisk : IAsyncDisposable
    {
        private readonly string _folder;

        private SmallDisk(string folder) => _folder = folder;

        public static async Task<SmallDisk> MountAsync(string folder)
        {
            Directory.CreateDirectory(folder);
            if (await RunAsync("mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", folder) != 0)
                Assert.Skip("nothing may be mounted here; the same is tested with writes that fail");
            return new(folder);
        }

        public async ValueTask DisposeAsync() => await RunAsync("umount", "--lazy", _folder);

        private static async Task<int> RunAsync(string program, params string[] arguments)
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            await process.WaitForExitAsync(CancellationToken.None);
            return process.ExitCode;
        }
    }
}
