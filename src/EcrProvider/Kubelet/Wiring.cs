using EcrProvider.Host;
using EcrProvider.Kubelet.Config;
using EcrProvider.Messages;

namespace EcrProvider.Kubelet;

/// <summary>What kubelet is to be given at this start.</summary>
/// <param name="Config">Canonical JSON; null: kubelet starts without us.</param>
/// <param name="Flags">The two flags.</param>
/// <param name="Links">Name → program of the bin-dir in /run; empty: our own folder is the bin-dir.</param>
/// <param name="Remarks">Why something was left out.</param>
internal sealed record Wiring(
    byte[]? Config,
    ProviderFlags Flags,
    IReadOnlyDictionary<string, string> Links,
    IReadOnlyList<Message> Remarks)
{
    private static readonly Dictionary<string, string> NoLinks = [];

    /// <param name="host">The machine.</param>
    /// <param name="theirs">The flags that the admin's own files give kubelet.</param>
    /// <param name="kubelet">Null when it is not known.</param>
    public static Wiring Decide(HostContext host, ProviderFlags theirs, KubeletVersion? kubelet)
    {
        (ProviderSet? ours, IReadOnlyList<Refusal> ourRefusals) =
            ProviderSetReader.Read(host, NodePaths.Config, NodePaths.BinFolder, kubelet);
        if (ours is null)
        {
            // Theirs, if any, stay on the command line as they are: kubelet does what it did before us.
            return new Wiring(Config: null, ProviderFlags.Ours, NoLinks, [.. ourRefusals.Select(refusal => refusal.Message)]);
        }

        if (IsOurs(theirs))
        {
            return new Wiring(CanonicalJson.Write(ours.Config), ProviderFlags.Ours, NoLinks, []);
        }

        if (theirs is not { Config: { } config, BinFolder: { } folder })
        {
            Message half = NodeMessages.HalfOfTheirs(theirs.Config is null ? NodePaths.BinFolderFlag : NodePaths.ConfigFlag);
            return new Wiring(CanonicalJson.Write(ours.Config), ProviderFlags.Ours, NoLinks, [half]);
        }

        (ProviderSet? others, IReadOnlyList<Refusal> theirRefusals) = ProviderSetReader.Read(host, config, folder, kubelet);
        if (others is null)
        {
            // Kubelet would not have started with theirs: now it does, with ours alone.
            IEnumerable<Message> remarks = theirRefusals.Select(refusal => NodeMessages.TheirsLeftOut(refusal.Message));
            return new Wiring(CanonicalJson.Write(ours.Config), ProviderFlags.Ours, NoLinks, [.. remarks]);
        }

        (CredentialProviderConfig merged, IReadOnlyDictionary<string, string> programs) = ProviderSet.Merge(others, ours);
        return new Wiring(
            CanonicalJson.Write(merged), ProviderFlags.Ours with { BinFolder = NodePaths.ComposedBinFolder }, programs, []);
    }

    // Nothing at all, or our own flags or files written by hand into the admin's.
    private static bool IsOurs(ProviderFlags flags) =>
        flags.AreAbsent || flags.Config is NodePaths.ComposedConfig or NodePaths.Config;
}
