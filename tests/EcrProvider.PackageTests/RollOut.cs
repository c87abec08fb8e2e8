using System.Globalization;
using EcrProvider.Testing;
using Xunit;

namespace EcrProvider.PackageTests;

/// <summary>docs/rollout.md and examples/ansible on a node with a running kubelet and an apt repository that holds this version and a next one.</summary>
[Collection(nameof(TrixieBeds))]
[Trait("Category", "Long")]
public sealed class RollOut(TrixieNode node)
{
    private static readonly string Next = Artifacts.Version + "+next";

    [Fact]
    public async Task By_a_pin_by_unattended_upgrades_and_back()
    {
        Bed bed = await node.FreshAsync();
        await bed.AddAsync("unattended-upgrades");
        FlatRepository repository = await PublishAsync(bed);
        await bed.RunAsync("cp /srv/repo/*.gpg /usr/share/keyrings; cp /srv/repo/*.sources /etc/apt/sources.list.d").OrThrow();
        string[] typed = [.. DocumentedCommands.Of("docs/rollout.md")];
        Assert.Equal(2, typed.Length);

        await bed.RunAsync(typed[0]).OrThrow();
        Assert.Contains(OurFlags.Arguments[0], await node.ArgumentsAsync());
        int process = await node.Kubelet.MainPidAsync();
        await bed.RunAsync(typed[1]).OrThrow();
        await repository.AddAsync("/root/next.deb");

        // Pinned: nothing happens. Without: the new program, and the same kubelet.
        await bed.RunAsync("apt-get update -q; unattended-upgrade --verbose").OrThrow();
        Assert.Equal(Artifacts.Version, await VersionAsync(bed));
        await bed.RunAsync("mv /etc/apt/preferences.d/ecr-credential-provider /root/pin; unattended-upgrade --verbose").OrThrow();
        Assert.Equal(Next, await VersionAsync(bed));
        Assert.Equal(process, await node.Kubelet.MainPidAsync());
        await bed.RunAsync("ecr-credential-provider node status").OrThrow();

        await bed.RunAsync(typed[0]).OrThrow();
        Assert.Equal(Artifacts.Version, await VersionAsync(bed));
        Assert.Equal(process, await node.Kubelet.MainPidAsync());
    }

    [Fact]
    public async Task By_the_playbook_which_changes_nothing_the_second_time()
    {
        Bed bed = await node.FreshAsync();
        await bed.AddAsync("ansible-core", "python3-apt");
        FlatRepository repository = await PublishAsync(bed);
        await bed.CopyInAsync(Path.Join(Artifacts.Root, "examples/ansible/playbook.yml"), "/root/playbook.yml");
        await bed.WriteFileAsync("/root/inventory", "[nodes]\nbed ansible_connection=local ansible_python_interpreter=/usr/bin/python3\n");

        Assert.InRange(await PlayAsync(bed, Artifacts.Version, "-e ecr_settings=ECR_DEADLINE=30"), 1, 9);
        Assert.Contains(OurFlags.Arguments[0], await node.ArgumentsAsync());
        Assert.Equal("ECR_DEADLINE=30\n", await bed.ReadFileAsync("/etc/default/ecr-credential-provider"));
        Assert.Equal(0, await PlayAsync(bed, Artifacts.Version, "-e ecr_settings=ECR_DEADLINE=30"));
        CommandOutcome otherKey = await bed.RunAsync(
            $"ansible-playbook -i /root/inventory /root/playbook.yml -e ecr_repository=file:///srv/repo -e ecr_version={Artifacts.Version} -e ecr_key_sha256={new string('0', 64)}", TimeSpan.FromMinutes(10));
        Assert.False(otherKey.Succeeded);
        Assert.Contains("did not match", otherKey.Output, StringComparison.Ordinal);

        await repository.AddAsync("/root/next.deb");
        int process = await node.Kubelet.MainPidAsync();
        Assert.InRange(await PlayAsync(bed, Next), 1, 2);
        Assert.Equal(Next, await VersionAsync(bed));
        Assert.InRange(await PlayAsync(bed, Artifacts.Version), 1, 2);
        Assert.Equal(Artifacts.Version, await VersionAsync(bed));
        Assert.Equal(process, await node.Kubelet.MainPidAsync());
        Assert.Equal("ECR_DEADLINE=30\n", await bed.ReadFileAsync("/etc/default/ecr-credential-provider"));
    }

    [Fact]
    public async Task By_user_data_that_cloud_init_takes()
    {
        Bed bed = await node.FreshAsync();
        await bed.AddAsync("cloud-init");
        await bed.CopyInAsync(Path.Join(Artifacts.Root, "examples/cloud-init/user-data.yaml"), "/root/user-data.yaml");

        await bed.RunAsync("cloud-init schema --config-file /root/user-data.yaml").OrThrow();
        Assert.False((await bed.RunAsync("sed -i 's/^runcmd:/runcmds:/' /root/user-data.yaml; cloud-init schema --config-file /root/user-data.yaml")).Succeeded);
    }

    private static async Task<FlatRepository> PublishAsync(Bed bed)
    {
        var repository = new FlatRepository(bed, "/srv/repo", "ecr-credential-provider");
        await repository.AddAsync("/root/ours.deb");
        await repository.PublishAsync();
        return repository;
    }

    /// <returns>How many tasks changed something.</returns>
    private static async Task<int> PlayAsync(Bed bed, string version, string more = "")
    {
        CommandOutcome play = await bed.RunAsync(
            $"ansible-playbook -i /root/inventory /root/playbook.yml -e ecr_repository=file:///srv/repo -e ecr_version={version} -e ecr_doctor=--offline {more}", TimeSpan.FromMinutes(10)).OrThrow();
        string recap = play.Lines.Last(line => line.StartsWith("bed ", StringComparison.Ordinal));
        return int.Parse(recap.Split("changed=")[1].Split(' ')[0], CultureInfo.InvariantCulture);
    }

    private static async Task<string> VersionAsync(Bed bed) => (await bed.RunAsync("dpkg-query --show --showformat '${Version}' ecr-credential-provider").OrThrow()).Text;
}
