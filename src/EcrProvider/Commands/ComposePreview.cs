using EcrProvider.Host;
using EcrProvider.Kubelet;

namespace EcrProvider.Commands;

/// <summary><c>node compose --dry-run</c>: what kubelet's next start would be given; nothing is written.</summary>
internal static class ComposePreview
{
    public static int Run(HostContext host, string unit, TextWriter output)
    {
        var plan = StartPlan.OfNextStart(host, unit);
        foreach (Messages.Message remark in plan.Remarks)
        {
            host.Error.WriteLine(remark);
        }

        if (plan is not { Wiring: { Config: { } config } wiring, Assignment: { } assignment })
        {
            output.Write($"{unit} would start without our flags; nothing would be written.\n");
            return ExitCode.Failed;
        }

        output.Write($"{unit} would start with our flags.\n\n# {NodePaths.ComposedConfig} (what may be a secret is hidden)\n");
        output.Write(ConfigReport.WithoutSecrets(config));
        foreach ((string name, string target) in wiring.Links)
        {
            output.Write($"\n# {NodePaths.ComposedBinFolder}/{name} -> {target}");
        }

        output.Write($"\n# {NodePaths.ComposedEnvironment}\n{assignment}\n");
        return ExitCode.Ok;
    }
}
