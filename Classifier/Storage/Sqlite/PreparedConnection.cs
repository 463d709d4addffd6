using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace Classifier.Storage.Sqlite;

/// <summary>
/// A SQLite connection that keeps the statements it has compiled: parsing costs several times what a short statement does.
/// For one user at a time, as every connection. The connection that it was made of is disposed with it.
/// </summary>
internal sealed class PreparedConnection(SqliteConnection connection) : DbConnection
{
    // The program's own statements are some 150; lists of parameters make more of a few.
    private const int MostKept = 512;
    private readonly Dictionary<string, SqliteCommand> _kept = new(StringComparer.Ordinal);

    [AllowNull]
    public override string ConnectionString
    {
        get => connection.ConnectionString;
        set => throw new NotSupportedException();
    }

    public override string Database => connection.Database;

    public override string DataSource => connection.DataSource;

    public override string ServerVersion => connection.ServerVersion;

    public override ConnectionState State => connection.State;

    public override void Open() => connection.Open();

    public override void Close() => connection.Close();

    public override void ChangeDatabase(string databaseName) => connection.ChangeDatabase(databaseName);

    /// <summary>Runs a statement without parameters in a transaction.</summary>
    public void Execute(string sql, DbTransaction transaction)
    {
        using var command = CreateCommand();
        (command.CommandText, command.Transaction) = (sql, transaction);
        command.ExecuteNonQuery();
    }

    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) => connection.BeginTransaction(isolationLevel);

    protected override DbCommand CreateDbCommand() => new PreparedCommand(this);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            foreach (var command in _kept.Values)
                command.Dispose();
            _kept.Clear();
            connection.Dispose();
        }
        base.Dispose(disposing);
    }

    /// <summary>The compiled statement where it is free, else another of the same text.</summary>
    private SqliteCommand Take(string sql)
    {
        if (_kept.Remove(sql, out var command))
            return command;
        command = connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }

    private void GiveBack(SqliteCommand command)
    {
        command.Transaction = null;
        command.Parameters.Clear();
        if (_kept.Count >= MostKept || !_kept.TryAdd(command.CommandText, command))
            command.Dispose();
    }

    /// <summary>Gathers text and parameters, takes the compiled statement to run it, and gives that back in the end.</summary>
    private sealed class PreparedCommand(PreparedConnection connection) : DbCommand
    {
        private readonly SqliteCommand _gathered = new();
        private SqliteCommand? _compiled;

        [AllowNull]
        public override string CommandText
        {
            get => _gathered.CommandText;
            set => _gathered.CommandText = value;
        }

        public override int CommandTimeout
        {
            get => _gathered.CommandTimeout;
            set => _gathered.CommandTimeout = value;
        }

        public override CommandType CommandType
        {
            get => _gathered.CommandType;
            set => _gathered.CommandType = value;
        }

        public override bool DesignTimeVisible { get; set; }

        public override UpdateRowSource UpdatedRowSource { get; set; }

        protected override DbConnection? DbConnection
        {
            get => connection;
            set => throw new NotSupportedException();
        }

        protected override DbParameterCollection DbParameterCollection => _gathered.Parameters;

        protected override DbTransaction? DbTransaction
        {
            get => _gathered.Transaction;
            set => _gathered.Transaction = (SqliteTransaction?)value;
        }

        public override void Cancel() => _compiled?.Cancel();

        public override int ExecuteNonQuery() => Compiled().ExecuteNonQuery();

        public override object? ExecuteScalar() => Compiled().ExecuteScalar();

        public override void Prepare() => Compiled().Prepare();

        protected override DbParameter CreateDbParameter() => new SqliteParameter();

        protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) => Compiled().ExecuteReader(behavior);

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                GiveBack();
                _gathered.Dispose();
            }
            base.Dispose(disposing);
        }

        private SqliteCommand Compiled()
        {
            GiveBack();
            _compiled = connection.Take(CommandText);
            foreach (SqliteParameter parameter in _gathered.Parameters)
                _compiled.Parameters.Add(parameter);
            (_compiled.Transaction, _compiled.CommandTimeout) = (_gathered.Transaction, CommandTimeout);
            return _compiled;
        }

        private void GiveBack()
        {
            if (_compiled is { } compiled)
                connection.GiveBack(compiled);
            _compiled = null;
        }
    }
}
