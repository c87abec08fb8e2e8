using EcrProvider.Registries;
using Xunit;

namespace EcrProvider.Tests.Registries;

public class RegistryOfAnImage
{
    [Theory]
    [InlineData("123456789012.dkr.ecr.us-west-2.amazonaws.com/app", "us-west-2", false, false)]
    [InlineData("123456789012.dkr.ecr.us-west-2.amazonaws.com", "us-west-2", false, false)]
    [InlineData("123456789012.dkr.ecr.us-west-2.amazonaws.com:443/app", "us-west-2", false, false)]
    [InlineData("123456789012.DKR.ECR.us-west-2.amazonaws.com./app", "us-west-2", false, false)]
    [InlineData("123456789012.dkr.ecr-fips.us-gov-west-1.amazonaws.com/a/b", "us-gov-west-1", true, false)]
    [InlineData("123456789012.dkr-ecr.eu-central-1.on.aws/app", "eu-central-1", false, true)]
    [InlineData("123456789012.dkr-ecr-fips.us-east-1.on.aws/app", "us-east-1", true, true)]
    [InlineData("123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn/app", "cn-north-1", false, false)]
    [InlineData("123456789012.dkr-ecr.cn-north-1.on.amazonwebservices.com.cn/app", "cn-north-1", false, true)]
    [InlineData("123456789012.dkr.ecr.us-iso-east-1.c2s.ic.gov/app", "us-iso-east-1", false, false)]
    [InlineData("123456789012.dkr.ecr.us-isob-east-1.sc2s.sgov.gov/app", "us-isob-east-1", false, false)]
    [InlineData("123456789012.dkr.ecr.eu-isoe-west-1.cloud.adc-e.uk/app", "eu-isoe-west-1", false, false)]
    [InlineData("123456789012.dkr.ecr.us-isof-south-1.csp.hci.ic.gov/app", "us-isof-south-1", false, false)]
    [InlineData("123456789012.dkr.ecr.eusc-de-east-1.amazonaws.eu/app", "eusc-de-east-1", false, false)]
    [InlineData("123456789012.dkr.ecr.xx-nowhere-12.amazonaws.com/app", "xx-nowhere-12", false, false)]
    public void Is_known_by_its_host(string image, string region, bool fips, bool dualStack)
    {
        Registry? registry = Registry.OfImage(image);

        Assert.NotNull(registry);
        Assert.Equal(("123456789012", region, fips, dualStack), (registry.Account!, registry.Region, registry.Fips, registry.DualStack));
        Assert.Equal(image.Split('/')[0], registry.Host);
    }

    [Theory]
    [InlineData("public.ecr.aws/nginx/nginx", false)]
    [InlineData("ecr-public.aws.com/nginx/nginx", true)]
    public void May_be_ECR_Public_whose_tokens_are_made_in_one_region(string image, bool dualStack)
    {
        Registry? registry = Registry.OfImage(image);

        Assert.NotNull(registry);
        Assert.Equal((true, "us-east-1", false, dualStack), (registry.IsPublic, registry.Region, registry.Fips, registry.DualStack));
    }

    [Theory]
    [InlineData("x.public.ecr.aws/app")]
    [InlineData("public.ecr.aws.example.com/app")]
    [InlineData("")]
    [InlineData("/leading")]
    [InlineData("docker.io/library/busybox")]
    [InlineData("123456789012.dkr.ecr.us-west-2.amazonaws.com.evil.example.com/app")]
    [InlineData("evil.example.com/123456789012.dkr.ecr.us-west-2.amazonaws.com/app")]
    [InlineData("user@123456789012.dkr.ecr.us-west-2.amazonaws.com/app")]
    [InlineData("12345678901.dkr.ecr.us-west-2.amazonaws.com/app")]
    [InlineData("1234567890123.dkr.ecr.us-west-2.amazonaws.com/app")]
    [InlineData("१२३४५६७८९०१२.dkr.ecr.us-west-2.amazonaws.com/app")]
    [InlineData("123456789012.dkr.ecr.s3.amazonaws.com/app")]
    [InlineData("123456789012.dkr.ecr.elb.amazonaws.com/app")]
    [InlineData("123456789012.dkr.ecr.us_west-2.amazonaws.com/app")]
    [InlineData("123456789012.dkr.ecr.us--west-2.amazonaws.com/app")]
    [InlineData("123456789012.dkr.ecr.us-west-.amazonaws.com/app")]
    [InlineData("123456789012.dkr.ecr.us-west-2.amazonaws.com.cn/app")]
    [InlineData("123456789012.dkr.ecr.cn-north-1.amazonaws.com/app")]
    [InlineData("123456789012.dkr.ecr-fips.cn-north-1.amazonaws.com.cn/app")]
    [InlineData("123456789012.dkr-ecr.us-iso-east-1.c2s.ic.gov/app")]
    [InlineData("123456789012.dkr.ecr.us-west-2.amazonaws.com:/app")]
    [InlineData("123456789012.dkr.ecr.us-west-2.amazonaws.com:99999/app")]
    [InlineData("123456789012.dkr.ecr.us-west-2.amazonaws.com:80:80/app")]
    [InlineData("123456789012.dkr.ecr.us-west-2.amazonaws.com../app")]
    [InlineData("https://123456789012.dkr.ecr.us-west-2.amazonaws.com/app")]
    public void Is_none_when_the_host_is_not_ECRs(string image) => Assert.Null(Registry.OfImage(image));
}
