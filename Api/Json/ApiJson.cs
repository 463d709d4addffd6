using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Classifier.Api.Chat;
using Classifier.Api.Health;
using Classifier.Api.Incidents;
using Classifier.Api.Intake;
using Classifier.Api.Logs;
using Classifier.Api.Models;
using Classifier.Api.Mutes;
using Classifier.Api.Operations;
using Classifier.Api.Problems;
using Classifier.Api.Responses;
using Classifier.Api.Scoring;
using Classifier.Api.Times;

namespace Classifier.Api.Json;

/// <summary>JSON of the API: snake_case, strict when reading.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, AllowDuplicateProperties = false, MaxDepth = 32, UseStringEnumConverter = true,
    NumberHandling = JsonNumberHandling.Strict)]
[JsonSerializable(typeof(AlertRequest))]
[JsonSerializable(typeof(ScoreRequest))]
[JsonSerializable(typeof(AlertAccepted))]
[JsonSerializable(typeof(LinesAccepted))]
[JsonSerializable(typeof(WebhookAccepted))]
[JsonSerializable(typeof(SourcePreview))]
[JsonSerializable(typeof(Page<AlertView>))]
[JsonSerializable(typeof(Page<MuteView>))]
[JsonSerializable(typeof(MuteRequest))]
[JsonSerializable(typeof(RouteView))]
[JsonSerializable(typeof(MergeRequest))]
[JsonSerializable(typeof(SplitRequest))]
[JsonSerializable(typeof(Page<IncidentView>))]
[JsonSerializable(typeof(Page<TimelineView>))]
[JsonSerializable(typeof(Page<SimilarView>))]
[JsonSerializable(typeof(Page<TraceView>))]
[JsonSerializable(typeof(Page<MessageView>))]
[JsonSerializable(typeof(Page<ModelView>))]
[JsonSerializable(typeof(ModelPointer))]
[JsonSerializable(typeof(ScoreView))]
[JsonSerializable(typeof(BatchView))]
[JsonSerializable(typeof(MessageAnswer))]
[JsonSerializable(typeof(ReassignRequest))]
[JsonSerializable(typeof(ResolveRequest))]
[JsonSerializable(typeof(FeedbackRequest))]
[JsonSerializable(typeof(MessageRequest))]
[JsonSerializable(typeof(EmptyRequest))]
[JsonSerializable(typeof(OutboundRequest))]
[JsonSerializable(typeof(OutboundView))]
[JsonSerializable(typeof(AuditView))]
[JsonSerializable(typeof(TimesView))]
[JsonSerializable(typeof(IncidentTimesView))]
[JsonSerializable(typeof(HealthView))]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(IReadOnlyList<MemberError>))]
[JsonSerializable(typeof(IReadOnlyList<ChatBlock>))]
internal sealed partial class ApiJson : JsonSerializerContext;
