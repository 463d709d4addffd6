using Classifier.Incidents;
using Dapper;

namespace Classifier.Storage;

/// <summary>Where which incident is talked about.</summary>
public sealed class PostStore(IDatabase database) : IPostStore
{
    private readonly SqlText _sql = database.Sql("Posts");

    /// <inheritdoc />
    public Task SaveAsync(StoreTransaction transaction, IncidentPost post) => transaction.ExecuteAsync(_sql["Save"], new
    {
        post.Connector,
        post.Room,
        post.Message,
        post.Incident,
        Kind = post.Kind.ToString().ToLowerInvariant(),
        PostedAtUs = post.PostedAt.ToMicros(),
    });

    /// <inheritdoc />
    public Task<IncidentPost?> FindAsync(string connector, string room, string message, CancellationToken cancellationToken) => database.ReadAsync(async connection =>
        (await connection.QuerySingleOrDefaultAsync<PostRow>(_sql["Find"], new { Connector = connector, Room = room, Message = message }))?.ToPost(), cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<IncidentPost>> OfIncidentAsync(long incident, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<IncidentPost>>(async connection =>
        [.. (await connection.QueryAsync<PostRow>(_sql["OfIncident"], new { Incident = incident })).Select(r => r.ToPost())], cancellationToken);

    private sealed class PostRow
    {
        public string Connector { get; set; } = "";
        public string Room { get; set; } = "";
        public string Message { get; set; } = "";
        public long Incident { get; set; }
        public string Kind { get; set; } = "";
        public long PostedAtUs { get; set; }

        public IncidentPost ToPost() => new(Incident, Enum.Parse<PostKind>(Kind, ignoreCase: true), Connector, Room, Message, Micros.FromMicros(PostedAtUs));
    }
}
