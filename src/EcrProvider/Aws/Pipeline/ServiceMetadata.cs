using Amazon.Runtime.Internal;

namespace EcrProvider.Aws.Pipeline;

/// <summary>The service id by which AWSSDK.Core finds <c>AWS_ENDPOINT_URL_…</c>.</summary>
internal sealed class ServiceMetadata(string serviceId) : IServiceMetadata
{
    public string ServiceId => serviceId;

    public IDictionary<string, string> OperationNameMapping { get; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
