using System.Text.RegularExpressions;
using Classifier.Decisions;
using Classifier.History;
using Classifier.Idempotency;
using Classifier.Incidents;
using Classifier.Logs;
using Classifier.Responses;
using Classifier.SqlServer.Tests.Sql;
using Classifier.Storage;
using Classifier.Storage.SqlServer;
using Classifier.Tests.Support;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;

namespace Classifier.SqlServer.Tests.Driver;

/// <summary>Every statement as the stores really send it.</summary>
public sealed partial class ParameterTests
{
    private static readonly SqlText Own = SqlText.Load("SqlServer", "Database");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EveryStatement_IsSentWithTheTypesItIsCompiledWith()
    {
        await using var server = new TdsServer(Answer);
        await using var database = await SqlServerDatabase.OpenAsync(server.ConnectionString, NullLogger.Instance, Token);

        foreach (var call in Calls(database))
            await Record.ExceptionAsync(call);      // a store may find that no row came

        var sent = server.Requests.DistinctBy(r => r.Text).ToDictionary(r => r.Text);
        var unseen = new List<Statement>();
        foreach (var statement in Statement.All("SqlServer").Where(s => s.Parameters.Count > 0 && s.Store != "Database"))
        {
            if (sent.TryGetValue(List().Replace(statement.Text, "IN (@${1}1,@${1}2)"), out var request))
                Assert.Equal(statement.Parameters.Select(p => $"{statement} {p} {KindOf(Parameter.TypeOf(statement.Store, p))}").Order(), request.Parameters.DistinctBy(p => p.Key.TrimEnd('1', '2')).Select(p => $"{statement} {p.Key.TrimEnd('1', '2')} {KindOf(p.Value.Type)}").Order());
            else
                unseen.Add(statement);
        }
        Assert.Empty(unseen);
    }

    [Fact]
    public async Task Text_OfAnyLengthAndLetters_ArrivesAsItIs()
    {
        await using var server = new TdsServer(Answer);
        await using var database = await SqlServerDatabase.OpenAsync(server.ConnectionString, NullLogger.Instance, Token);
        var text = "Übergröße 🔥 '; DROP TABLE inbox; --" + new string('x', 5000);

        await database.WriteAsync(async t =>
        {
            await new IncidentStore(database).AddEventsAsync(t, 1, [IncidentMachine.Event(Some.Noon, "ann", "said", text)]);
            return true;
        }, Token);

        var why = server.Requests.Single(r => r.Parameters.ContainsKey("Why")).Parameters["Why"];
        Assert.Equal(("nvarchar(max)", text), (why.Type, why.Value));
    }

    [Fact]
    public async Task ListsOfTheGreatestPage_StayBelowTheServersLimit()
    {
        const int ServersLimit = 2100, OfTheCallItself = 2, GreatestPage = 2000;
        await using var server = new TdsServer(Answer);
        await using var database = await SqlServerDatabase.OpenAsync(server.ConnectionString, NullLogger.Instance, Token);

        await new IncidentStore(database).RespondersAsync([.. Enumerable.Range(1, GreatestPage).Select(n => (long)n)], Token);

        Assert.InRange(server.Requests[^1].Parameters.Count, GreatestPage, ServersLimit - OfTheCallItself);
    }

    private static IEnumerable<Func<Task>> Calls(SqlServerDatabase database)
    {
        var (inbox, incidents, steps, labels) = (new Inbox(database), new IncidentStore(database), new StepStore(database), new LabelStore(database));
        var (answers, keys, logs, history) = (new AnswerStore(database), new ApiKeyStore(database), new LogStore(database), new HistoryStore(database));
        var (chat, outbound, audit, closed) = (new BuiltInChatStore(database), new OutboundSwitch(database), new AuditStore(database), new ClosedIncidentStore(database));
        var (posts, questions) = (new PostStore(database), new QuestionStore(database));
        var (mutes, retention, models) = (new MuteStore(database), new RetentionStore(database), new SharedModels(database));
        var (lease, later, id) = (TimeSpan.FromMinutes(1), Some.Noon.AddHours(1), Guid.NewGuid());
        var entry = new ClaimedEntry(new(id, Some.Alert(), Some.Noon, InboxState.Queued), 1, 1);
        var step = new ClaimedStep(1, 1042, "builtin", new SetTopic(), 1, 1, new(lease));
        var once = new OnceRequest(new byte[32], new byte[32]);
        byte[] key = new byte[32];
        var alert = AlertKey.Of(Some.Alert());
        Func<Task> In(Func<StoreTransaction, Task> work) => () => database.WriteAsync(async t => { await work(t); return true; }, Token);

        yield return In(t => inbox.AppendAsync(t, [entry.Entry]));
        yield return () => inbox.ClaimAsync(10, lease, Some.Noon, Token);
        yield return In(t => inbox.MarkDecidedAsync(t, entry, 1042, "act", Some.Noon));
        yield return () => inbox.MarkFailedAsync(entry, null, "boom", Token);
        yield return () => inbox.ReplayAsync(id, Some.Noon, Token);
        yield return () => inbox.FindAsync(id, Token);
        yield return () => inbox.ListAsync(null, 10, Token);
        yield return () => inbox.OfIncidentAsync(1042, 10, Token);
        yield return In(t => inbox.OfIncidentAsync(t, 1042, 10));
        yield return In(t => inbox.SetAsideAsync(t, entry, "mute", later, Some.Noon));
        yield return () => inbox.TakeBackAsync(Some.Noon, Token);
        yield return () => database.WriteAsync(t => t.ExecuteAsync(database.Sql("Inbox")["TakeBack"], new { NowUs = 0L }), Token);
        yield return In(t => inbox.MoveAllAsync(t, 1041, 1042));
        yield return In(t => inbox.MoveAsync(t, id, 1041, 1042));
        yield return In(t => inbox.HoldAsync(t, id, "{}"));
        yield return () => inbox.FindHeldAsync(id, Token);
        yield return In(t => inbox.RemapAsync(t, id, Some.Alert(), Some.Noon));
        yield return In(t => inbox.ForgetAsync(t, id, Some.Noon));

        yield return In(t => incidents.AddAsync(t, Some.Incident(), new(id, Some.Alert(), Some.Scores(), [])));
        yield return In(t => incidents.UpdateAsync(t, Some.Incident()));
        yield return In(t => incidents.AddEventsAsync(t, 1042, [IncidentMachine.Event(Some.Noon, "ann", "said", "")]));
        yield return In(t => incidents.FindOpenAsync(t, key, false));
        yield return () => incidents.HasOpenAsync(key, Token);
        yield return In(t => incidents.FindNewestAsync(t, key));
        yield return In(t => incidents.FindLastAsync(t, key, false));
        yield return In(t => incidents.HearAsync(t, alert, new(true, Some.Noon)));
        yield return In(t => incidents.NextEpisodeAsync(t, key));
        yield return In(t => incidents.SetFiringAsync(t, 1042, alert));
        yield return In(t => incidents.SetEndedAsync(t, 1042, alert));
        yield return In(t => incidents.HasMemberAsync(t, 1042, alert));
        yield return In(t => incidents.CopyMembersAsync(t, 1041, 1042));
        yield return In(t => incidents.MoveMemberAsync(t, 1041, 1042, alert));
        yield return In(t => incidents.FindOpenWithAsync(t, alert, false));
        yield return In(t => incidents.FindAllOpenWithAsync(t, key));
        yield return In(t => incidents.RecentAsync(t, Some.Noon, isPrivate: false, 10));
        yield return In(t => incidents.FindPairAsync(t, key, key));
        yield return In(t => incidents.SavePairAsync(t, key, key, new(true, 1042), "ann", Some.Noon));
        yield return In(t => incidents.CountRoomsAsync(t, Some.Noon));
        yield return In(t => incidents.SaveRoomAsync(t, new(1042, "builtin", "inc-1042", 0, false, null, RoomState.Planned, null)));
        yield return In(t => incidents.SaveResponderAsync(t, new(1042, "ann", "owner", "on call", Some.Noon, null, null, null)));
        yield return In(t => incidents.FindAsync(t, 1042));
        yield return In(t => incidents.RespondersAsync(t, 1042));
        yield return () => incidents.FindAsync(1042, Token);
        yield return () => incidents.EvidenceAsync(1042, Token);
        yield return () => incidents.ListAsync(new([IncidentState.Open, IncidentState.Acknowledged], null, 10), Token);
        yield return () => incidents.TimelineAsync(1042, Token);
        yield return () => incidents.MomentsAsync([1, 2], Token);
        yield return () => incidents.RoomsAsync([1, 2], Token);
        yield return () => incidents.RespondersAsync([1, 2], Token);
        yield return () => incidents.FindByRoomAsync("builtin", "r", Token);
        yield return () => incidents.FindAskedAsync("ann", Token);
        yield return In(t => incidents.ReplaceEvidenceAsync(t, 1042, Some.Alert(), new(DecisionKind.Act, 1, [], Some.Scores())));
        yield return In(t => posts.SaveAsync(t, new(1042, PostKind.Brief, "builtin", "r", "m", Some.Noon)));
        yield return () => posts.FindAsync("builtin", "r", "m", Token);
        yield return () => posts.OfIncidentAsync(1042, Token);
        yield return () => questions.AddAsync(new(0, "ann", "text", "edge", "slack C1", null, Some.Noon), Token);
        yield return () => questions.FindAsync(1, Token);
        yield return () => questions.FindAtAsync("slack C1", Token);
        yield return () => questions.MarkOpenedAsync(1, 1042, Token);
        yield return () => closed.ReadAsync(0, 10, Token);
        foreach (var name in (string[])["PrivateOf", "Ended", "EndedWith"])      // asked about what others found
            yield return () => database.ReadAsync(c => c.QueryAsync(database.Sql("Incidents")[name], new { Numbers = new List<long> { 1, 2 } }), Token);

        yield return In(t => steps.AddAsync(t, 1042, "builtin", [new(new SetTopic(), Some.Noon)]));
        yield return () => steps.ClaimAsync(10, lease, Some.Noon, Token);
        yield return In(t => steps.EnsureHeldAsync(t, step));
        yield return In(t => steps.MarkDoneAsync(t, step, Some.Noon));
        yield return In(t => steps.MarkFailedAsync(t, step, null, "boom"));
        yield return () => steps.DeferAsync(step, Some.Noon, Token);
        yield return In(t => steps.RetryDeadAsync(t, 1042, Some.Noon));
        yield return () => steps.HasPendingAsync(1042, Token);
        yield return In(t => steps.PendingAsync(t, 1042, "builtin"));
        yield return In(t => steps.IsStuckAsync(t, 1042, "builtin", 4));
        yield return In(t => incidents.RoomsAsync(t, 1042));

        yield return In(t => labels.AddAsync(t, [new(id, 1042, LabelKind.Correction, "owning_team", "edge", "ann", "", Some.Noon, null, null, null)]));
        yield return () => labels.ListAsync(1042, Token);
        yield return () => labels.ActedOnAsync(Some.Noon, 10, Token);
        yield return In(t => answers.TakeAsync(t, once, null, Some.Noon, later));
        yield return () => database.ReadAsync(c => c.QueryAsync(database.Sql("Answers")["Find"], new { once.KeyHash }), Token);
        yield return () => answers.CompleteAsync(once, Some.Noon, new(200, null, null), later, Token);
        yield return () => answers.ReleaseAsync(once, Some.Noon, Token);
        yield return () => answers.DeleteExpiredAsync(10, Some.Noon, Token);
        yield return () => keys.SaveAsync(new("ann", key, ["score"], Some.Noon), Token);
        yield return () => keys.RevokeAsync("ann", Some.Noon, Token);
        yield return () => logs.AddAsync([new(Some.Noon, LogSeverity.Warn, "edge", "web-01", null, "text")], Some.Noon, Token);
        yield return () => logs.LastAsync(new(["edge", "shop"], Some.Noon, later, 10), Token);
        yield return () => logs.DeleteOldestAsync(Some.Noon, 10, 10, Token);
        yield return () => history.AddAsync([new() { Id = "T1", OpenedAt = Some.Noon, Title = "t" }], Token);
        yield return () => outbound.ReadAsync(Token);
        yield return () => outbound.SetAsync(true, "ann", Some.Noon, Token);
        yield return In(t => mutes.AddAsync(t, new("m", new(), "", "ann", Some.Noon, later), Some.Noon));
        yield return In(t => mutes.EndAsync(t, "m", Some.Noon));
        yield return () => mutes.RunningAsync(Some.Noon, Token);
        yield return () => retention.DeleteAlertsAsync(Some.Noon, 10, Token);
        yield return () => retention.DeleteIncidentsAsync(Some.Noon, 10, Token);
        foreach (var name in database.Sql("Retention").Names.Where(n => database.Sql("Retention")[n].Contains("@Numbers", StringComparison.Ordinal)))       // asked about what has ended
            yield return () => database.WriteAsync(t => t.ExecuteAsync(database.Sql("Retention")[name], new { Numbers = new[] { 1L, 2L } }), Token);
        yield return () => models.TryPromoteAsync(new(1, "v1", null, Some.Noon), [], Token);
        foreach (var (name, asked) in ((string, object)[])[("CountParts", new { Version = "v1" }), ("AddPart", new { Version = "v1", File = "f", Part = 0, Bytes = key }), ("Parts", new { Version = "v1" }), ("Part", new { Version = "v1", File = "f", Part = 0 })])
            yield return () => database.ReadAsync(c => c.QueryAsync(database.Sql("Models")[name], asked), Token);
        yield return () => audit.FindGapsAsync(Some.Noon, Token);

        yield return () => chat.FindByMarkerAsync("m", Token);
        yield return () => chat.FindAsync("r", Token);
        yield return () => chat.TryOpenAsync(new("r", "n", "m", false, "", false), Some.Noon, Token);
        yield return () => chat.TryJoinAsync("r", "ann", Some.Noon, Token);
        yield return () => chat.LeaveAsync("r", "ann", Token);
        yield return () => chat.MembersAsync("r", Token);
        yield return () => chat.SetTopicAsync("r", "t", Token);
        yield return () => chat.ArchiveAsync("r", Token);
        yield return () => chat.ReopenAsync("r", Token);
        yield return () => chat.PostAsync(new(id, "r", "ann", "text", "[]", Some.Noon), "repeated", Token);
        yield return () => chat.EditAsync(id, "text", "[]", Some.Noon, Token);
        yield return () => chat.FindMessageAsync("r", id, Token);
        yield return In(t => chat.EditOwnAsync(t, "r", id, "ann", "text", Some.Noon));
        yield return In(t => chat.DeleteOwnAsync(t, "r", id, "ann"));
        yield return () => chat.MessagesAsync("r", 10, Token);
    }

    /// <summary>Rows change one by one, but of the post with a marker: it is there already.</summary>
    private static TdsAnswer? Answer(TdsRequest request) => request switch
    {
        _ when request.Text == Own["ReadsVersions"] => new TdsAnswer.Values(true),
        _ when request.Text == Own["LockSchema"] => new TdsAnswer.Values(0),
        _ when request.Text == Own["Version"] => new TdsAnswer.Values(SqlText.Migrations("SqlServer")[^1].Number),
        _ when request.Text == Own["Mark"] => new TdsAnswer.Values(1L),
        _ when request.Parameters.TryGetValue("Marker", out var marker) && marker.Value is "repeated" => new TdsAnswer.Changed(0),
        { Kind: TdsKind.Call } => new TdsAnswer.Changed(1),
        _ => null,
    };

    /// <summary>The type without its length: nvarchar(4000) and nvarchar(max) are compared alike.</summary>
    private static string KindOf(string type) => type.Split('(')[0];

    [GeneratedRegex(@"\bIN @(\w+)")]
    private static partial Regex List();
}
