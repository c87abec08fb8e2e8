using Amazon.Runtime.Endpoints;
using EcrProvider.Registries;

namespace Amazon.ECR.Internal;

/// <summary>Where ECR's API of a region is asked (docs.aws.amazon.com/general/latest/gr/ecr.html).</summary>
internal sealed class AmazonECREndpointProvider : IEndpointProvider
{
    public Endpoint ResolveEndpoint(EndpointParameters parameters)
    {
        if (parameters["Endpoint"] is string { Length: > 0 } configured)
        {
            return new Endpoint(configured);
        }

        string region = (string)parameters["Region"];
        Partition partition = Partition.OfRegion(region);
        string fips = parameters["UseFIPS"] is true ? "-fips" : "";
        return new Endpoint(parameters["UseDualStack"] is true
            ? $"https://ecr{fips}.{region}.{partition.DualStackApiSuffix}"
            : $"https://api.ecr{fips}.{region}.{partition.Suffix}");
    }
}
