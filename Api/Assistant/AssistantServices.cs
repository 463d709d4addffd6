using System.ClientModel;
using System.ClientModel.Primitives;
using Azure.AI.OpenAI;
using Classifier.Api.Briefs;
using Classifier.Api.Outgoing;
using Microsoft.SemanticKernel;
using OpenAI;

namespace Classifier.Api.Assistant;

/// <summary>The language model, where one is configured.</summary>
internal static class AssistantServices
{
    private const long LongestAnswer = 256 * 1024;

    /// <summary>Adds who writes summaries: the model with the template behind it, or the template alone.</summary>
    /// <exception cref="Identity.UnsafeDefaultsException">The section cannot hold.</exception>
    public static IServiceCollection AddAssistant(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<TemplateBriefWriter>();
        var options = configuration.GetSection(AssistantOptions.Section).Get<AssistantOptions>() ?? new();
        if (options.Endpoint is null)
            return services.AddSingleton<IBriefWriter>(provider => provider.GetRequiredService<TemplateBriefWriter>());
        options.Check();
        services.AddHttpClient(nameof(RoomAssistant), http => http.Timeout = options.Timeout)
            .AddHttpMessageHandler(() => new StreamFallback()).AddHttpMessageHandler(provider => new BoundedAnswers(LongestAnswer, options.LongestPause, provider.GetRequiredService<TimeProvider>())).WithoutRedirects();
        return services
            .AddSingleton(options)
            .AddSingleton(provider => KernelOf(options, provider.GetRequiredService<IHttpClientFactory>().CreateClient(nameof(RoomAssistant))))
            .AddSingleton<ModelText>()
            .AddSingleton<IncidentFacts>()
            .AddSingleton<KernelBriefWriter>()
            .AddSingleton<IBriefWriter>(provider => provider.GetRequiredService<KernelBriefWriter>())
            .AddSingleton<RoomAssistant>()
            .AddSingleton<SummaryWorker>()
            .AddHostedService(provider => provider.GetRequiredService<SummaryWorker>());
    }

    // One try: who waits gets the template's answer instead of a second one.
    private static Kernel KernelOf(AssistantOptions options, HttpClient http)
    {
        var builder = Kernel.CreateBuilder();
        var (transport, once) = (new HttpClientPipelineTransport(http), new ClientRetryPolicy(maxRetries: 0));
        if (options.IsAzure)
        {
            var client = new AzureOpenAIClient(options.Endpoint!, new ApiKeyCredential(options.KeyText()), new() { Transport = transport, RetryPolicy = once, NetworkTimeout = options.Timeout });
            builder.AddAzureOpenAIChatCompletion(options.Model!, client);
        }
        else
        {
            var client = new OpenAIClient(new ApiKeyCredential(options.KeyText()), new() { Endpoint = options.Endpoint, Transport = transport, RetryPolicy = once, NetworkTimeout = options.Timeout });
            builder.AddOpenAIChatCompletion(options.Model!, client);
        }
        return builder.Build();
    }
}
