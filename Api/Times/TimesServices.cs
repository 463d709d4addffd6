namespace Classifier.Api.Times;

/// <summary>How long it takes, and how long it took before.</summary>
internal static class TimesServices
{
    public static IServiceCollection AddTimes(this IServiceCollection services)
    {
        services.AddOptionsWithValidateOnStart<TimesOptions, TimesOptionsValidator>().BindConfiguration(TimesOptions.Section);
        return services.AddSingleton<TimesDesk>();
    }
}
