using System.ComponentModel;
using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Classifier.Storage.Postgres;

/// <summary>A copy of a database by PostgreSQL's own <c>pg_dump</c>, for <c>pg_restore</c>.</summary>
internal static class PostgresBackup
{
    private const string Program = "pg_dump";

    /// <summary>Writes the copy; the file is there once it is whole.</summary>
    /// <param name="database">The database.</param>
    /// <param name="file">Replaced when it exists.</param>
    /// <param name="logger">Told where the copy is.</param>
    /// <param name="cancellationToken">Ends the program.</param>
    /// <exception cref="StorageSettingsException">There is no <c>pg_dump</c>, or it failed.</exception>
    public static async Task WriteAsync(NpgsqlConnectionStringBuilder database, string file, ILogger logger, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var part = $"{file}.part";
        try
        {
            MakeReadableByUsAlone(part);
            using var dump = Process.Start(StartInfo(database, part)) ?? throw new StorageSettingsException(Refusal("it does not start"));
            try
            {
                var said = await dump.StandardError.ReadToEndAsync(cancellationToken);
                await dump.WaitForExitAsync(cancellationToken);
                if (dump.ExitCode != 0)
                    throw new StorageSettingsException(Refusal(said.Trim()));
            }
            finally
            {
                if (!dump.HasExited)
                    dump.Kill();
            }
            File.Move(part, file, overwrite: true);
            logger.BackedUp(file);
        }
        catch (Win32Exception error)
        {
            throw new StorageSettingsException(Refusal(error.Message));
        }
        finally
        {
            File.Delete(part);
        }
    }

    /// <summary>It holds what is private; the program that writes it keeps the mode.</summary>
    private static void MakeReadableByUsAlone(string file)
    {
        if (!OperatingSystem.IsWindows())
            File.Open(file, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite }).Dispose();
    }

    /// <summary>What the driver was told, as PostgreSQL's programs take it; the password is on no command line.</summary>
    private static ProcessStartInfo StartInfo(NpgsqlConnectionStringBuilder database, string file)
    {
        var start = new ProcessStartInfo(Program, ["--format=custom", $"--file={file}", "--no-password"]) { RedirectStandardError = true };
        // Several hosts are a list, and each may have a port of its own.
        var hosts = (database.Host ?? "").Split(',').Select(host => host.Split(':')).Select(parts => parts is [var host, var port] ? (Host: host, Port: port) : (Host: string.Join(':', parts), Port: $"{database.Port}")).ToList();
        (string Name, string? Value)[] variables =
        [
            ("PGHOST", string.Join(',', hosts.Select(h => h.Host))), ("PGPORT", string.Join(',', hosts.Select(h => h.Port))), ("PGOPTIONS", database.Options), ("PGDATABASE", database.Database ?? database.Username), ("PGUSER", database.Username), ("PGPASSWORD", database.Password), ("PGPASSFILE", database.Passfile),
            ("PGSSLMODE", SslMode(database.SslMode)), ("PGSSLROOTCERT", database.RootCertificate ?? (Verifies(database.SslMode) ? "system" : null)), ("PGSSLCERT", database.SslCertificate), ("PGSSLKEY", database.SslKey),
        ];
        foreach (var (name, value) in variables.Where(v => !string.IsNullOrEmpty(v.Value)))
            start.Environment[name] = value;
        return start;
    }

    /// <summary>By the machine's own certificates, where none is named.</summary>
    private static bool Verifies(SslMode mode) => mode is Npgsql.SslMode.VerifyCA or Npgsql.SslMode.VerifyFull;

    private static string SslMode(SslMode mode) => mode switch
    {
        Npgsql.SslMode.VerifyCA => "verify-ca",
        Npgsql.SslMode.VerifyFull => "verify-full",
        _ => mode.ToString().ToLowerInvariant(),
    };

    private static string Refusal(string why) =>
        $"the database is an older program's and is backed up before it is changed, but {Program} failed: {why}; install PostgreSQL's client programs, of the server's version or newer, or make a backup yourself and set {StorageSettings.BackupSetting} to false";
}
