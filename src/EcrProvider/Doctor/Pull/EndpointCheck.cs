using Amazon.Runtime;
using EcrProvider.Aws;
using EcrProvider.Aws.Transport;
using Ecr = Amazon.ECR;
using EcrPublic = Amazon.ECRPublic;

namespace EcrProvider.Doctor.Pull;

/// <summary>Which API is asked and by which proxy; what is wrong in settings and profiles shows here.</summary>
internal sealed class EndpointCheck() : Check<RegistryPatient>("endpoint", "registry")
{
    public override Finding Look(RegistryPatient subject)
    {
        using AwsContext aws = subject.Ask();
        ClientConfig config = subject.Registry.IsPublic ? new EcrPublic.AmazonECRPublicConfig() : new Ecr.AmazonECRConfig();
        aws.Configure(config, subject.Registry.Region);
        subject.Endpoint = ApiEndpoint.Choose(config, subject.Settings, subject.Registry);
        string? proxy = new ProxyRules(subject.Settings).NameFor(new Uri(subject.Endpoint));
        return Finding.Ok(proxy is null ? $"{subject.Endpoint}, without a proxy" : $"{subject.Endpoint}, through the proxy {proxy}");
    }
}
