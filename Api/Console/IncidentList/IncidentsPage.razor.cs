using Classifier.Api.Briefs;
using Microsoft.AspNetCore.Components;

namespace Classifier.Api.Console.IncidentList;

/// <summary>Which rows are shown, and when new ones may come in: nothing moves under the pointer.</summary>
public sealed partial class IncidentsPage
{
    private const int PageSize = 200;

    private static readonly (BoardView View, string Name, string? Word)[] Views =
    [
        (BoardView.Open, "All open", null), (BoardView.Mine, "Mine", "mine"), (BoardView.Team, "My team", "team"), (BoardView.Resolved, "Resolved today", "resolved"),
    ];

    private IncidentBoard _board = IncidentBoard.Empty;
    private IncidentBoard? _waiting;
    private IReadOnlyList<IncidentRow> _rows = [];
    private Dictionary<RowGroup, int> _counts = [];
    private DateTimeOffset _changedAt;
    private bool _isPaused;
    private bool _isPointed;
    private int _news;

    [SupplyParameterFromQuery(Name = "view")]
    private string? View { get; set; }

    [SupplyParameterFromQuery(Name = "state")]
    private string? State { get; set; }

    [SupplyParameterFromQuery(Name = "severity")]
    private string? Severity { get; set; }

    [SupplyParameterFromQuery(Name = "type")]
    private string? Type { get; set; }

    [SupplyParameterFromQuery(Name = "owner")]
    private string? Owner { get; set; }

    [SupplyParameterFromQuery(Name = "location")]
    private string? Location { get; set; }

    [SupplyParameterFromQuery(Name = "decision")]
    private string? Decision { get; set; }

    [SupplyParameterFromQuery(Name = "private")]
    private bool Private { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    private int PageNumber { get; set; }

    private BoardView Shown => Views.FirstOrDefault(v => v.Word == View).View;

    private IncidentFilter Filter => new(State, Severity, Type, Owner, Location, Decision, Private);

    private int Number => Math.Max(1, PageNumber);

    private int First => (Number - 1) * PageSize;

    private IReadOnlyList<IncidentRow> PageOfRows => [.. _rows.Skip(First).Take(PageSize)];

    private TimeZoneInfo Zone => _board.Reader?.TimeZone ?? TimeZoneInfo.Utc;

    private string PauseWords => _isPaused ? "Go on with live updates" : "Pause live updates";

    private string Freshness => _isPaused ? "Paused" : _changedAt == default ? "Live" : $"Live, last change {Words.Ago(_changedAt, Now)}";

    /// <inheritdoc/>
    protected override bool Shows(long incident) => true;

    /// <inheritdoc/>
    protected override Task OnInitializedAsync() => ReadAsync();

    /// <inheritdoc/>
    protected override void OnParametersSet() => Arrange();

    /// <inheritdoc/>
    protected override async Task ReadAsync()
    {
        var board = await Reader.ReadAsync(await Session.ActorAsync(), Left);
        var isFirst = _board.At == default;
        if (!isFirst && Digest(board) != Digest(_waiting ?? _board))
            _changedAt = Now;
        if (isFirst || !(_isPaused || _isPointed))
            Show(board);
        else
            Hold(board);
    }

    private void Show(IncidentBoard board)
    {
        (_board, _waiting, _news) = (board, null, 0);
        Arrange();
    }

    private void Hold(IncidentBoard board)
    {
        _waiting = board;
        var known = _rows.Select(r => r.Incident.Number).ToHashSet();
        _news = board.Of(Shown).Where(Filter.Lets).Count(r => !known.Contains(r.Incident.Number));
    }

    private void Arrange()
    {
        _rows = [.. _board.Of(Shown).Where(Filter.Lets).OrderBy(r => r.Group)];
        _counts = _rows.CountBy(r => r.Group).ToDictionary();
    }

    private void ShowNews()
    {
        if (_waiting is { } board)
            Show(board);
    }

    private void TogglePause()
    {
        _isPaused = !_isPaused;
        if (!_isPaused)
            ShowNews();
    }

    private void Enter() => _isPointed = true;

    private void LeaveList()
    {
        _isPointed = false;
        if (!_isPaused)
            ShowNews();
    }

    private static string Address(string? view) => view is null ? "/incidents" : $"/incidents?view={view}";

    // What of a board can change on a page; ages are not of it.
    private static int Digest(IncidentBoard board)
    {
        var hash = new HashCode();
        foreach (var row in board.Open.Concat(board.Resolved))
            hash.Add((row.Incident.Number, row.Incident.Version, row.Here, row.People.Count, row.RoomOpenedAt));
        return hash.ToHashCode();
    }
}
