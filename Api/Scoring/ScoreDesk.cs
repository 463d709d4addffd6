using Classifier.Api.Incidents;
using Classifier.Api.Intake;
using Classifier.Api.Json;
using Classifier.Api.Problems;
using Classifier.Decisions;
using Classifier.Redaction;
using Classifier.Scoring;

namespace Classifier.Api.Scoring;

/// <summary>Scores what was sent with the champion; stores nothing.</summary>
internal sealed class ScoreDesk(CurrentScorer scorer, CurrentDirectory directory, Redactor redactor, TimeProvider clock)
{
    /// <summary>Scores one alert.</summary>
    /// <param name="request">As it was sent.</param>
    /// <param name="under">Pointer of the request within the body, e.g. <c>/3</c>.</param>
    /// <exception cref="ApiProblemException">422 or 503.</exception>
    public ScoreView Score(ScoreRequest request, string under = "")
    {
        var include = Include(request.Include, under);
        var alert = request.ToAlert(redactor, clock.GetUtcNow(), under);
        RequireModel();
        return ScoreView.Of(DecisionPolicy.Decide(alert, scorer.Value.Score(alert, include), directory.Value.Terms), include);
    }

    /// <summary>Scores one of many: what is wrong with it is its own answer.</summary>
    /// <param name="json">One alert.</param>
    /// <param name="under">Pointer of the request within the body.</param>
    /// <param name="line">Its line, where it has one.</param>
    public BatchItem Item(ReadOnlySpan<byte> json, string under, long? line = null)
    {
        try
        {
            return new(200, Score(JsonBody.Parse(json, ApiJson.Default.ScoreRequest, line), under), null);
        }
        catch (ApiProblemException problem)
        {
            return Refused(problem, line);
        }
    }

    /// <summary>The item of what could not be scored.</summary>
    public static BatchItem Refused(ApiProblemException problem, long? line)
    {
        var details = ApiProblem.Details(problem.Type, problem.Message, problem.Errors);
        if (line is not null)
            details.Extensions["line"] = line;
        return new(problem.Type.Status, null, details);
    }

    /// <summary>Refuses while no champion is loaded.</summary>
    /// <exception cref="ApiProblemException">503.</exception>
    public void RequireModel()
    {
        if (!scorer.HasModel)
            throw new ApiProblemException(ProblemTypes.NoModel, ProblemTypes.NoModel.Advice);
    }

    private static ScoreParts Include(IReadOnlyList<string>? names, string under)
    {
        if (names is null)
            return ScoreParts.Explanation;
        var parts = ScoreParts.None;
        for (var i = 0; i < names.Count; i++)
        {
            parts |= names[i] switch
            {
                "explanation" => ScoreParts.Explanation,
                "similar" => ScoreParts.Similar,
                _ => throw new ApiProblemException(ProblemTypes.Invalid, $"'{names[i]}' cannot be included; known are explanation, similar.", [new($"{under}/include/{i}", "is explanation or similar")]),
            };
        }
        return parts;
    }
}
