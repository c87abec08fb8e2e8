using EcrProvider.Testing;
using Xunit;

namespace EcrProvider.PackageTests;

/// <summary>
/// A bed with the package and moto in auth mode, in front of which `node aws --upstream` rewrites expiresAt, which is always in the past.
/// One user may call ecr:GetAuthorizationToken, one may assume roles, one nothing; of the roles, one may call it. Each identity policy of
/// examples/iam has a user who may what it says.
/// </summary>
public sealed class MotoNode : IAsyncLifetime
{
    public const string Host = "123456789012.dkr.ecr.us-west-2.amazonaws.com";

    public const string PullRole = "arn:aws:iam::123456789012:role/pull";
    public const string IdleRole = "arn:aws:iam::123456789012:role/idle";

    // As many calls as these make may come without valid keys. From then on moto checks every signature and policy.
    private const int UnsignedCalls = 11 + (3 * 4);

    private const string Users = """
        import boto3
        iam = boto3.client("iam", endpoint_url="http://127.0.0.1:5000", region_name="us-west-2", aws_access_key_id="x", aws_secret_access_key="x")
        def allow(action):
            return '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"%s","Resource":"*"}]}' % action
        def role(name, *policies):
            iam.create_role(RoleName=name, AssumeRolePolicyDocument=allow("sts:AssumeRole"))
            for policy in policies:
                iam.put_role_policy(RoleName=name, PolicyName="pull", PolicyDocument=policy)
        def user(name, *policies):
            iam.create_user(UserName=name)
            for policy in policies:
                iam.put_user_policy(UserName=name, PolicyName="pull", PolicyDocument=policy)
            key = iam.create_access_key(UserName=name)["AccessKey"]
            print(key["AccessKeyId"], key["SecretAccessKey"])
        user("node", allow("ecr:GetAuthorizationToken"))
        user("nobody")
        user("assumer", allow("sts:AssumeRole"))
        role("pull", allow("ecr:GetAuthorizationToken"))
        role("idle")
        import pathlib, re
        for file in sorted(pathlib.Path("/root/iam").iterdir()):
            print(file.stem, end=" ")
            user(file.stem, re.sub('"arn:aws:ecr:[^"]*"', '"*"', file.read_text())) # moto takes every repository for "*"
        """;

    private Bed? bed;

    /// <summary>Key id and secret of the user who may.</summary>
    public (string Id, string Secret) Node { get; private set; }

    /// <summary>Key id and secret of the user who may nothing.</summary>
    public (string Id, string Secret) Nobody { get; private set; }

    /// <summary>Key id and secret of the user who may assume any role, and nothing else.</summary>
    public (string Id, string Secret) Assumer { get; private set; }

    /// <summary>Key id and secret of the user of each policy, by the name of its file.</summary>
    public IReadOnlyDictionary<string, (string Id, string Secret)> Examples { get; private set; } = new Dictionary<string, (string, string)>(StringComparer.Ordinal);

    /// <summary>Skips the test where no bed can run.</summary>
    public Bed Bed
    {
        get
        {
            Assert.SkipWhen(bed is null, Testing.Bed.WhyNot() ?? "");
            return bed!;
        }
    }

    public async ValueTask InitializeAsync()
    {
        if (Testing.Bed.WhyNot() is not null)
        {
            return;
        }

        bed = await Testing.Bed.BootAsync(new BedOptions { Transcript = Transcript.Of<MotoNode>() });
        await bed.CopyInAsync(Artifacts.Node, "/usr/local/bin/node");
        await bed.CopyInAsync(Artifacts.Deb, "/root/ours.deb");
        await bed.RunAsync("apt-get install -y /root/ours.deb").OrThrow();
        foreach (string policy in new[] { "pull", "pull-through-cache", "ecr-public", "cross-account-node" })
        {
            await bed.CopyInAsync(Path.Join(Artifacts.Root, "examples", "iam", policy + ".json"), $"/root/iam/{policy}.json");
        }

        await bed.RunAsync($"""
            systemd-run -q --unit moto --setenv=INITIAL_NO_AUTH_ACTION_COUNT={UnsignedCalls} --setenv=TZ=UTC moto_server -H 127.0.0.1 -p 5000
            timeout 60 sh -c 'until curl -s -o /dev/null http://127.0.0.1:5000/moto-api/; do sleep 0.1; done'
            systemd-run -q --unit front node aws --listen 127.0.0.1:5001 --upstream http://127.0.0.1:5000 --expires-in 43200 --log /run/front.jsonl
            timeout 60 bash -c 'until : > /dev/tcp/127.0.0.1/5001; do sleep 0.1; done' 2> /dev/null
            """).OrThrow();
        IReadOnlyList<string> keys = (await bed.RunAsync("python3 -", input: CliWrap.PipeSource.FromString(Users)).OrThrow()).Lines;
        (Node, Nobody, Assumer) = (Pair(keys[0]), Pair(keys[1]), Pair(keys[2]));
        Examples = keys.Skip(3).Select(line => line.Split(' ', 2)).ToDictionary(line => line[0], line => Pair(line[1]), StringComparer.Ordinal);
    }

    /// <summary>The packaged program, asked as kubelet asks it, with these keys.</summary>
    public Task<CommandOutcome> AskAsync((string Id, string Secret) key) =>
        AskAsync($"AWS_ACCESS_KEY_ID='{key.Id}' AWS_SECRET_ACCESS_KEY='{key.Secret}'");

    /// <summary>The packaged program, asked as kubelet asks it, with this environment.</summary>
    /// <param name="environment">As env(1) takes it.</param>
    /// <param name="host">The registry.</param>
    /// <param name="more">Further members of the request, each behind a comma.</param>
    public async Task<CommandOutcome> AskAsync(string environment, string host = Host, string more = "")
    {
        string request = $$"""{"kind":"CredentialProviderRequest","apiVersion":"credentialprovider.kubelet.k8s.io/v1","image":"{{host}}/app"{{more}}}""";
        return await Bed.RunAsync(
            $"env AWS_ENDPOINT_URL=http://127.0.0.1:5001 AWS_EC2_METADATA_DISABLED=true ECR_TOKEN_CACHE=off {environment} ecr-credential-provider",
            input: CliWrap.PipeSource.FromString(request));
    }

    /// <summary>moto asks a signature even of AssumeRoleWithWebIdentity, which has none: the next call may come without.</summary>
    public async Task LetOneCallComeUnsignedAsync() =>
        await Bed.RunAsync("curl -s -f -H 'Content-Type: text/plain' --data 1 http://127.0.0.1:5000/moto-api/reset-auth").OrThrow();

    /// <summary>What moto was asked since the last time, one JSON object a line.</summary>
    public async Task<IReadOnlyList<string>> RequestsAsync() => (await Bed.RunAsync("touch /run/front.jsonl; cat /run/front.jsonl; : > /run/front.jsonl").OrThrow()).Lines;

    public async ValueTask DisposeAsync()
    {
        if (bed is not null)
        {
            await bed.DisposeAsync();
        }
    }

    private static (string Id, string Secret) Pair(string line) => (line.Split(' ')[0], line.Split(' ')[1]);
}
