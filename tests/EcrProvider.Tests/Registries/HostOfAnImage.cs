using EcrProvider.Registries;
using Xunit;

namespace EcrProvider.Tests.Registries;

/// <summary>What may stand before an image's first slash, at its edges.</summary>
public class HostOfAnImage
{
    private static readonly string LongestLabel = new('a', 63);

    // 253 characters, as much as DNS carries.
    private static readonly string LongestName = string.Join('.', LongestLabel, LongestLabel, LongestLabel, LongestLabel[..61]);

    [Fact]
    public void May_be_as_long_as_DNS_carries_and_no_longer()
    {
        Assert.Equal(LongestName, ImageHost.Of(LongestName + "/app")?.Name);
        Assert.Equal(LongestName, ImageHost.Of(LongestName + "./app")?.Name);
        Assert.Null(ImageHost.Of(LongestName + "aa/app"));
        Assert.Null(ImageHost.Of(LongestLabel + "a.example.com/app"));
    }

    [Theory]
    [InlineData("example.com:1/app", "1")]
    [InlineData("example.com:65535/app", "65535")]
    [InlineData("example.com/app:65536", "")]
    public void May_have_a_port(string image, string port) => Assert.Equal(port, ImageHost.Of(image)?.Port);

    [Theory]
    [InlineData("example.com:65536/app")]
    [InlineData("example.com:655350/app")]
    [InlineData("example.com:0/app")]
    [InlineData("example.com:080/app")]
    [InlineData(":443/app")]
    [InlineData("exa$mple.com/app")]
    [InlineData("*.example.com/app")]
    [InlineData("b\u00fccher.example.com/app")]
    public void Is_none_with_anything_that_no_registrys_host_has(string image) => Assert.Null(ImageHost.Of(image));

    [Fact]
    public void Is_not_ECRs_for_the_Kelvin_sign_that_becomes_a_k_in_lower_case() =>
        Assert.Null(Registry.OfImage("123456789012.d\u212ar.ecr.us-west-2.amazonaws.com/app"));
}
