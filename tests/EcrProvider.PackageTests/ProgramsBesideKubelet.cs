using EcrProvider.Testing;
using Xunit;

namespace EcrProvider.PackageTests;

/// <summary>
/// Programs that ask no provider, with a private registry in a bed: by `credentials`, by `get-login-password` and by docker's credential helper.
/// Then what the README and the quick start say to type, in their order.
/// </summary>
[Collection(nameof(Beds))]
public sealed class ProgramsBesideKubelet
{
    private const string Program = "ecr-credential-provider";
    private const string Podman = "podman --root /root/podman --storage-driver vfs";

    [Fact]
    public async Task Pull_with_kubelets_password_and_the_documented_commands_do_what_is_written()
    {
        await using PullNode node = await PullNode.BootAsync("trixie");
        Bed bed = node.Bed;
        string image = node.Registry.Image, host = image.Split('/')[0];
        await bed.CopyInAsync(Artifacts.Deb, $"/root/{Path.GetFileName(Artifacts.Deb)}");
        foreach (string block in DocumentedCommands.Of("README.md").TakeWhile(block => !block.Contains("apt remove", StringComparison.Ordinal)))
        {
            await bed.RunAsync("cd /root\n" + block).OrThrow();
        }

        await CredentialsAsync(bed, node.Registry.Password, image, host);
        await CredentialHelperAsync(bed, image, host);
        await PinnedPauseImageAsync(bed, image);

        await node.Image.WantAsync();
        Assert.Null(await node.Image.FirstPullAsync());
        foreach (string block in DocumentedCommands.Of("docs/quick-start.md"))
        {
            await bed.RunAsync("cd /root\n" + block).OrThrow();
        }

        string journal = (await bed.RunAsync("journalctl --no-pager -o cat -t ecr-credential-provider -u kubelet").OrThrow()).Output;
        Assert.DoesNotContain(node.Registry.Password, journal, StringComparison.Ordinal);
        string explained = (await bed.RunAsync("journalctl --no-pager -x -t ecr-credential-provider -n 100").OrThrow()).Output;
        Assert.Contains("Subject: ECR100 ", explained, StringComparison.Ordinal);
        Assert.Contains("Defined-By: ecr-credential-provider", explained, StringComparison.Ordinal);
        await bed.RunAsync(DocumentedCommands.Of("README.md").Single(block => block.Contains("apt remove", StringComparison.Ordinal))).OrThrow();
        Assert.False(await bed.ExistsAsync("/usr/bin/docker-credential-ecr-node"));
    }

    private static async Task CredentialsAsync(Bed bed, string password, string image, string host)
    {
        string pair = (await bed.RunAsync($"{Program} credentials {image} --format user-password").OrThrow()).Output;
        string login = (await bed.RunAsync($"{Program} get-login-password --region us-west-2").OrThrow()).Output;
        Assert.Equal($"AWS:{password}\n", pair);
        Assert.Equal($"{password}\n", login);

        await bed.RunAsync($"""
            ctr -n k8s.io images pull --hosts-dir /etc/containerd/certs.d --user "$({Program} credentials {image} --format user-password)" {image}
            (umask 077; {Program} credentials {image} --format docker-config > /root/auth.json)
            skopeo inspect --cert-dir /etc/bed/ca --authfile /root/auth.json docker://{image} > /dev/null
            rm /root/auth.json
            {Program} get-login-password --region us-west-2 | skopeo login --cert-dir /etc/bed/ca --authfile /root/login.json --username AWS --password-stdin {host}
            rm /root/login.json
            test "$({Program} credentials {image} | jq -r '.registry, .username')" = "$(printf '%s\nAWS' {host})"
            """).OrThrow();
    }

    private static async Task CredentialHelperAsync(Bed bed, string image, string host)
    {
        string pull = $"skopeo copy --quiet --insecure-policy --src-cert-dir /etc/bed/ca docker://{image} oci:/root/by-skopeo:1";
        Assert.False((await bed.RunAsync(pull)).Succeeded);

        await bed.WriteFileAsync("/root/.docker/config.json", $$"""{"credHelpers": {"registry.example.com": "ecr-node", "{{host}}": "ecr-node" } }""", "600");
        await bed.RunAsync(pull).OrThrow();
        CommandOutcome foreign = await bed.RunAsync("echo registry.example.com | docker-credential-ecr-node get");
        Assert.Equal((1, "credentials not found in native keychain\n"), (foreign.ExitCode, foreign.Output));

        await bed.RunAsync($"""
            {Podman} pull --quiet --cert-dir /etc/bed/ca {image}
            {Podman} image exists {image}
            """).OrThrow();

        // Why it gave none is what the client shows.
        CommandOutcome broken = await bed.RunAsync($"rm -r /root/by-skopeo; AWS_EC2_METADATA_DISABLED=true {pull}");
        Assert.False(broken.Succeeded);
        Assert.Contains("ECR201", broken.Errors, StringComparison.Ordinal);
    }

    // What kubelet's garbage collection asks, CRI's ListImages, and obeys: pinned is field 8 of Image. No Debian package has crictl.
    private const string PinnedByCri = """
        printf '\0\0\0\0\0' | curl -s --http2-prior-knowledge --unix-socket /run/containerd/containerd.sock -H 'content-type: application/grpc' -H 'te: trailers' \
            --data-binary @- http://localhost/runtime.v1.ImageService/ListImages > /run/images
        grep -q 'app:1' /run/images
        LC_ALL=C grep -c -a -P '\x40\x01' /run/images || true
        """;

    private static async Task PinnedPauseImageAsync(Bed bed, string image)
    {
        Assert.Equal("0\n", (await bed.RunAsync(PinnedByCri).OrThrow()).Output);

        await bed.RunAsync($"""
            ctr -n k8s.io images label {image} io.cri-containerd.pinned=pinned
            systemctl restart containerd
            timeout 60 sh -c 'until ctr version > /dev/null 2>&1; do sleep 0.1; done'
            """).OrThrow();

        Assert.Equal("1\n", (await bed.RunAsync(PinnedByCri).OrThrow()).Output);
        await bed.RunAsync($"ctr -n k8s.io images remove {image}").OrThrow();
    }
}
