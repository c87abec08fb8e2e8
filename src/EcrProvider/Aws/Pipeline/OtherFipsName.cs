using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Util;

namespace EcrProvider.Aws.Pipeline;

/// <summary>
/// AWS's reference lists <c>ecr-fips.R.amazonaws.com</c>, its SDKs build <c>api.ecr-fips.R.amazonaws.com</c>: where the first name does not
/// exist, or a proxy cannot reach it, the second is asked; never a name without FIPS.
/// </summary>
internal sealed class OtherFipsName : PipelineHandler
{
    public override async Task<T> InvokeAsync<T>(IExecutionContext executionContext)
    {
        IRequest request = executionContext.RequestContext.Request;
        try
        {
            return await base.InvokeAsync<T>(executionContext);
        }
        catch (Exception failure) when (HasOtherName(request.Endpoint.Host, executionContext.RequestContext.ClientConfig) && IsUnknownHost(failure))
        {
            request.Endpoint = new Uri($"https://api.{request.Endpoint.Host}");
            request.Headers.Remove(HeaderKeys.HostHeader); // the signer keeps one that is there
            return await base.InvokeAsync<T>(executionContext);
        }
    }

    private static bool HasOtherName(string host, IClientConfig config) =>
        host.StartsWith("ecr-fips.", StringComparison.Ordinal) && !config.UseDualstackEndpoint && config.ServiceURL is null;

    private static bool IsUnknownHost(Exception failure)
    {
        for (Exception? cause = failure; cause is not null; cause = cause.InnerException)
        {
            if (cause is HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ProxyTunnelError })
            {
                return true;
            }
        }

        return false;
    }
}
