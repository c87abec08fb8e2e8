using EcrProvider.Host;
using EcrProvider.Kubelet.Config;
using EcrProvider.Messages;

namespace EcrProvider.Kubelet;

/// <summary>
/// k3s and RKE2 run kubelet inside their own process: what kubelet refuses stops the whole server, its API and etcd included. They use the two
/// paths below whenever both are there, and look no further. So our config stands there as a link into /run, which the drop-in of their units
/// takes away before each start, and which is put back only when kubelet accepts what it leads to.
/// </summary>
internal static class RancherGuard
{
    public const string Config = Folder + "/config.yaml";
    public const string BinFolder = Folder + "/bin";

    private const string Folder = "/var/lib/rancher/credentialprovider";
    private const string Name = "ecr-credential-provider";
    private const string Program = NodePaths.ProviderProgram;
    private const string Composed = NodePaths.RuntimeFolder + "/rancher.json";

    /// <summary>The units that have kubelet inside.</summary>
    public static IReadOnlyList<string> Units { get; } = ["k3s.service", "k3s-agent.service", "rke2-server.service", "rke2-agent.service"];

    public static bool Is(string unit) => Units.Contains(unit, StringComparer.Ordinal);

    /// <summary>True when its next look at the two paths finds ours.</summary>
    public static bool IsInPlace(HostContext host) => host.Files.LinkTarget(Config) is Composed && host.Files.Exists(Composed);

    /// <summary>What compose does for them.</summary>
    /// <returns>Why it was left out; empty when it is in place.</returns>
    /// <exception cref="IOException">The links could not be made.</exception>
    public static IReadOnlyList<Message> Compose(HostContext host, KubeletUnit unit)
    {
        TakeAway(host);
        const string link = BinFolder + "/" + Name;
        foreach ((string path, string target) in ((string, string)[])[(Config, Composed), (link, Program)])
        {
            if (host.Files.LinkTarget(path) is not { } present ? host.Files.Exists(path) : !string.Equals(present, target, StringComparison.Ordinal))
            {
                return [NodeMessages.RancherHasItsOwn(unit.Name, path)];
            }
        }

        KubeletVersion? version = unit.Command() is { } command ? KubeletVersions.Ask(host, command) : null;
        (ProviderSet? own, IReadOnlyList<Refusal> refusals) = ProviderSetReader.Read(host, NodePaths.Config, NodePaths.BinFolder, version);
        if (own is null)
        {
            return [.. refusals.Select(refusal => refusal.Message)];
        }

        // All their programs have to be in that one folder of theirs.
        if (own.Config.Providers.FirstOrDefault(provider => provider.Name is not Name) is { } other)
        {
            return [NodeMessages.ProviderMissing(NodePaths.Config, other.Name, BinFolder)];
        }

        host.Files.WritePrivate(Composed, CanonicalJson.Write(own.Config));
        host.Files.Link(link, Program);
        host.Files.Link(Config, Composed);
        return [];
    }

    /// <summary>Our link to the config, not what anybody else put there: without it the program beside it is not looked at.</summary>
    public static void TakeAway(HostContext host)
    {
        if (host.Files.LinkTarget(Config) is Composed)
        {
            host.Files.Delete(Config);
        }
    }

    /// <summary>All that is ours.</summary>
    /// <returns>What to say of it; mostly nothing.</returns>
    public static string Remove(HostContext host)
    {
        TakeAway(host);
        if (host.Files.LinkTarget(BinFolder + "/" + Name) is NodePaths.ProviderProgram && host.Files.Exists(Config))
        {
            // Somebody else's config may name our program, and kubelet inside them does not start without it.
            return $"; {Config} is yours: before k3s or RKE2 is started again, take {Name} out of it";
        }

        if (host.Files.LinkTarget(BinFolder + "/" + Name) is NodePaths.ProviderProgram)
        {
            host.Files.Delete(BinFolder + "/" + Name);
            host.Files.DeleteEmptyFolder(BinFolder);
            host.Files.DeleteEmptyFolder(Folder);
        }

        return "";
    }
}
