using EcrProvider.Testing;
using Xunit;

namespace EcrProvider.PackageTests;

/// <summary>containerd offers a password to every host of hosts.toml: an alias whose hosts.toml names a foreign one is not answered.</summary>
[Collection(nameof(Beds))]
public sealed class FallbackBehindAnAlias
{
    private const string Alias = "mirror.example.com";
    private const string HostsToml = $"/etc/containerd/certs.d/{Alias}/hosts.toml";

    private const string Foreign = $"""
        [host."https://{ForeignRegistry.Host}"]
          capabilities = ["pull", "resolve"]
          ca = "/etc/bed/ca/ca.crt"

        """;

    [Fact]
    public async Task Never_sees_an_Authorization_header()
    {
        await using PullNode node = await PullNode.BootAsync("trixie");
        Bed bed = node.Bed;
        string ecr = node.Registry.Image.Split('/')[0];
        string own = $"server = \"https://{ecr}\"\nca = \"/etc/bed/ca/ca.crt\"\n";
        ForeignRegistry foreign = await ForeignRegistry.StartAsync(bed, node.Authority);
        var image = PulledImage.Of(bed, $"{Alias}/app:1", isReal: false);
        await node.InstallAsync();
        await bed.RunAsync($"""
            sed -i 's/^    matchImages:/&\n      - {Alias}/' /etc/ecr-credential-provider/config.yaml
            echo 'ECR_REGISTRY_ALIASES={Alias}={ecr}' >> /etc/default/ecr-credential-provider
            systemctl restart kubelet
            """).OrThrow();
        await new Kubelet(bed).HealthyAsync();

        // The password is refused, and what to write is said.
        await bed.WriteFileAsync(HostsToml, own + Foreign);
        await image.WantAsync();
        Assert.NotNull(await image.FirstPullAsync());
        await image.ForgetAsync();
        IReadOnlyList<string> visitors = await foreign.VisitorsAsync();
        Assert.NotEmpty(visitors);
        Assert.All(visitors, visitor => Assert.EndsWith(" -", visitor, StringComparison.Ordinal));
        string journal = (await bed.RunAsync("journalctl -t ecr-credential-provider -o cat --no-pager").OrThrow()).Output;
        Assert.Contains($"ECR312 {Alias} is an alias of {ecr}", journal, StringComparison.Ordinal);
        Assert.Contains($"write two lines to {HostsToml}, server = \"https://{ecr}\" and [host.\"https://{ecr}\"]", journal, StringComparison.Ordinal);

        // That was no empty promise: with the check switched off it does see the node's password.
        await bed.RunAsync("echo ECR_REGISTRY_ALIASES_TRUST_FALLBACK=yes >> /etc/default/ecr-credential-provider").OrThrow();
        await image.WantAsync();
        await image.FirstPullAsync();
        await image.ForgetAsync();
        string shown = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"AWS:{node.Registry.Password}"));
        Assert.Contains(await foreign.VisitorsAsync(), visitor => visitor.EndsWith($" Basic {shown}", StringComparison.Ordinal));
        await bed.RunAsync("sed -i /TRUST_FALLBACK/d /etc/default/ecr-credential-provider; systemctl restart kubelet").OrThrow();
        await new Kubelet(bed).HealthyAsync();

        // What the message says to write: the pull succeeds, and nobody else is asked.
        await bed.WriteFileAsync(HostsToml, $"server = \"https://{ecr}\"\n[host.\"https://{ecr}\"]\nca = \"/etc/bed/ca/ca.crt\"\n");
        await image.WantAsync();
        Assert.Null(await image.FirstPullAsync());
        Assert.Equal("hello from the private image", await image.FirstWordsAsync());
        Assert.Empty(await foreign.VisitorsAsync());
    }
}
