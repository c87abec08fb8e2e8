using EcrProvider.Kubelet.Config;
using Xunit;

namespace EcrProvider.Tests.Kubelet.Config;

/// <summary>The examples of kubelet's own documentation of matchImages, and what is near them.</summary>
public class EntriesOfMatchImages
{
    [Theory]
    [InlineData("*.dkr.ecr.*.amazonaws.com", "123456789012.dkr.ecr.us-west-2.amazonaws.com/team/app:1", true)]
    [InlineData("*.dkr.ecr.*.amazonaws.com", "123456789012.dkr.ecr.us-west-2.amazonaws.com", true)]
    [InlineData("*.dkr.ecr.*.amazonaws.com", "123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn/app", false)]
    [InlineData("*.dkr.ecr.*.amazonaws.com", "123456789012.dkr.ecr.us-west-2.amazonaws.com:443/app", false)]
    [InlineData("*.io", "registry.k8s.io/pause", false)]
    [InlineData("*.*.io", "registry.k8s.io/pause", true)]
    [InlineData("k8s*.io", "k8s-mirror.io/pause", true)]
    [InlineData("example.com:5000/team", "example.com:5000/team-b/app", true)]
    [InlineData("example.com:5000/team", "example.com:5000/app", false)]
    [InlineData("example.com:5000/team", "example.com/team/app", false)]
    [InlineData("example.com:5000", "example.com:5001/app", false)]
    [InlineData("Example.com", "example.com/app", false)]
    public void Match_by_part_port_and_beginning_of_the_path(string entry, string image, bool matches) => Assert.Equal(matches, MatchImage.Matches(entry, image));

    [Theory]
    [InlineData("*.dkr.ecr.*.amazonaws.com", null)]
    [InlineData("my_registry-1.example.com:5000/a/b-c_d.e*~+@:1", null)]
    [InlineData("example.com:/app", null)]
    [InlineData("exam ple.com", "' ' cannot stand in a host name")]
    [InlineData("exam?ple.com/app", "'?' cannot stand in a host name")]
    [InlineData("example.com:50*/app", "'*' cannot stand in a port")]
    [InlineData("example.com:8!/app", "'!' cannot stand in a port")]
    [InlineData("/app", null)]
    [InlineData(":80/app", null)]
    [InlineData(":x", "the port \"x\" is no number")]
    [InlineData("/a?", "'?' cannot stand in a path")]
    [InlineData("example.com:http/app", "the port \"http\" is no number")]
    [InlineData("example.com/a?b", "'?' cannot stand in a path")]
    [InlineData("example.com:5000/a b", "' ' cannot stand in a path")]
    public void Are_refused_for_what_no_registrys_name_holds(string entry, string? problem)
    {
        if (problem is null)
        {
            Assert.Null(MatchImage.Problem(entry));
            return;
        }

        Assert.StartsWith(problem, MatchImage.Problem(entry), StringComparison.Ordinal);
    }
}
