using EcrProvider.Aws.Transport;
using EcrProvider.Messages;
using EcrProvider.Settings;
using Xunit;

namespace EcrProvider.Tests.Aws;

/// <summary>golang.org/x/net/http/httpproxy's rules, which kubelet and containerd on the same node go by.</summary>
public sealed class ProxiesAsGoReadsThem : IDisposable
{
    private readonly TestHost host = new();

    [Theory]
    [InlineData("", "https://api.ecr.us-west-2.amazonaws.com", true)]
    [InlineData("amazonaws.com", "https://api.ecr.us-west-2.amazonaws.com", false)]
    [InlineData(".amazonaws.com", "https://api.ecr.us-west-2.amazonaws.com", false)]
    [InlineData("*.amazonaws.com", "https://api.ecr.us-west-2.amazonaws.com", false)]
    [InlineData(".amazonaws.com", "https://amazonaws.com", true)]
    [InlineData("*.amazonaws.com", "https://amazonaws.com", true)]
    [InlineData("amazonaws.com", "https://amazonaws.com", false)]
    [InlineData("AmazonAWS.com", "https://API.amazonaws.com", false)]
    [InlineData("naws.com", "https://api.ecr.us-west-2.amazonaws.com", true)]
    [InlineData("other.example, amazonaws.com", "https://api.ecr.us-west-2.amazonaws.com", false)]
    [InlineData("other.example amazonaws.com", "https://api.ecr.us-west-2.amazonaws.com", false)]
    [InlineData("*", "https://api.ecr.us-west-2.amazonaws.com", false)]
    [InlineData("amazonaws.com:443", "https://api.ecr.us-west-2.amazonaws.com", false)]
    [InlineData("amazonaws.com:8443", "https://api.ecr.us-west-2.amazonaws.com", true)]
    [InlineData("10.0.0.0/8", "https://10.1.2.3", false)]
    [InlineData("10.0.0.0/8", "https://11.1.2.3", true)]
    [InlineData("10.1.2.3", "https://10.1.2.3", false)]
    [InlineData("10.1.2.3:8443", "https://10.1.2.3", true)]
    [InlineData("fd00::/8", "https://[fd00::1]", false)]
    [InlineData("10.0.0.0/8", "https://ten.example", true)]
    [InlineData("", "https://localhost:5000", false)]
    [InlineData("", "https://127.0.0.1:5000", false)]
    [InlineData("", "https://[::1]:5000", false)]
    public void Are_left_out_for_what_NO_PROXY_names(string noProxy, string target, bool proxied)
    {
        host.Environment["HTTPS_PROXY"] = "http://user:password@proxy.example:3128";
        host.Environment["NO_PROXY"] = noProxy;

        ProxyRules rules = Rules();

        Assert.Equal(proxied ? "http://proxy.example:3128" : null, rules.NameFor(new Uri(target)));
        Assert.Equal(proxied, !rules.IsBypassed(new Uri(target)));
    }

    [Theory]
    [InlineData("HTTPS_PROXY", "proxy.example:3128", "https://aws.example", "http://proxy.example:3128")]
    [InlineData("https_proxy", "http://proxy.example:3128", "https://aws.example", "http://proxy.example:3128")]
    [InlineData("HTTPS_PROXY", "http://proxy.example:3128", "http://aws.example", null)]
    [InlineData("HTTP_PROXY", "http://proxy.example:3128", "http://aws.example", "http://proxy.example:3128")]
    [InlineData("ALL_PROXY", "socks5://proxy.example:1080", "https://aws.example", "socks5://proxy.example:1080")]
    public void Are_chosen_by_the_scheme_of_what_is_asked(string name, string value, string target, string? proxy)
    {
        host.Environment[name] = value;

        Assert.Equal(proxy, Rules().NameFor(new Uri(target)));
    }

    [Fact]
    public void Are_refused_when_they_are_no_URL_without_showing_the_password()
    {
        host.Environment["HTTPS_PROXY"] = "ftp://user:password@proxy.example";

        ProviderException refused = Assert.Throws<ProviderException>(Rules);

        Assert.Equal("ECR219", refused.Line.Id);
        Assert.DoesNotContain("password", refused.Line.ToString(), StringComparison.Ordinal);
    }

    public void Dispose() => host.Dispose();

    private ProxyRules Rules() => new(ProviderSettings.Load(host.Context));
}
