using Dapper;
using Microsoft.Data.Sqlite;

namespace Classifier.Storage.Sqlite;

/// <summary>Copies of a SQLite database: made while it is in use, brought back only while it is not.</summary>
public static class SqliteBackup
{
    /// <summary>Writes a copy as it is at one moment; readers and writers go on meanwhile.</summary>
    /// <param name="database">The database's file.</param>
    /// <param name="file">Must not exist; it is there only when it is whole and was checked.</param>
    /// <exception cref="IOException">There is no database, the file is there already, or it cannot be written.</exception>
    public static void Write(string database, string file)
    {
        if (!File.Exists(database))
            throw new IOException($"there is no database {database}");
        if (File.Exists(file))
            throw new IOException($"{file} is there already; a backup replaces nothing");
        var part = file + ".part";
        File.Delete(part);
        try
        {
            Copy(database, part);
            Check(part);
            File.Move(part, file);
        }
        catch (SqliteException error)
        {
            throw new IOException($"{file} cannot be written: {error.Message}", error);
        }
        finally
        {
            File.Delete(part);
        }
    }

    /// <summary>Replaces the database by a copy, whole or not at all.</summary>
    /// <param name="file">What <see cref="Write"/> wrote.</param>
    /// <param name="database">The database's file.</param>
    /// <returns>Where the replaced database is kept; null when there was none.</returns>
    /// <exception cref="IOException">The copy is damaged or of a newer program, or a process has the database open. Nothing was changed.</exception>
    public static string? Restore(string file, string database)
    {
        if (!File.Exists(file))
            throw new IOException($"there is no backup {file}");
        try
        {
            Check(file);
        }
        catch (SqliteException error)
        {
            throw new IOException($"{file} is no backup: {error.Message}", error);
        }
        if (!File.Exists(database))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(database))!);
            MoveAside(database, null);
            Copy(file, database);
            return null;
        }
        var kept = Enumerable.Range(1, int.MaxValue).Select(n => $"{database}.replaced-{n}.bak").First(path => !File.Exists(path));
        try
        {
            Replace(database, file, kept);
        }
        catch (SqliteException error) when (error.SqliteErrorCode is SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED)
        {
            throw new IOException($"{database} is open in a running service or training run; stop it first", error);
        }
        catch (SqliteException error) when (error.SqliteErrorCode is SQLitePCL.raw.SQLITE_NOTADB or SQLitePCL.raw.SQLITE_CORRUPT)
        {
            // Damaged beyond a copy: kept as it is.
            File.Delete(kept);
            MoveAside(database, kept);
            Copy(file, database);
        }
        return kept;
    }

    /// <summary>Only who alone has the file open can leave the write-ahead log, so a running service is found out by SQLite itself.</summary>
    private static void Replace(string database, string file, string kept)
    {
        using var target = Open(database, SqliteOpenMode.ReadWrite);
        if (target.ExecuteScalar<string>("PRAGMA journal_mode = DELETE") != "delete")
            throw new SqliteException("in use", SQLitePCL.raw.SQLITE_BUSY);
        Copy(database, kept);
        using var source = Open(file, SqliteOpenMode.ReadOnly);
        source.BackupDatabase(target);
    }

    private static void Copy(string from, string to)
    {
        using var source = Open(from, SqliteOpenMode.ReadWrite);       // not read-only: that could not read a log beside it
        using var target = Open(to, SqliteOpenMode.ReadWriteCreate);
        source.BackupDatabase(target);
        target.Execute("PRAGMA journal_mode = DELETE");                 // one file, without a log beside it
    }

    private static void Check(string file)
    {
        using var copy = Open(file, SqliteOpenMode.ReadWrite);
        var faults = copy.Query<string>("PRAGMA integrity_check(1)").First();
        if (faults != "ok")
            throw new IOException($"{file} is damaged: {faults}");
        var (found, known) = (copy.ExecuteScalar<int>("PRAGMA user_version"), SqlText.Migrations("Sqlite")[^1].Number);
        if (found == 0)
            throw new IOException($"{file} is no backup: it has none of our tables");
        if (found > known)
            throw new IOException(new NewerSchemaException(found, known).Message);
    }

    private static void MoveAside(string database, string? kept)
    {
        foreach (var part in (string[])["", "-wal", "-shm", "-journal"])
        {
            if (File.Exists(database + part))
                File.Move(database + part, (kept ?? $"{database}.left") + part, overwrite: true);
        }
    }

    private static SqliteConnection Open(string file, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false, DefaultTimeout = 2 }.ToString());
        connection.Open();
        return connection;
    }
}
