using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Util.Internal;

namespace EcrProvider.Aws.Pipeline;

/// <summary>What AWSSDK.Core expects of every service package, and ours have in common.</summary>
internal static class ServiceDefaults
{
    /// <summary>The SDK insists on defaults modes; ours has one, <c>standard</c>.</summary>
    public static IDefaultConfigurationProvider Provider { get; } = new DefaultConfigurationProvider([
        new DefaultConfiguration
        {
            Name = DefaultConfigurationMode.Standard,
            RetryMode = RequestRetryMode.Standard,
            ConnectTimeout = TimeSpan.FromMilliseconds(3100),
        },
    ]);

    public static string UserAgent(string serviceId) => InternalSDKUtils.BuildUserAgentString(serviceId, ProductVersion.Text);

    /// <summary>
    /// Our endpoint resolver in place of the SDK's own, and Signature Version 4. Without the handlers that do nothing here: each costs a
    /// NativeAOT program the building of its InvokeAsync.
    /// </summary>
    public static void Customize(RuntimePipeline pipeline)
    {
        pipeline.RemoveHandler<MetricsHandler>();
        pipeline.RemoveHandler<EndpointDiscoveryHandler>();
        pipeline.RemoveHandler<ErrorCallbackHandler>();
        pipeline.RemoveHandler<EndpointResolver>();
        pipeline.AddHandlerAfter<Marshaller>(new ServiceEndpointResolver());
        pipeline.AddHandlerAfter<ServiceEndpointResolver>(new SigV4SchemeHandler());
        pipeline.AddHandlerAfter<RetryHandler>(new OtherFipsName());
    }
}
