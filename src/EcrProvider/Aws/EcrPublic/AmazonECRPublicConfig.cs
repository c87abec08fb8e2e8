using Amazon.Runtime;
using EcrProvider.Aws.Pipeline;

namespace Amazon.ECRPublic;

/// <summary>Configuration of the ECR Public client; AWSSDK.ECRPublic's type of this name can take its place.</summary>
internal sealed class AmazonECRPublicConfig : ClientConfig
{
    public AmazonECRPublicConfig()
        : base(ServiceDefaults.Provider)
    {
        ServiceId = "ECR PUBLIC";
        AuthenticationServiceName = "ecr-public";
        EndpointProvider = new Internal.AmazonECRPublicEndpointProvider();
    }

    public override string RegionEndpointServiceName => "api.ecr-public";

    public override string ServiceVersion => "2020-10-30";

    public override string UserAgent { get; } = ServiceDefaults.UserAgent("ECR PUBLIC");

    public override Runtime.Endpoints.Endpoint DetermineServiceOperationEndpoint(Runtime.Endpoints.ServiceOperationEndpointParameters parameters) =>
        EndpointProvider.ResolveEndpoint(ServiceEndpointResolver.Parameters(this));
}
