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

    /// <summary>What the driver was told, as PostgreSQL's programs take it; the password is on no command line.</summary>
    private static ProcessStartInfo StartInfo(NpgsqlConnectionStringBuilder database, string file)
    {
        var start = new ProcessStartInfo(Program, ["--format=custom", $"--file={file}", "--no-password"]) { RedirectStandardError = true };
        (string Name, string? Value)[] variables =
        [
            ("PGHOST", database.Host), ("PGPORT", $"{database.Port}"), ("PGDATABASE", database.Database ?? database.Username), ("PGUSER", database.Username), ("PGPASSWORD", database.Password), ("PGPASSFILE", database.Passfile),
            ("PGSSLMODE", SslMode(database.SslMode)), ("PGSSLROOTCERT", database.RootCertificate), ("PGSSLCERT", database.SslCertificate), ("PGSSLKEY", database.SslKey),
        ];
        foreach (var (name, value) in variables.Where(v => !string.IsNullOrEmpty(v.Value)))
            start.Environment[name] = value;
        return start;
    }

    private static string SslMode(SslMode mode) => mode switch
    {
        Npgsql.SslMode.VerifyCA => "verify-ca",
        Npgsql.SslMode.VerifyFull => "verify-full",
        _ => mode.ToString().ToLowerInvariant(),
    };

    private static string Refusal(string why) =>
        $"the database is an older program's and is backed up before it is changed, but {Program} failed: {why}; install PostgreSQL's client programs, of the server's version or newer, or make a backup yourself and set {StorageSettings.BackupSetting} to false";
}
