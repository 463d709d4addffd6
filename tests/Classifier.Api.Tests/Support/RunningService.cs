using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Classifier.Api.Identity;
using Classifier.Api.Scoring;
using Classifier.Scoring;
using Classifier.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Classifier.Api.Tests.Support;

/// <summary>The real service on a free loopback port, in a home of its own, with a clock that the test moves.</summary>
internal sealed class RunningService : IAsyncDisposable
{
    // As long as they may be: a busy machine reaches none of them, and who tests one sets it.
    private static readonly string[] Patience =
    [
        "--Chat:Slack:Timeout", "00:00:30", "--Chat:Teams:Timeout", "00:00:30", "--Chat:Xmpp:Timeout", "00:00:30", "--Chat:Webhook:Timeout", "00:00:30", "--Assistant:Timeout", "00:02:00",
    ];

    private readonly WebApplication _app;
    private readonly bool _ownsHome;

    private RunningService(WebApplication app, TestHome home, FakeTimeProvider clock, HttpClient http, bool ownsHome)
    {
        (_app, Home, Clock, Http, _ownsHome) = (app, home, clock, http, ownsHome);
    }

    public TestHome Home { get; }

    public FakeTimeProvider Clock { get; }

    /// <summary>Carries the admin key.</summary>
    public HttpClient Http { get; }

    public string Address => Http.BaseAddress!.ToString();

    public T Get<T>() where T : notnull => _app.Services.GetRequiredService<T>();

    public static async Task<RunningService> StartAsync(DateTimeOffset? at = null, TestHome? home = null, IAlertScorer? scorer = null, bool withChampion = false, Action<IServiceCollection>? configure = null,
        IReadOnlyDictionary<string, string>? settings = null, StorageSettings? storage = null)
    {
        var clock = new FakeTimeProvider(at ?? Some.Monday);
        var used = home ?? new TestHome();
        string[] stored = storage is null ? [] : ["--Storage:Provider", storage.Provider, "--Storage:ConnectionString", storage.ConnectionString!];
        var app = await ServiceBuilder.BuildAsync(["--home", used.Root, "--urls", "http://127.0.0.1:0", "--environment", "Development", "--Logging:LogLevel:Default", "Warning", .. Patience, .. stored, .. (settings ?? new Dictionary<string, string>()).Select(s => $"--{s.Key}={s.Value}")], services =>
        {
            services.AddSingleton<TimeProvider>(clock);
            if (!withChampion)
                services.AddSingleton(ScorerOf(scorer));
            configure?.Invoke(services);
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        var http = new HttpClient { BaseAddress = new(app.Urls.First()) };
        http.DefaultRequestHeaders.Authorization = new("Bearer", await app.Services.GetRequiredService<DevelopmentKey>().EnsureAsync(TestContext.Current.CancellationToken));
        return new(app, used, clock, http, home is null);
    }

    private static CurrentScorer ScorerOf(IAlertScorer? scorer)
    {
        var current = new CurrentScorer(new KeywordScorer(withModel: false));
        if (scorer is not NoScorer)
            current.Replace(scorer ?? new KeywordScorer(), KeywordScorer.Version);
        return current;
    }

    public async Task<HttpClient> WithKeyAsync(params string[] scopes)
    {
        var key = await Get<KeyRing>().CreateAsync(string.Join('-', scopes), scopes, TestContext.Current.CancellationToken);
        var http = new HttpClient { BaseAddress = Http.BaseAddress };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return http;
    }

    /// <summary>Posts JSON and returns status and body.</summary>
    public Task<(HttpStatusCode Status, JsonElement Body)> PostAsync(string path, object body) => PostRawAsync(path, JsonSerializer.Serialize(body));

    public async Task<(HttpStatusCode Status, JsonElement Body)> PostRawAsync(string path, string json, string type = "application/json")
    {
        using var response = await Http.PostAsync(path, new StringContent(json, Encoding.UTF8, type), TestContext.Current.CancellationToken);
        return (response.StatusCode, await BodyAsync(response));
    }

    public async Task<JsonElement> GetAsync(string path) => await Http.GetFromJsonAsync<JsonElement>(path, TestContext.Current.CancellationToken);

    public static async Task<JsonElement> BodyAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text);
    }

    /// <summary>Sends an alert and waits until it is decided and every step that is due is done.</summary>
    public async Task<JsonElement> SendAsync(object alert)
    {
        var (status, body) = await PostAsync("/v1/alerts", alert);
        Assert.Equal(HttpStatusCode.Accepted, status);
        var id = body.GetProperty("alert_id").GetString();
        var decided = await Eventually.GetAsync(() => GetAsync($"/v1/alerts/{id}"), a => a.GetProperty("state").GetString() == "decided");
        if (decided.GetProperty("incident").GetString() is { } incident)
            await SettledAsync(incident);
        return decided;
    }

    /// <summary>Sends an alert and returns its incident after its steps are done.</summary>
    public async Task<JsonElement> OpenAsync(object alert) => await GetAsync($"/v1/incidents/{(await SendAsync(alert)).GetProperty("incident").GetString()}");

    /// <summary>Lets the clock run until something is done that ends when its time is up, whenever it begins to measure.</summary>
    public async Task<T> PassUntilAsync<T>(Task<T> done)
    {
        await Eventually.GetAsync(() =>
        {
            Clock.Advance(TimeSpan.FromSeconds(1));
            return Task.FromResult(done.IsCompleted);
        }, isDone => isDone);
        return await done;
    }

    /// <summary>Waits until nothing of an incident that is due is left to do.</summary>
    public Task SettledAsync(string incident) => Eventually.GetAsync(
        async () => await Get<Classifier.Responses.IStepStore>().HasPendingAsync(long.Parse(incident.AsSpan(4), System.Globalization.CultureInfo.InvariantCulture), TestContext.Current.CancellationToken), pending => !pending);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync();     // waits for work in the background, which disposing alone does not
        await _app.DisposeAsync();
        if (_ownsHome)
            Home.Dispose();
    }
}
