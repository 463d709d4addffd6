using Classifier.Api.Identity;
using Classifier.Api.Json;
using Classifier.Api.Problems;
using Classifier.Incidents;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Classifier.Api.Incidents;

/// <summary>What every route of one incident needs: the incident as the caller may see it, and the way to act on it.</summary>
internal sealed record IncidentRoute(
    string Id, HttpContext Context, IncidentReader Reader, IIncidentStore Store, IncidentActions Actions, CurrentDirectory Directory, CancellationToken CancellationToken)
{
    /// <summary>Who calls.</summary>
    public Actor Actor => Actor.Of(Context.User, Directory.Value);

    /// <summary>The incident; null when it is not there for the caller.</summary>
    public Task<IncidentSnapshot?> FindAsync() => Reader.FindAsync(Id, Actor, CancellationToken);

    /// <summary>What a caller is told about an incident that is not there.</summary>
    public ProblemHttpResult NotFound() => ApiProblem.NotFound($"incident {Id}");

    /// <summary>The version that the caller acts on alone; null when any will do.</summary>
    /// <exception cref="ApiProblemException">412: the incident is another one by now.</exception>
    public long? RequiredVersion(Incident incident) => EntityTags.RequiresVersion(Context.Request, incident.Version) ? incident.Version : null;

    /// <summary>Acts, and answers with the incident as it then is.</summary>
    public Task<Results<Ok<IncidentView>, ProblemHttpResult>> ActAsync(Func<IncidentActions, long, Actor, Task<ActionOutcome>> act) =>
        ActAsync((incident, version) => act(Actions.IfStill(version), incident.Number, Actor));

    /// <summary>Acts on an incident, if it still has the version that is named, and answers with it as it then is.</summary>
    public async Task<Results<Ok<IncidentView>, ProblemHttpResult>> ActAsync(Func<Incident, long?, Task<ActionOutcome>> act)
    {
        if (await FindAsync() is not { } before)
            return NotFound();
        var outcome = await act(before.Incident, RequiredVersion(before.Incident));
        if (outcome.IsRefused)
            return ApiProblem.Result(ProblemTypes.Conflict, outcome.Said);
        // Said twice is fine; a change to what had ended before is a conflict.
        if (!outcome.IsChange && !before.Incident.IsOpen && !IsSaidAgain(before.Incident))
            return ApiProblem.Result(ProblemTypes.Conflict, outcome.Said);
        if (await FindAsync() is not { } now)
            return NotFound();
        var view = IncidentView.Of(now);
        EntityTags.Set(Context, view, ApiJson.Default.IncidentView, now.Incident.Version);
        return TypedResults.Ok(view);
    }

    private bool IsSaidAgain(Incident incident) => incident.State switch
    {
        IncidentState.Resolved => Context.Request.Path.Value!.EndsWith("/resolve", StringComparison.Ordinal),
        IncidentState.Merged => Context.Request.Path.Value!.EndsWith("/merge", StringComparison.Ordinal),
        _ => false,
    };
}
