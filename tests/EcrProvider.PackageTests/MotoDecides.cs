using EcrProvider.Testing;
using Xunit;

namespace EcrProvider.PackageTests;

/// <summary>
/// The packaged program against moto in auth mode: signatures and IAM policies are checked by code that was not written here. The password
/// then opens Debian's docker-registry to skopeo.
/// </summary>
[Collection(nameof(MotoBeds))]
public sealed class MotoDecides(MotoNode moto)
{
    private const string Host = MotoNode.Host;

    private const string Registry = """
        cd /root
        openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout key.pem -out cert.pem -days 30 -subj /CN=HOST -addext subjectAltName=DNS:HOST
        mkdir -p certs && cp cert.pem certs/ca.crt
        echo "127.0.0.1 HOST" >> /etc/hosts
        htpasswd -Bbn AWS "$(cat password)" > htpasswd
        cat > registry.yml <<END
        version: 0.1
        storage: {filesystem: {rootdirectory: /root/registry}}
        http: {addr: "127.0.0.1:443", tls: {certificate: /root/cert.pem, key: /root/key.pem}}
        auth: {htpasswd: {realm: bed, path: /root/htpasswd}}
        END
        systemd-run -q --unit registry docker-registry serve /root/registry.yml
        timeout 30 sh -c 'until curl -sk -o /dev/null https://127.0.0.1/v2/; do sleep 0.05; done'
        umoci init --layout app
        umoci new --image app:1
        mkdir -p /etc/containers && echo '{"default":[{"type":"insecureAcceptAnything"}]}' > /etc/containers/policy.json
        skopeo copy -q --dest-cert-dir certs --dest-creds "AWS:$(cat password)" oci:app:1 docker://HOST/app:1
        """;

    [Fact]
    public async Task The_right_key_is_answered()
    {
        CommandOutcome outcome = await moto.AskAsync(moto.Node);

        Assert.True(outcome.Succeeded, outcome.Errors);
        Assert.Empty(outcome.Errors);
        Assert.Contains($"\"auth\":{{\"{Host}\":{{\"username\":\"AWS\",\"password\":\"", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("\"cacheDuration\":\"5h59m", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_secret_and_a_missing_permission_are_told_apart_and_name_the_remedy()
    {
        CommandOutcome wrong = await moto.AskAsync((moto.Node.Id, "not" + moto.Node.Secret));
        CommandOutcome missing = await moto.AskAsync(moto.Nobody);

        AssertRefused(wrong, "ECR203", "AWS_SECRET_ACCESS_KEY does not belong to AWS_ACCESS_KEY_ID");
        AssertRefused(missing, "ECR202", "AmazonEC2ContainerRegistryPullOnly");
        Assert.DoesNotContain(moto.Node.Secret, wrong.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_key_is_told_from_both() =>
        AssertRefused(await moto.AskAsync(("AKIAIOSFODNN7EXAMPLE", "x")), "ECR204", "issue a new one");

    [Fact]
    public async Task The_password_opens_a_private_registry_to_skopeo_and_nothing_else_does()
    {
        CommandOutcome outcome = await moto.AskAsync(moto.Node);
        Bed bed = moto.Bed;
        await bed.WriteFileAsync("/root/answer.json", outcome.Output, "600");
        await bed.RunAsync($"jq -rj '.auth[\"{Host}\"].password' /root/answer.json > /root/password").OrThrow();
        await bed.RunAsync(Registry.Replace("HOST", Host, StringComparison.Ordinal)).OrThrow();
        const string pull = $"skopeo copy -q --src-cert-dir /root/certs {{0}} docker://{Host}/app:1 oci:/root/pulled:1";

        CommandOutcome with = await bed.RunAsync(string.Format(null, pull, "--src-creds \"AWS:$(cat /root/password)\""));
        CommandOutcome without = await bed.RunAsync(string.Format(null, pull, "--src-no-creds"));
        CommandOutcome another = await bed.RunAsync(string.Format(null, pull, "--src-creds AWS:another"));

        Assert.True(with.Succeeded, with.Errors);
        Assert.False(without.Succeeded);
        Assert.False(another.Succeeded);
    }

    private static void AssertRefused(CommandOutcome outcome, string id, string remedy)
    {
        Assert.Equal(1, outcome.ExitCode);
        Assert.Empty(outcome.Output);
        string line = Assert.Single(outcome.Errors.TrimEnd('\n').Split('\n'));
        Assert.StartsWith(id + " ", line, StringComparison.Ordinal);
        Assert.Contains(remedy, line, StringComparison.Ordinal);
    }
}
