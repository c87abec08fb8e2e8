using System.Runtime.CompilerServices;
using System.Text;
using Amazon.Runtime.CredentialManagement;
using Amazon.Runtime.Internal;
using EcrProvider.Aws.Identity;
using EcrProvider.Host;
using EcrProvider.Settings;

namespace EcrProvider.Fuzz.Readers;

/// <summary>The shared config and credentials files: what is let through, the SDK reads too.</summary>
internal sealed class ProfileReading() : Reader(
    "profile",
    "[default]\n", "[profile a]\n", "[a]\n", "[profile \"a b\"]\n", "aws_access_key_id = AKIAIOSFODNN7EXAMPLE\n", "aws_secret_access_key=s3cret\n", "region = us-west-2\n", "role_arn = arn:aws:iam::123456789012:role/a\n",
    "source_profile = a\n", "credential_source = Ec2InstanceMetadata\n", "credential_process = /bin/x\n", "s3 =\n  a = b\n", "# x\n", "; x\n", " #", " ;", "[", "]", "=", "[sso-session x]\n", "[services x]\n", "use_fips_endpoint = ", "defaults_mode = ", "retry_mode = ", "max_attempts = ", "endpoint_url = ", "services = x\n", "ec2_metadata_service_endpoint_mode = ", "sso_session = x\n", "true", "standard", "mfa_serial = x\n", "\t", "\r\n")
{
    private const string ConfigFile = "AWS_CONFIG_FILE";

    private readonly string folder = Machine.NewFolder();

    // Read once for the whole process, whose other tests use the SDK too: never from an input.
    static ProfileReading() => RuntimeHelpers.RunClassConstructor(typeof(FallbackInternalConfigurationFactory).TypeHandle);

    public override void Check(byte[] input)
    {
        string[] parts = Parts(input, 2);
        HostContext host = Machine.Context with { Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["HOME"] = "/root", ["AWS_PROFILE"] = "a" } };
        Machine.Write("/root/.aws/config", Encoding.UTF8.GetBytes(parts[0]));
        Machine.Write("/root/.aws/credentials", Encoding.UTF8.GetBytes(parts[1]));
        ProviderSettings settings = ProviderSettings.Read(host);
        bool isFine = Read(
            () =>
            {
                ProfileFiles.Check(host, settings);
                return "";
            },
            "ECR235", "ECR237", "ECR238") is not null;
        foreach (string name in (string[])["default", "a", "a b"])
        {
            Dictionary<string, string>? profile = ProfileFiles.Find(host, settings, name);
            Promise(profile is null || profile.All(setting => Same(setting.Key, setting.Key.Trim()) && Same(setting.Value, setting.Value.Trim())), "a setting has no blanks around it", name);
        }

        Read(() => IdentityChain.Choose(host, settings, Registries.Registry.OfImage("123456789012.dkr.ecr.us-west-2.amazonaws.com/a")!), "ECR230");
        if (isFine)
        {
            ReadBySdk(parts[0], parts[1]);
        }
    }

    // Its type initializers read the same files: what it throws there nobody can catch.
    private void ReadBySdk(string config, string credentials)
    {
        string file = Path.Join(folder, "credentials");
        File.WriteAllText(file, credentials);
        File.WriteAllText(Path.Join(folder, "config"), config);
        try
        {
            Environment.SetEnvironmentVariable(ConfigFile, Path.Join(folder, "config"));
            _ = new SharedCredentialsFile(file).TryGetProfile("a", out _);
        }
        catch (Exception stumbled)
        {
            throw new ViolationException("the SDK reads what is let through", $"{stumbled.GetType().Name}: {stumbled.Message}");
        }
        finally
        {
            Environment.SetEnvironmentVariable(ConfigFile, null);
        }
    }
}
