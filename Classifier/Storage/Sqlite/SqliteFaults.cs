using Microsoft.Data.Sqlite;

namespace Classifier.Storage.Sqlite;

/// <summary>Tells faults of the database from faults of what was asked of it.</summary>
internal static class SqliteFaults
{
    /// <summary>Full, locked, read-only, broken or gone: then nothing can be read or kept.</summary>
    public static bool IsOfTheFile(Exception error) => error is SqliteException
    {
        SqliteErrorCode: SQLitePCL.raw.SQLITE_FULL or SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED or SQLitePCL.raw.SQLITE_READONLY
            or SQLitePCL.raw.SQLITE_IOERR or SQLitePCL.raw.SQLITE_CORRUPT or SQLitePCL.raw.SQLITE_NOTADB or SQLitePCL.raw.SQLITE_CANTOPEN
    };
}
