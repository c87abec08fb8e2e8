using System.Text;
using EcrProvider.Registries;
using EcrProvider.Settings;

namespace EcrProvider.Fuzz.Readers;

/// <summary>containerd's config.toml and hosts.toml: whether an alias's password could reach another host.</summary>
internal sealed class ContainerdReading() : Reader(
    "containerd",
    "version = 3\n", "[plugins.\"io.containerd.grpc.v1.cri\".registry]\n", "config_path = ", "\"/etc/containerd/certs.d\"", "sandbox_image = ", "[plugins.'io.containerd.cri.v1.images'.pinned_images]\n", "sandbox = ", "server = ",
    "\"https://123456789012.dkr.ecr.us-west-2.amazonaws.com\"", "\"https://mirror.example.com\"", "\"https://backup.example.com\"", "[host.\"https://backup.example.com\"]\n", "[host]\n", "capabilities = [\"pull\"]\n", "host = []",
    "Server = ", "'''", "\"\"\"", "1979-05-27T07:32:00Z", "0x1F", "inf", "nan", "[[host]]\n", "# x\n", "http://", "user@", ":443", "{ a = 1 }", "\\u00e9", "1_000")
{
    private const string Alias = "mirror.example.com";
    private const string Ecr = "123456789012.dkr.ecr.us-west-2.amazonaws.com";

    public override void Check(byte[] input)
    {
        string[] parts = Parts(input, 2);
        Machine.Write(ContainerdHosts.Config, Encoding.UTF8.GetBytes(parts[0]));
        Machine.Write($"/etc/containerd/certs.d/{Alias}/hosts.toml", Encoding.UTF8.GetBytes(parts[1]));
        Read(() => ContainerdHosts.PauseImage(Machine.Context.Files) ?? "", "ECR313");
        ContainerdHosts? hosts = Read(() => ContainerdHosts.Of(Machine.Context.Files, ImageHost.Of(Alias)!), "ECR313");
        Registry? registry = Read(() => RegistryAliases.OfImage($"{Alias}/app", [$"{Alias}={Ecr}"], ProviderSettings.Read(Machine.Context), Machine.Context.Files), "ECR312", "ECR313");
        Promise(hosts is not null || registry is null, "who cannot read containerd's files answers nothing", "answered");
        if (hosts is null)
        {
            return;
        }

        Promise(hosts.Urls.Count > 0 && hosts.Urls.All(url => url.IsAbsoluteUri && url.Host.Length > 0), "somebody is asked", string.Join(' ', hosts.Urls));
        bool registryAlone = hosts.Urls.All(url => url is { Scheme: "https", Host: Ecr or Ecr + "." });
        bool aliasAlone = hosts.Urls.All(url => url is { Host: Alias or Alias + "." });
        Promise(registry is null || registryAlone || aliasAlone, "no other host is offered the password", string.Join(' ', hosts.Urls));
    }
}
