using Amazon.ECR.Internal;
using Amazon.ECR.Model;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using EcrProvider.Aws.Pipeline;

namespace Amazon.ECR;

/// <summary>
/// GetAuthorizationToken on AWSSDK.Core's service-client pipeline, under AWSSDK.ECR's names: that package can take this folder's place.
/// </summary>
internal sealed class AmazonECRClient(AWSCredentials credentials, AmazonECRConfig clientConfig) : AmazonServiceClient(credentials, clientConfig)
{
    private static readonly ServiceMetadata Metadata = new("ECR");

    private static readonly InvokeOptions GetAuthorizationTokenOptions = new()
    {
        RequestMarshaller = new GetAuthorizationTokenMarshaller("Amazon.ECR", "AmazonEC2ContainerRegistry_V20150921.GetAuthorizationToken"),
        ResponseUnmarshaller = new GetAuthorizationTokenResponseUnmarshaller(),
    };

    protected override IServiceMetadata ServiceMetadata => Metadata;

    /// <summary>POST / with X-Amz-Target AmazonEC2ContainerRegistry_V20150921.GetAuthorizationToken.</summary>
    /// <exception cref="AmazonServiceException">ECR refused; <c>ErrorCode</c> says why.</exception>
    public Task<GetAuthorizationTokenResponse> GetAuthorizationTokenAsync(
        GetAuthorizationTokenRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<GetAuthorizationTokenResponse>(request, GetAuthorizationTokenOptions, cancellationToken);

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline) => ServiceDefaults.Customize(pipeline);
}
