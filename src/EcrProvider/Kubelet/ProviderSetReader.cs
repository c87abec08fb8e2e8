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

    /// <returns>The providers; or null and every reason.</returns>
    public static (ProviderSet? Set, IReadOnlyList<Refusal> Refusals) Read(
        HostContext host, string path, string folder, KubeletVersion? kubelet)
    {
        // Theirs is not held to it: kubelet reads it without us too.
        if (path is NodePaths.Config && WayOfOthers(host, path) is { } way)
        {
            return (null, [new Refusal(NodeMessages.ConfigOfOthers(path, way))]);
        }

        IReadOnlyList<string> files = [path];
        if (host.Files.FolderExists(path))
        {
            files = host.Files.List(path, MostFiles + 1, ".json", ".yaml", ".yml");
            if (kubelet?.IsAtLeast(34) is not true || files.Count is 0 or > MostFiles)
            {
                string why = files.Count == 0 ? "it is a folder without a config"
                    : files.Count > MostFiles ? $"it is a folder with more than {MostFiles} configs"
                    : "it is a folder, which kubelet 1.34 or newer reads";
                return (null, [new Refusal(NodeMessages.ConfigUnreadable(path, why))]);
            }
        }

        string apiVersion = "";
        var providers = new List<CredentialProvider>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        var refusals = new List<Refusal>();
        foreach (string file in files)
        {
            if (ReadFile(host, file, kubelet, refusals) is not { } config)
            {
                continue;
            }

            apiVersion = config.ApiVersion;
            foreach (CredentialProvider provider in config.Providers)
            {
                if (!names.Add(provider.Name))
                {
                    refusals.Add(new Refusal(NodeMessages.ConfigRefused($"{file}: there is another provider \"{provider.Name}\" in {path}")));
                }

                if (!host.Files.IsExecutable($"{folder}/{provider.Name}"))
                {
                    refusals.Add(new Refusal(NodeMessages.ProviderMissing(file, provider.Name, folder)));
                }

                providers.Add(provider);
            }
        }

        return refusals.Count > 0
            ? (null, refusals)
            : (new ProviderSet(new CredentialProviderConfig(apiVersion, providers), folder), []);
    }

    private static string? WayOfOthers(HostContext host, string path)
    {
        FileContent file = host.Files.Read(path, Limit);
        bool isTheirs = file.Bytes is not null
            && (!file.OwnerIsTrusted || (file.Mode & (UnixFileMode.GroupWrite | UnixFileMode.OtherWrite)) != 0);
        return isTheirs ? path : host.Files.Exchangeable(path);
    }

    private static CredentialProviderConfig? ReadFile(HostContext host, string path, KubeletVersion? kubelet, List<Refusal> refusals)
    {
        FileContent file = host.Files.Read(path, Limit);
        if (file.Bytes is null)
        {
            refusals.Add(new Refusal(
                file.Problem is null ? NodeMessages.ConfigMissing(path) : NodeMessages.ConfigUnreadable(path, file.Problem)));
            return null;
        }

        ReadResult read = CredentialProviderConfigReader.Read(file.Bytes, path, kubelet);
        refusals.AddRange(read.Violations.Select(violation => new Refusal(NodeMessages.ConfigRefused(violation.ToString()), violation)));
        return read.Config;
    }
}
