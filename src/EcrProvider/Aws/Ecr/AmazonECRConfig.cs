using Amazon.Runtime;
using EcrProvider.Aws.Pipeline;

namespace Amazon.ECR;

/// <summary>Configuration of the ECR client; AWSSDK.ECR's type of this name can take its place.</summary>
internal sealed class AmazonECRConfig : ClientConfig
{
    public AmazonECRConfig()
        : base(ServiceDefaults.Provider)
    {
        ServiceId = "ECR";
        AuthenticationServiceName = "ecr";
        EndpointProvider = new Internal.AmazonECREndpointProvider();
    }

    public override string RegionEndpointServiceName => "api.ecr";

    public override string ServiceVersion => "2015-09-21";

    public override string UserAgent { get; } = ServiceDefaults.UserAgent("ECR");

    public override Runtime.Endpoints.Endpoint DetermineServiceOperationEndpoint(Runtime.Endpoints.ServiceOperationEndpointParameters parameters) =>
        EndpointProvider.ResolveEndpoint(ServiceEndpointResolver.Parameters(this));
}
