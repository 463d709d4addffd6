using System.Text.Json;
using Classifier.Api.Assistant;
using Classifier.Api.Briefs.Messages;
using Classifier.Api.Chat;
using Classifier.Api.Chat.Slack;
using Classifier.Api.Chat.Slack.Inbound;
using Classifier.Api.Chat.Teams;
using Classifier.Api.Chat.Teams.Inbound;
using Classifier.Api.Commands;
using Classifier.Api.Console;
using Classifier.Api.Health;
using Classifier.Api.Idempotency;
using Classifier.Api.Identity;
using Classifier.Api.Incidents;
using Classifier.Api.Intake;
using Classifier.Api.Json;
using Classifier.Api.Limits;
using Classifier.Api.Logs;
using Classifier.Api.Lookups;
using Classifier.Api.Models;
using Classifier.Api.Mutes;
using Classifier.Api.Operations;
using Classifier.Api.Outgoing;
using Classifier.Api.Problems;
using Classifier.Api.Responses;
using Classifier.Api.Rotations;
using Classifier.Api.Scoring;
using Classifier.Api.Times;
using Classifier.Directories;
using Classifier.History;
using Classifier.Incidents;
using Classifier.Redaction;
using Classifier.Responses;
using Classifier.Storage;
using Microsoft.Extensions.Logging.Console;
using Scalar.AspNetCore;

namespace Classifier.Api;

/// <summary>Puts the parts together.</summary>
internal static class ServiceBuilder
{
    private const string DefaultUrl = "http://127.0.0.1:5080";

    // A bare LF that ends a header line for us and not for the proxy before us would smuggle a request.
    private const string StrictLineEnds = "Microsoft.AspNetCore.Server.Kestrel.DisableHttp1LineFeedTerminators";

    /// <summary>Opens the store, reads the directory and builds the application; nothing listens yet.</summary>
    /// <exception cref="StorageSettingsException">The database is not named rightly.</exception>
    /// <exception cref="StoreUnavailableException">The database cannot be written.</exception>
    /// <exception cref="NewerSchemaException">The database belongs to a newer program.</exception>
    /// <exception cref="YamlFileException">The directory, or a file of texts, is wrong.</exception>
    /// <exception cref="RedactionFileException">The redaction file is wrong.</exception>
    /// <param name="args">As on the command line.</param>
    /// <param name="configure">Replaces services, for tests: a clock, a scorer.</param>
    public static async Task<WebApplication> BuildAsync(string[] args, Action<IServiceCollection>? configure = null)
    {
        AppContext.SetSwitch(StrictLineEnds, isEnabled: true);
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory, ApplicationName = typeof(Program).Assembly.GetName().Name });
        if (string.IsNullOrEmpty(builder.Configuration["urls"]))
            builder.WebHost.UseUrls(DefaultUrl);
        // From the arguments alone: in the merged configuration "home" is also the environment's HOME.
        var home = Home.Find(new ConfigurationBuilder().AddCommandLine(args).Build()["home"]);
        var storage = StorageSettings.Read(name => builder.Configuration[name]);
        var database = await storage.OpenAsync(home, LoggerFactory.Create(b => b.AddSimpleConsole()).CreateLogger<IDatabase>(), CancellationToken.None);
        var (directory, said) = (DirectoryFile.Load(home.DirectoryFile), MessageCatalog.Load(home));
        said.Check(directory, home.DirectoryFile);
        AddServices(builder.Services, builder.Configuration, home, database, directory, said);
        builder.Services.AddSingleton(storage);
        configure?.Invoke(builder.Services);
        var app = builder.Build();
        Map(app);
        if (database.IsOfOneService)
        {
            await app.Services.GetRequiredService<IInbox>().ReleaseAllAsync(CancellationToken.None);
            await app.Services.GetRequiredService<IStepStore>().ReleaseAllAsync(CancellationToken.None);
        }
        if (app.Environment.IsDevelopment() && Addresses(app).Any(a => !a.IsLoopback))
            throw new UnsafeDefaultsException("Development listens on this machine alone (127.0.0.1 or localhost); set ASPNETCORE_ENVIRONMENT=Production for other addresses.");
        if (app.Environment.IsDevelopment())
            await app.Services.GetRequiredService<DevelopmentKey>().EnsureAsync(CancellationToken.None);
        else
            await ProductionKey.EnsureAsync(app.Configuration, app.Services.GetRequiredService<KeyRing>(), CancellationToken.None);
        app.Services.GetRequiredService<SourceCatalog>();      // a faulty file is told now, not at the first webhook
        return app;
    }

    private static void AddServices(IServiceCollection services, IConfiguration configuration, Home home, IDatabase database, ResponderDirectory directory, MessageCatalog said)
    {
        services.AddSingleton(home);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(_ => database);
        services.AddSingleton<ILabelWriter, LabelStore>();
        services.AddSingleton(new CurrentDirectory(directory));
        services.AddSingleton(said);
        var redactor = RedactionFile.Load(home);
        services.AddSingleton(provider => redactor.Knowing(name => provider.GetRequiredService<CurrentDirectory>().Value.PersonCalled(name)?.Id));
        services.AddIdentity().AddProblems().AddLimits().AddIdempotency().AddModels().AddScoring().AddIntake().AddLogs().AddLookups(configuration).AddIncidents().AddResponses().AddChat(configuration).AddRotations(configuration).AddOperations().AddTimes().AddAssistant(configuration);
        services.ConfigureHttpClientDefaults(client => client.AddHttpMessageHandler(() => new CutConnections()));
        services.AddConsole(home);
        services.AddSingleton<IQuestionStore, QuestionStore>().AddSingleton<QuestionDesk>().AddSingleton<CommandDesk>();
        services.AddSingleton<Readiness>();
        services.AddApiDescription();
        services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
            options.SerializerOptions.TypeInfoResolverChain.Insert(0, ApiJson.Default);
        });
        // Whoever logs never waits for who reads: what a full console cannot take is dropped, and counted in the log.
        services.Configure<ConsoleLoggerOptions>(options => options.QueueFullMode = ConsoleLoggerQueueFullMode.DropWrite);
        services.Configure<HostOptions>(options => options.BackgroundServiceExceptionBehavior = BackgroundServiceExceptionBehavior.StopHost);
    }

    private static IEnumerable<Uri> Addresses(WebApplication app) => (app.Configuration[WebHostDefaults.ServerUrlsKey] ?? "")
        .Split(';', StringSplitOptions.RemoveEmptyEntries).Select(url => Uri.TryCreate(url, UriKind.Absolute, out var address) ? address : new Uri("http://0.0.0.0"));

    private static void Map(WebApplication app)
    {
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseRateLimiter();
        app.UseMiddleware<OnceMiddleware>();
        app.MapScoring();
        app.MapIntake();
        app.MapLogs();
        app.MapIncidents();
        app.MapModels();
        app.MapMutes();
        app.MapRoutesTest();
        app.MapOperations();
        app.MapTimes();
        if (app.Services.GetService<SlackOptions>() is { } slack)
            app.MapSlack(slack);
        if (app.Services.GetService<TeamsOptions>() is not null)
            app.MapTeams();
        app.MapHealth();
        app.MapConsole();
        app.MapProblemPages();
        app.MapOpenApi().AllowAnonymous();
        app.MapScalarApiReference().AllowAnonymous();
    }
}
