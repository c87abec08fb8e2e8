using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;

namespace EcrProvider.Aws.Pipeline;

/// <summary>
/// AWSSDK.Core's pipeline asks its service's resolver for the parameters of an endpoint. A configured URL (AWS_ENDPOINT_URL_ECR, a profile's
/// endpoint_url) arrives as <c>ServiceURL</c> and wins in the provider.
/// </summary>
internal sealed class ServiceEndpointResolver : BaseEndpointResolver
{
    protected override void ServiceSpecificHandler(IExecutionContext executionContext, EndpointParameters parameters)
    {
        // The base class would inject a host prefix of the operation: GetAuthorizationToken has none.
    }

    protected override EndpointParameters MapEndpointsParameters(IRequestContext requestContext) => Parameters(requestContext.ClientConfig);

    public static EndpointParameters Parameters(IClientConfig config) => new()
    {
        ["Region"] = config.RegionEndpoint?.SystemName ?? config.AuthenticationRegion,
        ["UseFIPS"] = config.UseFIPSEndpoint,
        ["UseDualStack"] = config.UseDualstackEndpoint,
        ["Endpoint"] = config.ServiceURL,
    };
}
