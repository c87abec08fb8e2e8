using Amazon.Runtime.Endpoints;
using EcrProvider.Registries;

namespace Amazon.ECRPublic.Internal;

/// <summary>Where ECR Public's API is asked (docs.aws.amazon.com/general/latest/gr/ecr-public.html).</summary>
internal sealed class AmazonECRPublicEndpointProvider : IEndpointProvider
{
    public Endpoint ResolveEndpoint(EndpointParameters parameters)
    {
        if (parameters["Endpoint"] is string { Length: > 0 } configured)
        {
            return new Endpoint(configured);
        }

        string region = (string)parameters["Region"];
        Partition partition = Partition.OfRegion(region);
        return new Endpoint(parameters["UseDualStack"] is true
            ? $"https://ecr-public.{region}.{partition.DualStackApiSuffix}"
            : $"https://api.ecr-public.{region}.{partition.Suffix}");
    }
}
