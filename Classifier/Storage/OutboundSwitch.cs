using Classifier.Responses;
using Dapper;

namespace Classifier.Storage;

/// <summary>The switch as a row that all nodes see.</summary>
public sealed class OutboundSwitch(IDatabase database) : IOutboundSwitch
{
    private const string Name = "outbound";
    private const string On = "on";
    private readonly SqlText _sql = database.Sql("Settings");

    /// <inheritdoc />
    public async Task<OutboundState> ReadAsync(CancellationToken cancellationToken)
    {
        var row = await database.ReadAsync(connection => connection.QuerySingleOrDefaultAsync<SettingRow>(_sql["Find"], new { Name }), cancellationToken);
        return row is null ? new(true, null, null) : new(row.Value == On, row.By, Micros.FromMicros(row.AtUs));
    }

    /// <inheritdoc />
    public Task SetAsync(bool isOn, string by, DateTimeOffset at, CancellationToken cancellationToken) =>
        database.WriteAsync(transaction => transaction.ExecuteAsync(_sql["Save"], new { Name, Value = isOn ? On : "off", By = by, AtUs = at.ToMicros() }), cancellationToken);

    private sealed class SettingRow
    {
        public string Value { get; set; } = "";
        public string By { get; set; } = "";
        public long AtUs { get; set; }
    }
}
