using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Classifier.Api.Problems;

namespace Classifier.Api.Intake.Sns;

/// <summary>
/// Whether Amazon SNS signed a message of a topic that the settings list. The list is asked first: whoever has an AWS account can have SNS sign something, and
/// nothing is fetched for strangers.
/// </summary>
internal sealed class SnsVerifier(SourceSettings settings, ISnsClient client, TimeProvider clock, ILogger<SnsVerifier> logger)
{
    private const int MostCertificates = 16;
    private readonly ConcurrentDictionary<Uri, X509Certificate2> _certificates = new();

    /// <summary>Checks topic, certificate and signature.</summary>
    /// <exception cref="ApiProblemException">503: the certificate cannot be fetched now; SNS tries again.</exception>
    public async Task<bool> IsValidAsync(string source, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        if (SnsMessage.Read(body) is not { } message)
            return false;
        if (!settings.Topics(source).Contains(message.Topic))
        {
            if (message.Type == "SubscriptionConfirmation")
                logger.SubscriptionIgnored(source, message.Topic.Length == 0 ? "it names no topic" : $"Sources:{source}:Topics does not list {message.Topic}");
            return false;
        }
        return message.SigningCertificateAddress is { } address && await CertificateAsync(address, cancellationToken) is { } certificate && message.IsSignedBy(certificate);
    }

    private async Task<X509Certificate2?> CertificateAsync(Uri address, CancellationToken cancellationToken)
    {
        if (!_certificates.TryGetValue(address, out var certificate))
        {
            if (await FetchAsync(address, cancellationToken) is not { } fetched)
                return null;
            if (_certificates.Count >= MostCertificates)
                _certificates.Clear();
            certificate = _certificates.GetOrAdd(address, fetched);
        }
        var now = clock.GetUtcNow().UtcDateTime;
        return certificate.NotBefore.ToUniversalTime() <= now && now <= certificate.NotAfter.ToUniversalTime() ? certificate : null;
    }

    private async Task<X509Certificate2?> FetchAsync(Uri address, CancellationToken cancellationToken)
    {
        try
        {
            return X509Certificate2.CreateFromPem(await client.GetAsync(address, cancellationToken));
        }
        catch (CryptographicException)
        {
            return null;
        }
        catch (HttpRequestException error)
        {
            logger.SnsAway(error.Message);
            throw new ApiProblemException(ProblemTypes.Unavailable, "The delivery cannot be checked now. Nothing of it was kept.");
        }
    }
}
