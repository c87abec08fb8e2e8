using Amazon.Runtime;
using Amazon.Runtime.Internal;
using EcrProvider.Aws.Pipeline;

namespace EcrProvider.Aws.Sts;

/// <summary>
/// AssumeRole and AssumeRoleWithWebIdentity on AWSSDK.Core's service-client pipeline. AWSSDK.SecurityToken would bring an XML reader, regular
/// expressions and a rule engine for endpoints, together a twentieth of the program.
/// </summary>
internal sealed class StsClient(AWSCredentials credentials, StsConfig clientConfig) : AmazonServiceClient(credentials, clientConfig)
{
    private static readonly ServiceMetadata Metadata = new("STS");

    private static readonly InvokeOptions AssumeRoleOptions = new()
    {
        RequestMarshaller = new AssumeRoleMarshaller(),
        ResponseUnmarshaller = new AssumeRoleResponseUnmarshaller(),
    };

    private static readonly InvokeOptions GetCallerIdentityOptions = new()
    {
        RequestMarshaller = new GetCallerIdentityMarshaller(),
        ResponseUnmarshaller = new GetCallerIdentityResponseUnmarshaller(),
    };

    protected override IServiceMetadata ServiceMetadata => Metadata;

    /// <exception cref="AmazonServiceException">STS refused; <c>ErrorCode</c> says why.</exception>
    public Task<AssumeRoleResponse> AssumeRoleAsync(AssumeRoleRequest request, CancellationToken cancellationToken) =>
        InvokeAsync<AssumeRoleResponse>(request, AssumeRoleOptions, cancellationToken);

    /// <exception cref="AmazonServiceException">STS refused; <c>ErrorCode</c> says why.</exception>
    public Task<GetCallerIdentityResponse> GetCallerIdentityAsync(GetCallerIdentityRequest request, CancellationToken cancellationToken) =>
        InvokeAsync<GetCallerIdentityResponse>(request, GetCallerIdentityOptions, cancellationToken);

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline) => ServiceDefaults.Customize(pipeline);
}
