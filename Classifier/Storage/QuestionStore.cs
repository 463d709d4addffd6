using Classifier.Incidents;
using Dapper;

namespace Classifier.Storage;

/// <summary>Questions whose owner was asked for.</summary>
public sealed class QuestionStore(IDatabase database) : IQuestionStore
{
    private readonly SqlText _sql = database.Sql("Questions");

    /// <inheritdoc />
    public Task<long> AddAsync(OwnerQuestion question, CancellationToken cancellationToken) => database.WriteFirstAsync(transaction => transaction.SingleOrDefaultAsync<long>(
        _sql["Add"], new { question.AskedBy, Text = question.Text.Storable(), question.Team, Place = question.Place.Storable(), AskedAtUs = question.AskedAt.ToMicros() }), cancellationToken);

    /// <inheritdoc />
    public Task<OwnerQuestion?> FindAsync(long number, CancellationToken cancellationToken) => database.ReadAsync(async connection =>
        (await connection.QuerySingleOrDefaultAsync<QuestionRow>(_sql["Find"], new { Number = number }))?.ToQuestion(), cancellationToken);

    /// <inheritdoc />
    public Task<OwnerQuestion?> FindAtAsync(string place, CancellationToken cancellationToken) => database.ReadAsync(async connection =>
        (await connection.QuerySingleOrDefaultAsync<QuestionRow>(_sql["FindAt"], new { Place = place }))?.ToQuestion(), cancellationToken);

    /// <inheritdoc />
    public Task MarkOpenedAsync(long number, long incident, CancellationToken cancellationToken) =>
        database.WriteAsync(transaction => transaction.ExecuteAsync(_sql["Opened"], new { Number = number, Incident = incident }), cancellationToken);

    private sealed class QuestionRow
    {
        public long Number { get; set; }
        public string AskedBy { get; set; } = "";
        public string Text { get; set; } = "";
        public string Team { get; set; } = "";
        public string Place { get; set; } = "";
        public long? Incident { get; set; }
        public long AskedAtUs { get; set; }

        public OwnerQuestion ToQuestion() => new(Number, AskedBy, Text, Team, Place, Incident, Micros.FromMicros(AskedAtUs));
    }
}
