using EcrProvider.Messages;

namespace EcrProvider.Aws.Transport;

/// <summary>
/// Each attempt, which the SDK repeats when it may get better: its limit covers the body too, which the SDK would read without one. What cannot
/// get better (a certificate, a redirect) ends here.
/// </summary>
internal sealed class Attempts(HttpMessageHandler inner, ProxyRules proxy, TrustStore? trust, string registry) : DelegatingHandler(inner)
{
    private const int LargestAnswer = 1024 * 1024;

    private static readonly TimeSpan PerAttempt = TimeSpan.FromSeconds(10);

    public NetworkTrouble? LastTrouble { get; private set; }

    /// <summary>The Date of the last answer.</summary>
    public DateTimeOffset? ServerDate { get; private set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Uri target = request.RequestUri!;
        string? by = proxy.NameFor(target);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(PerAttempt);
        HttpResponseMessage? answer = null;
        try
        {
            answer = await base.SendAsync(request, limit.Token);
            ServerDate = answer.Headers.Date;
            await answer.Content.LoadIntoBufferAsync(LargestAnswer, limit.Token);
        }
        catch (OperationCanceledException slow) when (!cancellationToken.IsCancellationRequested)
        {
            answer?.Dispose();
            throw Passing($"no answer within {PerAttempt.TotalSeconds:0} s", by, isName: false, slow);
        }
        catch (HttpRequestException failure) when (failure.HttpRequestError is HttpRequestError.SecureConnectionError && trust?.Refusal is { } why)
        {
            throw new ProviderException(TransportMessages.UntrustedCertificate(registry, target.Host, why), failure);
        }
        catch (HttpRequestException failure)
        {
            answer?.Dispose();
            throw Passing(Root(failure).Message, by, failure.HttpRequestError is HttpRequestError.NameResolutionError, failure);
        }

        if ((int)answer.StatusCode is >= 300 and < 400)
        {
            string to = answer.Headers.Location is { IsAbsoluteUri: true } location ? location.GetLeftPart(UriPartial.Authority) : "another path";
            answer.Dispose();
            throw new ProviderException(TransportMessages.Redirected(registry, target.Authority, to));
        }

        return answer;
    }

    private HttpRequestException Passing(string why, string? by, bool isName, Exception cause)
    {
        LastTrouble = new NetworkTrouble(why, by, isName);
        return new HttpRequestException(why, cause);
    }

    private static Exception Root(Exception failure)
    {
        while (failure.InnerException is { } inner)
        {
            failure = inner;
        }

        return failure;
    }
}
