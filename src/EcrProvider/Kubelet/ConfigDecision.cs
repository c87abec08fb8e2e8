using EcrProvider.Host;
using EcrProvider.Kubelet.Config;
using EcrProvider.Messages;

namespace EcrProvider.Kubelet;

/// <summary>Whether kubelet may be given the admin's config: canonical JSON that it will accept, or the reason why not.</summary>
/// <param name="Json">Null when kubelet would refuse it.</param>
/// <param name="Refusals">Empty when it is accepted.</param>
internal sealed record ConfigDecision(byte[]? Json, IReadOnlyList<Message> Refusals)
{
    /// <summary>Bytes. The largest config anybody needs is a few KiB; root reads what others may have written.</summary>
    public const int Limit = 1024 * 1024;

    public static ConfigDecision Of(HostContext host)
    {
        FileContent file = host.Files.Read(NodePaths.Config, Limit);
        if (file.Problem is not null)
        {
            return Refused(NodeMessages.ConfigUnreadable(NodePaths.Config, file.Problem));
        }

        if (file.Bytes is null)
        {
            return Refused(NodeMessages.ConfigMissing(NodePaths.Config));
        }

        ReadResult read = CredentialProviderConfigReader.Read(file.Bytes, NodePaths.Config);
        if (read.Config is not { } config)
        {
            return new ConfigDecision(Json: null, [.. read.Violations.Select(violation => NodeMessages.ConfigRefused(violation.ToString()))]);
        }

        CredentialProvider? missing = config.Providers.FirstOrDefault(
            provider => !host.Files.IsExecutable($"{NodePaths.BinFolder}/{provider.Name}"));
        return missing is null
            ? new ConfigDecision(CanonicalJson.Write(config), [])
            : Refused(NodeMessages.ProviderMissing(NodePaths.Config, missing.Name, NodePaths.BinFolder));
    }

    private static ConfigDecision Refused(Message why) => new(Json: null, [why]);
}
