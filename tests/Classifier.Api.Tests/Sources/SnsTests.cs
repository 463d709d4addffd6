using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Classifier.Api.Intake.Sns;
using Classifier.Api.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Classifier.Api.Tests.Sources;

/// <summary>Amazon SNS with a key pair of our own in place of Amazon's.</summary>
public sealed class SnsTests : IDisposable
{
    private const string Topic = "arn:aws:sns:eu-west-1:123456789012:alarms";
    private const string CertificateAddress = "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-1.pem";
    private const string SubscribeAddress = "https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&Token=t";
    private readonly RSA _key = RSA.Create(2048);
    private readonly RecordingSns _sns = new();

    public SnsTests() => _sns.Answers[CertificateAddress] = Certificate(_key, Some.Monday);

    public void Dispose() => _key.Dispose();

    [Theory]
    [InlineData("1")]
    [InlineData("2")]
    public async Task Notification_SignedForAListedTopic_IsTaken(string version)
    {
        await using var service = await StartAsync();

        var (status, body) = await PostAsync(service, Signed(Alarm(), version));

        Assert.Equal((HttpStatusCode.Accepted, 1), (status, body.GetProperty("accepted").GetInt32()));
        Assert.Equal([CertificateAddress], _sns.Visited);
    }

    [Fact]
    public async Task Notification_Changed_IsRefused()
    {
        await using var service = await StartAsync();
        foreach (var member in (string[])["Message", "MessageId", "Subject", "Timestamp", "Type", "Signature", "SignatureVersion"])
        {
            var message = Signed(Alarm());
            message[member] = member switch { "SignatureVersion" => "3", "Type" => "SubscriptionConfirmation", _ => message[member] + "x" };

            Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync(service, message)).Status);
        }
        Assert.DoesNotContain(SubscribeAddress, _sns.Visited);
    }

    [Theory]
    [InlineData("http://sns.eu-west-1.amazonaws.com/x.pem")]
    [InlineData("https://sns.eu-west-1.amazonaws.com.example.com/x.pem")]
    [InlineData("https://example.com/sns.eu-west-1.amazonaws.com/x.pem")]
    [InlineData("https://sns.eu-west-1.amazonaws.com@example.com/x.pem")]
    [InlineData("https://user@sns.eu-west-1.amazonaws.com/x.pem")]
    [InlineData("https://sns.eu-west-1.amazonaws.com:8443/x.pem")]
    [InlineData("https://snsXeu-west-1.amazonaws.com/x.pem")]
    [InlineData("https://s3.eu-west-1.amazonaws.com/sns/x.pem")]
    [InlineData("https://127.0.0.1/x.pem")]
    [InlineData("https://2130706433/x.pem")]
    [InlineData("https://0x7f.1/x.pem")]
    [InlineData("https://0177.0.0.1/x.pem")]
    [InlineData("https://[::1]/x.pem")]
    [InlineData("https://[::ffff:169.254.169.254]/x.pem")]
    [InlineData("https://169.254.169.254/latest/meta-data")]
    [InlineData("https://10.0.0.1/x.pem")]
    [InlineData("https://localhost./x.pem")]
    [InlineData("https://sns.localhost/x.pem")]
    [InlineData("https://sns.eu-west-1.amazonaws.com./x.pem")]
    [InlineData("")]
    public Task Row73_CertificateFromElsewhere_IsRefusedWithoutFetchingIt(string address) => IsNotFetchedAsync(address);

    [Theory]
    [InlineData("file:///etc/hostname")]
    [InlineData("gopher://sns.eu-west-1.amazonaws.com/x.pem")]
    [InlineData("ftp://sns.eu-west-1.amazonaws.com/x.pem")]
    [InlineData("https://user:password@sns.eu-west-1.amazonaws.com/x.pem")]
    public Task Row75_AddressOfAnotherSchemeOrWithAUser_IsRefusedWithoutFetchingIt(string address) => IsNotFetchedAsync(address);

    private async Task IsNotFetchedAsync(string address)
    {
        _sns.Answers[address] = _sns.Answers[CertificateAddress];
        await using var service = await StartAsync();
        var message = Alarm();
        message["SigningCertURL"] = address;

        var (status, _) = await PostAsync(service, Signed(message));

        Assert.Equal(HttpStatusCode.Unauthorized, status);
        Assert.Empty(_sns.Visited);
    }

    [Fact]
    public async Task Notification_OfATopicThatIsNotListed_IsRefusedWithoutFetchingAnything()
    {
        await using var service = await StartAsync(topic: Topic + "-2");

        var (status, _) = await PostAsync(service, Signed(Alarm()));

        Assert.Equal(HttpStatusCode.Unauthorized, status);
        Assert.Empty(_sns.Visited);
    }

    [Fact]
    public async Task Notification_WithACertificateThatHasExpired_IsRefused()
    {
        _sns.Answers[CertificateAddress] = Certificate(_key, Some.Monday.AddYears(-3));
        await using var service = await StartAsync();

        Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync(service, Signed(Alarm()))).Status);
    }

    [Fact]
    public async Task Notification_WhileAmazonIsAway_Is503SoThatItIsSentAgain()
    {
        var certificate = _sns.Answers[CertificateAddress];
        _sns.Answers.Clear();
        await using var service = await StartAsync();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await PostAsync(service, Signed(Alarm()))).Status);
        _sns.Answers[CertificateAddress] = certificate;
        Assert.Equal(HttpStatusCode.Accepted, (await PostAsync(service, Signed(Alarm()))).Status);
    }

    [Fact]
    public async Task Subscription_OfAListedTopic_IsConfirmedAndNoAlert()
    {
        await using var service = await StartAsync();

        var (status, body) = await PostAsync(service, Signed(Subscription(SubscribeAddress)));

        Assert.Equal((HttpStatusCode.Accepted, 0, 1), (status, body.GetProperty("accepted").GetInt32(), body.GetProperty("ignored").GetInt32()));
        Assert.Equal([CertificateAddress, SubscribeAddress], _sns.Visited);
    }

    [Theory]
    [InlineData(SubscribeAddress, Topic + "-2")]
    [InlineData("https://169.254.169.254/latest/meta-data", Topic)]
    public async Task Row73_SubscriptionOfAnotherTopicOrElsewhere_IsNotVisitedEvenWithAKey(string address, string listed)
    {
        await using var service = await StartAsync(topic: listed);

        var (status, body) = await PostAsync(service, Signed(Subscription(address)), withKey: true);

        Assert.Equal((HttpStatusCode.Accepted, 1), (status, body.GetProperty("ignored").GetInt32()));
        Assert.Empty(_sns.Visited);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("nothing")]
    [InlineData("""{"Type":"Notification","TopicArn":"arn:aws:sns:eu-west-1:123456789012:alarms","SigningCertURL":"https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-1.pem","Signature":"\ud800","SignatureVersion":"1"}""")]
    public async Task Anything_WithoutASignature_Is401(string body)
    {
        await using var service = await StartAsync();
        using var http = new HttpClient { BaseAddress = service.Http.BaseAddress };

        using var response = await http.PostAsync("/v1/alerts/aws-sns", new StringContent(body, Encoding.UTF8, "text/plain"), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    private static Dictionary<string, string> Alarm() => new()
    {
        ["Type"] = "Notification",
        ["MessageId"] = "m-1",
        ["TopicArn"] = Topic,
        ["Subject"] = "ALARM: edge",
        ["Message"] = """{"AlarmName":"edge 95 x","NewStateValue":"ALARM","StateChangeTime":"2026-01-05T08:00:00.000+0000"}""",
        ["Timestamp"] = "2026-01-05T08:00:00.000Z",
        ["SigningCertURL"] = CertificateAddress,
    };

    private static Dictionary<string, string> Subscription(string address) => new()
    {
        ["Type"] = "SubscriptionConfirmation",
        ["MessageId"] = "m-2",
        ["TopicArn"] = Topic,
        ["Token"] = "t",
        ["Message"] = "You have chosen to subscribe",
        ["SubscribeURL"] = address,
        ["Timestamp"] = "2026-01-05T08:00:00.000Z",
        ["SigningCertURL"] = CertificateAddress,
    };

    // As the developer guide writes it down: name and value of each member in a fixed order, a line each.
    private Dictionary<string, string> Signed(Dictionary<string, string> message, string version = "2")
    {
        string[] names = message["Type"] == "Notification"
            ? ["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"]
            : ["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"];
        var text = Encoding.UTF8.GetBytes(string.Concat(names.Select(n => $"{n}\n{message[n]}\n")));
        message["SignatureVersion"] = version;
        message["Signature"] = Convert.ToBase64String(_key.SignData(text, version == "1" ? HashAlgorithmName.SHA1 : HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        return message;
    }

    private Task<RunningService> StartAsync(string topic = Topic) => RunningService.StartAsync(
        configure: services => services.AddSingleton<ISnsClient>(_sns), settings: new Dictionary<string, string> { ["Sources:aws-sns:Topics:0"] = topic });

    private static async Task<(HttpStatusCode Status, JsonElement Body)> PostAsync(RunningService service, Dictionary<string, string> message, bool withKey = false)
    {
        using var http = new HttpClient { BaseAddress = service.Http.BaseAddress };
        if (withKey)
            http.DefaultRequestHeaders.Authorization = service.Http.DefaultRequestHeaders.Authorization;
        using var response = await http.PostAsync("/v1/alerts/aws-sns", new StringContent(JsonSerializer.Serialize(message), Encoding.UTF8, "text/plain"), TestContext.Current.CancellationToken);
        return (response.StatusCode, await RunningService.BodyAsync(response));
    }

    private static string Certificate(RSA key, DateTimeOffset at)
    {
        using var certificate = new CertificateRequest("CN=sns.amazonaws.com", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(at.AddYears(-1), at.AddYears(1));
        return certificate.ExportCertificatePem();
    }

    /// <summary>Answers from memory and remembers who was visited.</summary>
    private sealed class RecordingSns : ISnsClient
    {
        public Dictionary<string, string> Answers { get; } = new() { [SubscribeAddress] = "<ConfirmSubscriptionResponse/>" };

        public List<string> Visited { get; } = [];

        public Task<string> GetAsync(Uri address, CancellationToken cancellationToken)
        {
            if (!Answers.TryGetValue(address.ToString(), out var answer))
                throw new HttpRequestException("no route to host");
            Visited.Add(address.ToString());
            return Task.FromResult(answer);
        }
    }
}
