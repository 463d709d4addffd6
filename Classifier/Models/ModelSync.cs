using Classifier.Promotions;

namespace Classifier.Models;

/// <summary>
/// Keeps this home's champion and the one that all nodes of a database share the same. Whoever promotes replaces this home's
/// pointer, as on one node; it carries the number of the shared promotion that it was made after, so that news of this home
/// is told from news of the others without comparing clocks.
/// </summary>
public sealed class ModelSync(ModelStore models, ISharedModels shared) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1);

    /// <summary>Shares what was promoted here, or follows what was promoted elsewhere. Where both happened, the shared one stands.</summary>
    /// <exception cref="ModelRefusedException">What is to be followed is damaged or not whole; the old champion stays.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            var (there, here) = (await shared.ChampionAsync(cancellationToken), models.Champion());
            if (IsNews(here, there) && await TryShareAsync(here!, there, cancellationToken))
                return;
            if (await shared.ChampionAsync(cancellationToken) is { } champion && champion.Number != models.Champion()?.Shared)
                await FollowAsync(champion, cancellationToken);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _one.Dispose();

    private static bool IsNews(ChampionPointer? here, SharedChampion? there) =>
        here is not null && (there is null || here.Shared == there.Number && here.Version != there.Version);

    private async Task<bool> TryShareAsync(ChampionPointer here, SharedChampion? there, CancellationToken cancellationToken)
    {
        var next = (there?.Number ?? 0) + 1;
        if (!await shared.TryPromoteAsync(new(next, here.Version, here.Previous, here.PromotedAt), models.Parts(here.Version), cancellationToken))
            return false;
        // Read anew: if the training program has promoted another one meanwhile, that was made after this one.
        models.Point(models.Champion()! with { Shared = next });
        return true;
    }

    private async Task FollowAsync(SharedChampion champion, CancellationToken cancellationToken)
    {
        var (version, previous) = (champion.Version, champion.Previous);
        await models.ImportAsync(version, shared.ReadAsync(version, cancellationToken), cancellationToken);
        if (previous is not null && await models.TryImportAsync(previous, shared.ReadAsync(previous, cancellationToken), cancellationToken) is false)
            previous = null;        // it was never shared, so there is nothing here to go back to
        models.Point(new(version, previous, champion.PromotedAt, champion.Number));
    }
}
