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
        return new Endpoint((parameters["UseFIPS"], parameters["UseDualStack"]) switch
        {
            (true, true) => $"https://ecr-fips.{region}.{partition.DualStackApiSuffix}",
            (true, _) => $"https://ecr-fips.{region}.{partition.Suffix}", // api.ecr-fips where that does not exist: OtherFipsName
            (_, true) => $"https://ecr.{region}.{partition.DualStackApiSuffix}",
            _ => $"https://api.ecr.{region}.{partition.Suffix}",
        });
    }
}
