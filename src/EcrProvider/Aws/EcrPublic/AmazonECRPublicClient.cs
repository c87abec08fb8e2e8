using Amazon.ECRPublic.Internal;
using Amazon.ECRPublic.Model;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using EcrProvider.Aws.Pipeline;

namespace Amazon.ECRPublic;

/// <summary>
/// GetAuthorizationToken on AWSSDK.Core's service-client pipeline, under AWSSDK.ECRPublic's names: that package can take this folder's place.
/// </summary>
internal sealed class AmazonECRPublicClient(AWSCredentials credentials, AmazonECRPublicConfig clientConfig)
    : AmazonServiceClient(credentials, clientConfig)
{
    private static readonly ServiceMetadata Metadata = new("ECR PUBLIC");

    private static readonly InvokeOptions GetAuthorizationTokenOptions = new()
    {
        RequestMarshaller = new GetAuthorizationTokenMarshaller("Amazon.ECRPublic", "SpencerFrontendService.GetAuthorizationToken"),
        ResponseUnmarshaller = new GetAuthorizationTokenResponseUnmarshaller(),
    };

    protected override IServiceMetadata ServiceMetadata => Metadata;

    /// <summary>POST / with X-Amz-Target SpencerFrontendService.GetAuthorizationToken.</summary>
    /// <exception cref="AmazonServiceException">ECR Public refused; <c>ErrorCode</c> says why.</exception>
    public Task<GetAuthorizationTokenResponse> GetAuthorizationTokenAsync(
        GetAuthorizationTokenRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<GetAuthorizationTokenResponse>(request, GetAuthorizationTokenOptions, cancellationToken);

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline) => ServiceDefaults.Customize(pipeline);
}
