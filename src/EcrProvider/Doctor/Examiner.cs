using EcrProvider.Doctor.Node;
using EcrProvider.Doctor.Pull;
using EcrProvider.Host;
using EcrProvider.Registries;

namespace EcrProvider.Doctor;

/// <summary>All checks, in the order in which one failure is the cause of the next: the node, each registry, each image.</summary>
internal static class Examiner
{
    private static readonly Check<NodePatient>[] OfNode =
    [
        new PackageCheck(), new PathCheck(), new SettingsCheck(), new TokenCacheCheck(), new UnitCheck(), new DropInCheck(), new ConfigCheck(), new WiringCheck(),
        new NextStartCheck(), new OtherProvidersCheck(), new PauseImageCheck(), new KubeletJournalCheck(),
    ];

    private static readonly Check<RegistryPatient>[] OfRegistry =
    [
        new RegistryCheck(), new HostsTomlCheck(), new EndpointCheck(), new SourceCheck(), new DnsCheck(), new ConnectionCheck(), new ClockCheck(), new ImdsCheck(),
        new IdentityCheck(), new CallerCheck(), new PasswordCheck(), new RegistryApiCheck(),
    ];

    /// <param name="images">Empty: the node's own registries.</param>
    public static Examination Run(HostContext host, IReadOnlyList<string> images, bool offline)
    {
        var time = new TimeLimit(host.Clock);
        var node = new NodePatient(host, time);
        var examination = new Examination(offline, time);
        examination.Run(name: null, node, without: null, OfNode);
        string? hidden = node.SettingsAreHidden ? "only root may read the settings" : null;
        foreach (IGrouping<string, string> registry in Subjects(node, images, hidden, examination).GroupBy(image => image.Split('/')[0], StringComparer.Ordinal))
        {
            var patient = new RegistryPatient(node, registry.First());
            examination.Run(registry.Key, patient, hidden, OfRegistry);
            foreach (string image in registry)
            {
                if (ImagePatient.Of(patient, image) is { } asked)
                {
                    examination.Run(image, asked, hidden, new ManifestCheck());
                }
            }
        }

        return examination;
    }

    private static IReadOnlyList<string> Subjects(NodePatient node, IReadOnlyList<string> images, string? hidden, Examination examination)
    {
        if (images.Count > 0)
        {
            return images;
        }

        string[] named = [.. (node.Config?.Providers ?? []).SelectMany(provider => provider.MatchImages)
            .Where(entry => !entry.Contains('*', StringComparison.Ordinal) && Registry.OfImage(entry) is { IsPublic: false })
            .Distinct(StringComparer.Ordinal)];
        var own = new OwnRegistryCheck();
        if (named.Length == 0)
        {
            examination.Run(name: null, node, hidden, own);
            named = own.Host is { } host ? [host] : [];
        }

        return named;
    }
}
