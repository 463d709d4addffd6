using Classifier.Api.Incidents;
using Classifier.Api.Scoring;
using Classifier.Models;
using Classifier.Promotions;
using Classifier.Scoring;
using Classifier.Storage;

namespace Classifier.Api.Models;

/// <summary>The champion and the versions beside it.</summary>
internal static class ModelServices
{
    public static IServiceCollection AddModels(this IServiceCollection services) => services
        .AddSingleton(provider => new ModelStore(provider.GetRequiredService<Home>(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(provider => new CurrentScorer(new RuleScorer(provider.GetRequiredService<CurrentDirectory>())))
        .AddSingleton<ISharedModels, SharedModels>()
        .AddSingleton<ModelSync>()
        .AddSingleton<ModelSharing>()
        .AddHostedService(provider => provider.GetRequiredService<ModelSharing>())      // before the watcher, which loads what it brings
        .AddSingleton<ChampionWatcher>()
        .AddHostedService(provider => provider.GetRequiredService<ChampionWatcher>())
        .AddHostedService<FirstTraining>();
}
