using Amazon.Runtime.Endpoints;
using EcrProvider.Registries;

namespace EcrProvider.Aws.Sts;

/// <summary>Where STS of a region is asked (docs.aws.amazon.com/general/latest/gr/sts.html); never the global endpoint, which a VPC may not reach.</summary>
internal sealed class StsEndpointProvider : IEndpointProvider
{
    public Endpoint ResolveEndpoint(EndpointParameters parameters)
    {
        if (parameters["Endpoint"] is string { Length: > 0 } configured)
        {
            return new Endpoint(configured);
        }

        string region = (string)parameters["Region"];
        Partition partition = Partition.OfRegion(region);

        // In GovCloud the plain name is the FIPS one.
        string fips = parameters["UseFIPS"] is true && partition.Name is not "aws-us-gov" ? "-fips" : "";
        return new Endpoint(parameters["UseDualStack"] is true
            ? $"https://sts{fips}.{region}.{partition.DualStackApiSuffix}"
            : $"https://sts{fips}.{region}.{partition.Suffix}");
    }
}
