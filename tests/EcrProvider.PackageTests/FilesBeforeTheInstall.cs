using EcrProvider.Testing;
using Xunit;

namespace EcrProvider.PackageTests;

/// <summary>Files that cloud-init or Ansible wrote before the install: the usual order in a fleet.</summary>
[Collection(nameof(TrixieBeds))]
public sealed class FilesBeforeTheInstall(TrixieNode node)
{
    [Fact]
    public async Task Are_kept_with_standard_input_closed()
    {
        Bed bed = await node.FreshAsync();
        string shipped = await File.ReadAllTextAsync(Path.Join(Artifacts.Root, "debian", "config.yaml"), TestContext.Current.CancellationToken);
        string mine = shipped.Replace("defaultCacheDuration: 5m", "defaultCacheDuration: 7m", StringComparison.Ordinal);
        await bed.WriteFileAsync("/etc/ecr-credential-provider/config.yaml", mine);
        await bed.WriteFileAsync("/etc/default/ecr-credential-provider", "AWS_ACCESS_KEY_ID=AKIDMINE\n", "640");

        await node.InstallAsync();

        Assert.Equal(mine, await bed.ReadFileAsync("/etc/ecr-credential-provider/config.yaml"));
        Assert.Equal("AWS_ACCESS_KEY_ID=AKIDMINE\n", await bed.ReadFileAsync("/etc/default/ecr-credential-provider"));
        Assert.Contains("\"defaultCacheDuration\": \"7m\"", await bed.ReadFileAsync("/run/ecr-credential-provider/config.json"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Are_kept_without_a_prompt_at_a_terminal()
    {
        Bed bed = await node.FreshAsync();
        await bed.WriteFileAsync("/etc/default/ecr-credential-provider", "AWS_ACCESS_KEY_ID=AKIDMINE\n", "600");

        // script(1) is a terminal that answers nothing; without noninteractive, as an admin types it.
        await bed.RunAsync("env -u DEBIAN_FRONTEND TERM=dumb timeout 100 script -qec 'dpkg -i /root/ours.deb' /dev/null").OrThrow();

        Assert.Equal("AWS_ACCESS_KEY_ID=AKIDMINE\n", await bed.ReadFileAsync("/etc/default/ecr-credential-provider"));
    }
}
