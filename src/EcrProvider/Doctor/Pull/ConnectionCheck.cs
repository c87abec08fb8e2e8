using EcrProvider.Aws;

namespace EcrProvider.Doctor.Pull;

/// <summary>TCP and TLS to the API, by the plugin's own transport: proxy, trust, no redirect.</summary>
internal sealed class ConnectionCheck() : Check<RegistryPatient>("connection", "dns", "endpoint")
{
    public override bool NeedsNetwork => true;

    public override Finding Look(RegistryPatient subject)
    {
        using AwsContext aws = subject.Ask();
        using var question = new HttpRequestMessage(HttpMethod.Get, subject.Endpoint);
        using HttpResponseMessage answer = Http.Send(aws, question, subject.Endpoint);
        subject.ClockDifference = answer.Headers.Date - subject.Host.Clock.GetUtcNow();
        string trust = question.RequestUri!.Scheme is "https" ? $"its certificate is trusted by {Authorities(subject)}" : "without TLS";
        return Finding.Ok($"{question.RequestUri.Authority} answers (HTTP {(int)answer.StatusCode}), {trust}");
    }

    private static string Authorities(RegistryPatient subject) =>
        subject.Settings["AWS_CA_BUNDLE"] ?? subject.Settings["SSL_CERT_FILE"] ?? "this system's authorities";
}
