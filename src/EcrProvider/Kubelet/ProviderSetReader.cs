using EcrProvider.Host;
using EcrProvider.Kubelet.Config;
using EcrProvider.Messages;

namespace EcrProvider.Kubelet;

/// <summary>A config file, or from kubelet 1.34 on a folder of them, and a bin-dir → providers that kubelet accepts, or why it would not.</summary>
internal static class ProviderSetReader
{
    /// <summary>Bytes. The largest config anybody needs is a few KiB; root reads here what others may have written.</summary>
    public const int Limit = 1024 * 1024;

    private const int MostFiles = 100;

    /// <returns>The providers; or null and the reasons.</returns>
    public static (ProviderSet? Set, IReadOnlyList<Message> Refusals) Read(
        HostContext host, string path, string folder, KubeletVersion? kubelet)
    {
        var providers = new List<CredentialProvider>();
        string apiVersion = "";
        IReadOnlyList<string> files = [path];
        if (host.Files.FolderExists(path))
        {
            files = host.Files.List(path, MostFiles, ".json", ".yaml", ".yml");
            if (kubelet?.IsAtLeast(34) is not true || files.Count == 0)
            {
                return (null, [NodeMessages.ConfigUnreadable(path, files.Count == 0 ? "it is a folder without a config" : "it is a folder, which kubelet 1.34 or newer reads")]);
            }
        }

        foreach (string file in files)
        {
            (CredentialProviderConfig? config, IReadOnlyList<Message> refusals) = ReadFile(host, file, kubelet);
            if (config is null)
            {
                return (null, refusals);
            }

            apiVersion = config.ApiVersion;
            foreach (CredentialProvider provider in config.Providers)
            {
                if (providers.Exists(other => string.Equals(other.Name, provider.Name, StringComparison.Ordinal)))
                {
                    return (null, [NodeMessages.ConfigRefused($"{file}: there is another provider \"{provider.Name}\" in {path}")]);
                }

                if (!host.Files.IsExecutable($"{folder}/{provider.Name}"))
                {
                    return (null, [NodeMessages.ProviderMissing(file, provider.Name, folder)]);
                }

                providers.Add(provider);
            }
        }

        return (new ProviderSet(new CredentialProviderConfig(apiVersion, providers), folder), []);
    }

    private static (CredentialProviderConfig? Config, IReadOnlyList<Message> Refusals) ReadFile(HostContext host, string path, KubeletVersion? kubelet)
    {
        FileContent file = host.Files.Read(path, Limit);
        if (file.Problem is not null)
        {
            return (null, [NodeMessages.ConfigUnreadable(path, file.Problem)]);
        }

        if (file.Bytes is null)
        {
            return (null, [NodeMessages.ConfigMissing(path)]);
        }

        ReadResult read = CredentialProviderConfigReader.Read(file.Bytes, path, kubelet);
        return (read.Config, [.. read.Violations.Select(violation => NodeMessages.ConfigRefused(violation.ToString()))]);
    }
}
