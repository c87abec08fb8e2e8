using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using EcrProvider.Aws.Pipeline;

namespace EcrProvider.Aws.Sts;

/// <summary>Configuration of the STS client.</summary>
internal sealed class StsConfig : ClientConfig
{
    private static readonly StsEndpointProvider Provider = new();

    public StsConfig()
        : base(ServiceDefaults.Provider)
    {
        ServiceId = "STS";
        AuthenticationServiceName = "sts";
        EndpointProvider = Provider;
    }

    public override string RegionEndpointServiceName => "sts";

    public override string ServiceVersion => "2011-06-15";

    public override string UserAgent { get; } = ServiceDefaults.UserAgent("STS");

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) =>
        EndpointProvider.ResolveEndpoint(ServiceEndpointResolver.Parameters(this));
}
