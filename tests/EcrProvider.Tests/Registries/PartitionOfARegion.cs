using EcrProvider.Registries;
using Xunit;

namespace EcrProvider.Tests.Registries;

/// <summary>AWS's partitions.json, told a second time: a wrong suffix sends a request to a host that is not AWS's, a wrong name makes ARNs of nobody's.</summary>
public class PartitionOfARegion
{
    [Theory]
    [InlineData("us-west-2", "aws", "amazonaws.com", "on.aws", "api.aws", true)]
    [InlineData("xx-new-1", "aws", "amazonaws.com", "on.aws", "api.aws", true)]
    [InlineData("us-gov-west-1", "aws-us-gov", "amazonaws.com", "on.aws", "api.aws", true)]
    [InlineData("cn-north-1", "aws-cn", "amazonaws.com.cn", "on.amazonwebservices.com.cn", "api.amazonwebservices.com.cn", false)]
    [InlineData("us-iso-east-1", "aws-iso", "c2s.ic.gov", null, null, false)]
    [InlineData("us-isob-east-1", "aws-iso-b", "sc2s.sgov.gov", null, null, false)]
    [InlineData("eu-isoe-west-1", "aws-iso-e", "cloud.adc-e.uk", null, null, false)]
    [InlineData("us-isof-south-1", "aws-iso-f", "csp.hci.ic.gov", null, null, false)]
    [InlineData("eusc-de-east-1", "aws-eusc", "amazonaws.eu", "on.amazonwebservices.eu", "api.amazonwebservices.eu", false)]
    public void Has_names_of_its_own(string region, string name, string suffix, string? dualStack, string? dualStackApi, bool hasFips)
    {
        Partition partition = Partition.OfRegion(region);

        Assert.Equal(
            (name, suffix, dualStack, dualStackApi, hasFips),
            (partition.Name, partition.Suffix, partition.DualStackSuffix, partition.DualStackApiSuffix, partition.HasFips));
    }

    [Theory]
    [InlineData("us-west-2", "api.ecr.us-west-2.amazonaws.com")]
    [InlineData("cn-north-1", "api.ecr.cn-north-1.amazonaws.com.cn")]
    public void Names_the_registries_of_a_whole_region_by_its_API(string region, string api) =>
        Assert.Equal(new Registry(api, Account: "", region, Fips: false, DualStack: false), Registry.OfRegion(region));

    [Theory]
    [InlineData("s3")]
    [InlineData("us-west")]
    [InlineData("us-west-222")]
    [InlineData("u-west-2")]
    public void Is_of_no_word_that_has_not_the_shape_of_a_region(string word) => Assert.Null(Registry.OfRegion(word));
}
