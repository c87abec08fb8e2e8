using EcrProvider.Testing;
using Xunit;

namespace EcrProvider.PackageTests;

/// <summary>
/// examples/packer's scripts, run as they are: in a chroot on the disk of a bed, or on the running bed as Packer does, and the bed's next boot
/// is the first of the image. A repository of the same layout, with the stand-in kubelet, is in the place of pkgs.k8s.io.
/// </summary>
[Collection(nameof(Beds))]
[Trait("Category", "Long")]
public sealed class BakedImages
{
    private const string Image = "/image";
    private const string Secret = "wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY";

    private static readonly string[] OfTheBuilder =
    [
        "/root/.aws/credentials", "/home/ubuntu/.aws/credentials", "/home/ubuntu/.ssh/authorized_keys", "/home/ubuntu/.bash_history", "/root/.bash_history",
        "/root/.docker/config.json", "/var/log/cloud-init-output.log", "/var/tmp/left",
        "/etc/ssh/ssh_host_ed25519_key", "/var/lib/systemd/random-seed", "/var/lib/systemd/credential.secret",
    ];

    private static readonly (string File, string Text)[] WithASecret =
    [
        ("/etc/default/ecr-credential-provider", $"AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE\nAWS_SECRET_ACCESS_KEY={Secret}\n"),
        ("/etc/environment", $"AWS_SESSION_TOKEN=\"{Secret}\"\n"),
        ("/etc/systemd/system/kubelet.service.d/50-aws.conf", $"[Service]\nEnvironment=\"AWS_SECRET_ACCESS_KEY={Secret}\"\n"),
        ("/etc/ecr-credential-provider/credentials", $"[default]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = {Secret}\n"),
        ("/etc/kubernetes/credential-provider.yaml", $"  env:\n  - name: 'AWS_SECRET_ACCESS_KEY'\n    value: {Secret}\n"),
        ("/etc/default/mine", $"A=\"x#y\" AWS_SECRET_ACCESS_KEY={Secret}\n"),
        ("/etc/systemd/system/containerd.service.d/proxy.conf", $"[Service]\nEnvironment=HTTPS_PROXY=http://node:{Secret}@proxy:3128\n"),
        ("/var/lib/kubelet/credential-provider.json", $$"""{"env": [{"name": "AWS_SECRET_ACCESS_KEY", "value": "{{Secret}}"}]}"""),
    ];

    [Theory]
    [InlineData(Image, "kubernetes ecr-credential-provider", "ECR_PACKAGES=/tmp/packages")]
    [InlineData(Image, "ecr-credential-provider kubernetes", "ECR_PACKAGES=/tmp/packages ECR_REPOSITORY=file:///srv/repo ECR_VERSION=$version ECR_KEY_SHA256=$(sha256sum < /srv/repo/ecr-credential-provider.gpg | cut -d' ' -f1)")]
    [InlineData("/", "kubernetes ecr-credential-provider", "ECR_REPOSITORY=file:///srv/repo")]
    public async Task Have_nothing_of_their_builder_and_pull_after_their_first_boot(string root, string steps, string source)
    {
        await using PullNode node = await PullNode.BootAsync("trixie", withKubelet: false);
        Bed bed = node.Bed;
        await PrepareAsync(bed, root);

        await BakeAsync(bed, root, $"provision.sh {steps} gate", source.Replace("$version", Artifacts.Version, StringComparison.Ordinal)).OrThrow();
        Assert.Equal(source.Contains("ECR_REPOSITORY", StringComparison.Ordinal), await bed.ExistsAsync("/etc/apt/sources.list.d/ecr-credential-provider.sources"));
        string pin = $"Package: ecr-credential-provider\nPin: version {Artifacts.Version}\nPin-Priority: 1001\n";
        Assert.Equal(source.Contains("ECR_VERSION", StringComparison.Ordinal) ? pin : null, await PinAsync(bed));
        await BakeAsync(bed, root, "clean.sh").OrThrow();

        Assert.Equal("inactive", await new Kubelet(bed).StateAsync());
        Assert.False(await bed.ExistsAsync("/root/traps/calls"), "something called systemctl or deb-systemd-invoke");
        Assert.Empty(await bed.ReadFileAsync("/etc/machine-id"));
        Assert.Empty((await bed.RunAsync($$"""
            ls -d /usr/sbin/policy-rc.d /var/lib/apt/lists/* {{root}}/tmp/* {{root}}/run/ecr-credential-provider /var/tmp/* /etc/ssh/ssh_host_* 2> /dev/null || true
            find /var/lib/dbus/machine-id {{string.Join(' ', OfTheBuilder)}} -type f -size +0 2> /dev/null || true
            grep -rlF {{Secret}} /image/ --exclude-dir={proc,dev,sys,traps} || true
            """).OrThrow()).Lines);

        await bed.RunAsync("umount --recursive /image/dev; umount /image/proc /image; rm -r /root/traps").OrThrow();
        await bed.RebootAsync();
        await KubeadmLayout.JoinAsync(bed);
        await bed.RunAsync("systemctl restart kubelet").OrThrow();
        await new Kubelet(bed).HealthyAsync();
        await node.Image.WantAsync();
        Assert.Null(await node.Image.FirstPullAsync());
        Assert.Matches("^[0-9a-f]{32}\n$", await bed.ReadFileAsync("/etc/machine-id"));
    }

    [Fact]
    public async Task Are_not_made_of_a_member_of_a_cluster_nor_with_a_key_nor_with_a_config_that_kubelet_refuses()
    {
        await using PullNode node = await PullNode.BootAsync("trixie", withKubelet: false);
        Bed bed = node.Bed;
        await PrepareAsync(bed, Image);

        CommandOutcome unmade = await BakeAsync(bed, Image, "clean.sh");
        CommandOutcome unknown = await BakeAsync(bed, Image, "provision.sh kubernets");
        CommandOutcome nowhere = await BakeAsync(bed, Image, "provision.sh ecr-credential-provider", "ECR_PACKAGES=/nowhere");
        CommandOutcome otherKey = await BakeAsync(bed, Image, "provision.sh ecr-credential-provider", "ECR_REPOSITORY=file:///srv/repo ECR_KEY_SHA256=" + new string('0', 64));
        await bed.WriteFileAsync("/etc/ecr-credential-provider/config.yaml", "kind: CredentialProviderConfig\n");
        CommandOutcome refused = await BakeAsync(bed, Image, "provision.sh kubernetes ecr-credential-provider gate");
        foreach ((string file, string text) in WithASecret)
        {
            await bed.WriteFileAsync(file, text, "600");
            CommandOutcome withKey = await BakeAsync(bed, Image, "clean.sh");
            await bed.RunAsync("rm " + file).OrThrow();
            Assert.False(withKey.Succeeded, file);
            Assert.Contains(file + " has a secret", withKey.Errors, StringComparison.Ordinal);
            Assert.DoesNotContain(Secret, withKey.Output + withKey.Errors, StringComparison.Ordinal);
        }

        await bed.WriteFileAsync("/etc/kubernetes/kubelet.conf", "kind: Config\n");
        CommandOutcome member = await BakeAsync(bed, Image, "clean.sh");

        Assert.False(unmade.Succeeded);
        Assert.Contains("provision.sh has not made", unmade.Errors, StringComparison.Ordinal);
        Assert.False(otherKey.Succeeded);
        Assert.Contains("did NOT match", otherKey.Errors, StringComparison.Ordinal);
        Assert.Equal(2, unknown.ExitCode);
        Assert.Contains("kubernetes, ecr-credential-provider, gate", unknown.Errors, StringComparison.Ordinal);
        Assert.False(nowhere.Succeeded);
        Assert.Contains("ECR_REPOSITORY is not set", nowhere.Errors, StringComparison.Ordinal);
        Assert.False(refused.Succeeded);
        Assert.Contains("config.yaml", refused.Output + refused.Errors, StringComparison.Ordinal);
        Assert.False(member.Succeeded);
        Assert.Contains("has joined a cluster", member.Errors, StringComparison.Ordinal);
        Assert.NotEmpty(await bed.ReadFileAsync("/etc/machine-id"));
    }

    /// <summary>The disk at /image too, the scripts and the package as Packer uploads them, and what a builder leaves.</summary>
    private static async Task PrepareAsync(Bed bed, string root)
    {
        await new FlatRepository(bed, "/srv/kubernetes", "pkgs.k8s.io").AddAsync(
            await KubeadmLayout.KubeletPackage().BuildAsync(bed), await KubeadmLayout.KubeadmPackage().BuildAsync(bed));
        var ours = new FlatRepository(bed, "/srv/repo", "ecr-credential-provider");
        await ours.AddAsync("/root/ours.deb");
        await ours.PublishAsync();
        await bed.RunAsync("""
            mkdir /image /root/traps
            mount --bind / /image
            mount --rbind /dev /image/dev
            mount --make-rslave /image/dev
            mount -t proc proc /image/proc
            for name in systemctl deb-systemd-invoke; do
                printf '#!/bin/sh\necho "$0 $*" >> /root/traps/calls\nexit 1\n' > /root/traps/$name
                chmod 755 /root/traps/$name
            done
            """).OrThrow();
        foreach (string script in new[] { "provision.sh", "clean.sh" })
        {
            await bed.CopyInAsync(Path.Join(Artifacts.Root, "examples/packer", script), "/root/" + script);
        }

        await bed.CopyInAsync(Artifacts.Deb, root + "/tmp/packages/" + Path.GetFileName(Artifacts.Deb));
        foreach (string path in (string[])[.. OfTheBuilder, root + "/tmp/left", root + "/run/ecr-credential-provider/tokens/left"])
        {
            await bed.WriteFileAsync(path, Secret + "\n", "600");
        }
    }

    private static async Task<string?> PinAsync(Bed bed)
    {
        const string Preferences = "/etc/apt/preferences.d/ecr-credential-provider";
        return await bed.ExistsAsync(Preferences) ? await bed.ReadFileAsync(Preferences) : null;
    }

    private static Task<CommandOutcome> BakeAsync(Bed bed, string root, string script, string environment = "ECR_PACKAGES=/tmp/packages")
    {
        string traps = root is Image ? "/root/traps:" : "";
        return bed.RunAsync(
            $"chroot {root} env PATH={traps}/usr/sbin:/usr/bin:/sbin:/bin KUBERNETES_REPOSITORY=file:///srv/kubernetes/ {environment} sh /root/{script}",
            TimeSpan.FromMinutes(5));
    }
}
