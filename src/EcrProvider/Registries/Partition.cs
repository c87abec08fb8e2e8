namespace EcrProvider.Registries;

/// <summary>
/// A set of AWS regions with DNS names of its own (docs.aws.amazon.com/general/latest/gr/ecr.html and the SDKs' partitions.json).
/// </summary>
/// <param name="Name">As in ARNs: <c>aws</c>, <c>aws-cn</c>, …</param>
/// <param name="RegionPrefixes">What names of its regions begin with; empty: any that no other partition claims.</param>
/// <param name="Suffix">DNS suffix of registries and API: <c>A.dkr.ecr.R.SUFFIX</c>, <c>api.ecr.R.SUFFIX</c>.</param>
/// <param name="DualStackSuffix">DNS suffix of dual-stack registries, <c>A.dkr-ecr.R.SUFFIX</c>; null where there are none.</param>
/// <param name="DualStackApiSuffix">DNS suffix of the dual-stack API, <c>ecr.R.SUFFIX</c>.</param>
/// <param name="HasFips">True where <c>-fips</c> hosts exist.</param>
internal sealed record Partition(
    string Name,
    string[] RegionPrefixes,
    string Suffix,
    string? DualStackSuffix = null,
    string? DualStackApiSuffix = null,
    bool HasFips = false)
{
    private static readonly Partition[] All =
    [
        new("aws-us-gov", ["us-gov-"], "amazonaws.com", "on.aws", "api.aws", HasFips: true),
        new("aws-cn", ["cn-"], "amazonaws.com.cn", "on.amazonwebservices.com.cn", "api.amazonwebservices.com.cn"),
        new("aws-iso", ["us-iso-"], "c2s.ic.gov"),
        new("aws-iso-b", ["us-isob-"], "sc2s.sgov.gov"),
        new("aws-iso-e", ["eu-isoe-"], "cloud.adc-e.uk"),
        new("aws-iso-f", ["us-isof-"], "csp.hci.ic.gov"),
        new("aws-eusc", ["eusc-"], "amazonaws.eu", "on.amazonwebservices.eu", "api.amazonwebservices.eu"),
        new("aws", [], "amazonaws.com", "on.aws", "api.aws", HasFips: true),
    ];

    /// <summary>The partition of a region. A region that nobody heard of yet is in <c>aws</c>.</summary>
    public static Partition OfRegion(string region) =>
        All.First(partition => partition.RegionPrefixes.Length == 0
            || partition.RegionPrefixes.Any(prefix => region.StartsWith(prefix, StringComparison.Ordinal)));
}
