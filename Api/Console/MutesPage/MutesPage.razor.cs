using System.Globalization;
using Classifier.Api.Identity;
using Classifier.Api.Incidents;
using Classifier.Api.Mutes;
using Classifier.Decisions;
using Classifier.Storage;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Classifier.Api.Console.MutesPage;

/// <summary>Reads what holds alerts back, and sets and ends it by the same handlers as REST.</summary>
public sealed partial class MutesPage
{
    private IReadOnlyList<Mute>? _mutes;
    private Actor? _actor;
    private bool _isAway;

    [Inject]
    private ConsoleSession Session { get; set; } = default!;

    [Inject]
    private MuteDesk Desk { get; set; } = default!;

    [Inject]
    private MuteActions Actions { get; set; } = default!;

    [Inject]
    private IDialogService Dialogs { get; set; } = default!;

    [Inject]
    private ISnackbar Snackbar { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    private DateTimeOffset Now => Clock.GetUtcNow();

    private TimeZoneInfo Zone => _actor?.Person?.TimeZone ?? TimeZoneInfo.Utc;

    private List<Mute> Shown => [.. _mutes!.Where(m => m.Until > Now)];

    /// <inheritdoc/>
    protected override Task OnInitializedAsync() => ReadAsync();

    private async Task ReadAsync()
    {
        _actor = await Session.ActorAsync();
        try
        {
            (_mutes, _isAway) = (await Desk.ListAsync(Left), false);
        }
        catch (StoreUnavailableException)
        {
            _isAway = true;
        }
    }

    private async Task AddAsync()
    {
        var dialog = await Dialogs.ShowAsync<MuteDialog>("Mute");
        if (await dialog.Result is { Canceled: false })
            await ReadAsync();
    }

    private async Task EndAsync(Mute mute)
    {
        try
        {
            Snackbar.Add(await Actions.EndAsync(mute.Id, Left) ? "It is over. What still fires is told now." : "It was over already.", Severity.Normal);
        }
        catch (StoreUnavailableException)
        {
            Snackbar.Add("The store does not answer: it was not ended.", Severity.Warning);
        }
        await ReadAsync();
    }

    private string Who(Mute mute) => mute.By == Mute.ByDirectory ? $"Planned in the directory as “{mute.Id}”" : Directory.Value.Person(mute.By)?.Name ?? mute.By;

    private string Day(DateTimeOffset at)
    {
        var (local, today) = (TimeZoneInfo.ConvertTime(at, Zone), TimeZoneInfo.ConvertTime(Now, Zone).Date);
        return local.ToString(local.Date == today ? "HH:mm" : "d MMM HH:mm", CultureInfo.InvariantCulture);
    }
}
