using System.Net;
using System.Text;
using Classifier.Api.Chat;
using Classifier.Api.Chat.Teams;
using Classifier.Api.Chat.Teams.Protocol;
using Classifier.Faults.Chat.Teams;
using Microsoft.Extensions.Time.Testing;

namespace Classifier.Api.Tests.Chat.Teams;

/// <summary>One call fetches the token for all who wait for it, also when it fails.</summary>
public sealed class EntraTokenTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Failure_IsThatOfAllWhoWaited_AndTheNextOneAsksAnew()
    {
        using var entra = new GatedEntra();
        using var http = new HttpClient(entra);
        var options = new TeamsOptions { TenantId = FakeTenant.TenantId, AppId = FakeTenant.AppId, TeamId = FakeTenant.TeamId, ClientSecret = "x" }.Checked();
        using var token = new EntraToken(http, options, "scope", new FakeTimeProvider());
        var waiting = Enumerable.Range(0, 5).Select(_ => token.GetAsync(Token)).ToList();

        entra.Gate.SetResult(HttpStatusCode.InternalServerError);

        foreach (var one in waiting)
            Assert.True((await Assert.ThrowsAsync<ChatException>(() => one)).IsTransient);
        Assert.Equal(1, entra.Asked);
        entra.Gate = new();
        entra.Gate.SetResult(HttpStatusCode.OK);
        Assert.Equal("t", await token.GetAsync(Token));
        Assert.Equal(2, entra.Asked);
    }

    /// <summary>Answers as soon as the gate says how.</summary>
    private sealed class GatedEntra : HttpMessageHandler
    {
        public TaskCompletionSource<HttpStatusCode> Gate { get; set; } = new();

        public int Asked { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Asked++;
            return new(await Gate.Task.WaitAsync(cancellationToken)) { Content = new StringContent("""{"access_token":"t","expires_in":3600}""", Encoding.UTF8, "application/json") };
        }
    }
}
