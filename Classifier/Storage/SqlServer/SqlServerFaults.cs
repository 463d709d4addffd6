using Microsoft.Data.SqlClient;

namespace Classifier.Storage.SqlServer;

/// <summary>What an error of the driver means for us. The numbers are those of SQL Server's and Azure SQL's lists of errors.</summary>
internal static class SqlServerFaults
{
    private const byte OutOfResources = 17;      // severities from here on tell of the server: resources, limits, connections, disks

    /// <summary>Another transaction was in the way, and nothing of ours was kept: the work may run again and will see what the other did.</summary>
    /// <remarks>1205 is a deadlock, 1222 a lock that was not given in time, 3960 a row changed under a snapshot, 2601 and 2627 a unique key.</remarks>
    public static bool IsOfARace(Exception error) => error is SqlException { Number: 1205 or 1222 or 2601 or 2627 or 3960 };

    /// <summary>The server is gone, full, closing or read-only; nothing is wrong with the statement.</summary>
    public static bool IsOfTheServer(Exception error) => error is SqlException known && (known.Class >= OutOfResources || known.Number switch
    {
        -2 => true,                                                 // a time-out, which the driver tells in the same way
        916 or 4060 or 18401 or 18451 or 18456 or 18461 => true,    // no such database, no log-in, or none now
        927 or 942 or 952 or 976 or 978 or 979 or 983 => true,      // the database is being restored, offline, or elsewhere in its group
        3906 or 3908 => true,                                       // read-only, for emergencies
        10928 or 10929 or 40197 or 40501 or 40544 or 40613 or 49918 or 49919 or 49920 => true,      // Azure SQL is busy, full or moving the database
        _ => false,
    });
}
