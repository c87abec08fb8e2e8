using EcrProvider.Host;
using EcrProvider.Messages;
using Tomlyn.Model;

namespace EcrProvider.Registries;

/// <summary>
/// Which hosts containerd asks for the images of a registry, and so offers its password to: each <c>[host."URL"]</c> of its hosts.toml, then
/// <c>server</c> (containerd, docs/hosts.md and core/remotes/docker/config/hosts.go).
/// </summary>
/// <param name="File">The hosts.toml that applies, its own or that of <c>_default</c>; null when there is none.</param>
/// <param name="OwnFile">Where its own hosts.toml is, or would be.</param>
/// <param name="Urls">In containerd's order; never empty.</param>
internal sealed record ContainerdHosts(string? File, string OwnFile, IReadOnlyList<Uri> Urls)
{
    public const string Config = "/etc/containerd/config.toml";
    private const string DefaultConfigPath = "/etc/containerd/certs.d";

    /// <exception cref="ProviderException">ECR313: a file of containerd's cannot be read.</exception>
    public static ContainerdHosts Of(HostFiles files, ImageHost host)
    {
        string[] roots = ConfigPath(files).Split(':', StringSplitOptions.RemoveEmptyEntries);
        string own = $"{roots.FirstOrDefault(DefaultConfigPath)}/{host.Text}/hosts.toml";
        string[] names = host.Port.Length > 0
            ? [$"{host.Text[..^(host.Port.Length + 1)]}_{host.Port}_", host.Text, "_default"]
            : [host.Text, "_default"];

        // The first folder decides, also when no hosts.toml is in it.
        string? folder = roots.SelectMany(_ => names, (root, name) => $"{root}/{name}").FirstOrDefault(files.FolderExists);
        TomlTable? table = folder is null ? null : ContainerdToml.Read(files, $"{folder}/hosts.toml");
        return table is null
            ? new ContainerdHosts(File: null, own, [Server(host)])
            : new ContainerdHosts($"{folder}/hosts.toml", own, Hosts(table, $"{folder}/hosts.toml", host));
    }

    /// <summary>
    /// The pause image that config.toml names: <c>sandbox_image</c> of containerd 1's CRI plugin, <c>sandbox</c> of <c>pinned_images</c> of containerd 2's.
    /// </summary>
    /// <returns>Null when it names none.</returns>
    /// <exception cref="ProviderException">ECR313.</exception>
    public static string? PauseImage(HostFiles files)
    {
        TomlTable? config = ContainerdToml.Read(files, Config);
        IEnumerable<TomlTable> plugins = config is not null && ContainerdToml.Member(config, "plugins") is TomlTable all ? all.Values.OfType<TomlTable>() : [];
        return plugins
            .Select(plugin => ContainerdToml.Member(plugin, "sandbox_image")
                ?? (ContainerdToml.Member(plugin, "pinned_images") is TomlTable pinned ? ContainerdToml.Member(pinned, "sandbox") : null))
            .OfType<string>()
            .FirstOrDefault();
    }

    private static Uri[] Hosts(TomlTable table, string file, ImageHost host)
    {
        Uri server = ContainerdToml.Member(table, "server") is string { Length: > 0 } named ? Url(named, file) : Server(host);
        return ContainerdToml.Member(table, "host") switch
        {
            TomlTable hosts => [.. hosts.Keys.Select(url => Url(url, file)), server],

            // containerd 1 takes a file without a host for broken, logs that, and asks the image's own host.
            null => [server, Server(host)],
            _ => throw new ProviderException(AliasMessages.Unreadable(file, "\"host\" is not a table")),
        };
    }

    /// <summary>Whom containerd asks in the end when no <c>server</c> is named.</summary>
    private static Uri Server(ImageHost host) => new(host.Name is "docker.io" ? "https://registry-1.docker.io" : $"https://{host.Text}");

    private static Uri Url(string text, string file) =>
        Uri.TryCreate(text.StartsWith("http", StringComparison.Ordinal) ? text : $"https://{text}", UriKind.Absolute, out Uri? url) && url.Host.Length > 0
            ? url
            : throw new ProviderException(AliasMessages.Unreadable(file, $"\"{text}\" is not a URL"));

    /// <summary><c>config_path</c> below <c>[plugins.….registry]</c>, whose name differs between containerd 1 and 2.</summary>
    private static string ConfigPath(HostFiles files)
    {
        TomlTable? config = ContainerdToml.Read(files, Config);
        IEnumerable<object> plugins = config is not null && ContainerdToml.Member(config, "plugins") is TomlTable all ? all.Values : [];
        return plugins.OfType<TomlTable>()
            .Select(plugin => ContainerdToml.Member(plugin, "registry"))
            .OfType<TomlTable>()
            .Select(registry => ContainerdToml.Member(registry, "config_path"))
            .OfType<string>()
            .FirstOrDefault(path => path.Length > 0) ?? DefaultConfigPath;
    }
}
