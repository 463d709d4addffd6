using System.CommandLine;
using Classifier.Storage;
using Classifier.Storage.Sqlite;
using Classifier.Training.Import;

namespace Classifier.Training.Verbs;

/// <summary><c>backup FILE</c> and <c>restore FILE</c>: copies of the database, which holds all state.</summary>
internal static class BackupCommand
{
    public static Command Create(Verb verb)
    {
        var file = new Argument<string>("FILE") { Description = "Where to write it; must not exist." };
        return Verb.Of("backup", "Writes a copy of the database; the service may run.", [file], async (parsed, _) =>
        {
            var home = SqliteHome(verb, parsed);
            var path = home.Resolve(parsed.GetValue(file)!);
            SqliteBackup.Write(home.DatabaseFile, path);
            await parsed.InvocationConfiguration.Output.WriteLineAsync($"{path} holds the database, checked; models/ and data/ are files of their own");
        });
    }

    public static Command CreateRestore(Verb verb)
    {
        var file = new Argument<string>("FILE") { Description = "What backup wrote." };
        return Verb.Of("restore", "Replaces the database by a copy; the service must not run.", [file], async (parsed, _) =>
        {
            var home = SqliteHome(verb, parsed);
            var path = home.Resolve(parsed.GetValue(file)!);
            var kept = SqliteBackup.Restore(path, home.DatabaseFile);
            await parsed.InvocationConfiguration.Output.WriteLineAsync($"{home.DatabaseFile} is what {path} holds{(kept is null ? "" : $"; what was there before is {kept}")}");
        });
    }

    private static Home SqliteHome(Verb verb, ParseResult parsed)
    {
        if (StorageSettings.OfEnvironment().Provider != StorageSettings.Sqlite)
            throw new InputException("this is for SQLite; PostgreSQL and SQL Server bring their own: pg_dump --format=custom and pg_restore, BACKUP and RESTORE DATABASE (see README.md)");
        return verb.Home(parsed);
    }
}
