using System.CommandLine;
using EcrProvider.Host;
using EcrProvider.Kubelet;
using EcrProvider.Kubelet.Config;

namespace EcrProvider.Commands;

/// <summary><c>config validate|show</c>.</summary>
internal static class ConfigCommand
{
    public static Command Create(HostContext host)
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = $"A config, or from kubelet 1.34 on a folder of them. Without one: {NodePaths.Config}.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var folder = new Option<string>("--bin-dir")
        {
            Description = "Where kubelet would look for the providers' programs.",
            HelpName = "DIR",
            DefaultValueFactory = _ => NodePaths.BinFolder,
        };
        Option<string?> root = RootOption.Create();
        var output = OutputOption.Create();
        var validate = new Verb(
            "validate",
            "What kubelet would refuse in a CredentialProviderConfig, with file, line and column, by the rules of this node's kubelet.",
            "0 kubelet accepts all of them, 1 it would refuse one, 2 wrong usage",
            """
            ecr-credential-provider config validate && systemctl restart kubelet
            ecr-credential-provider config validate /home/ubuntu/ecr.yml --bin-dir /usr/local/bin
            """)
        { files, folder, output, root };
        validate.SetAction(parsed =>
        {
            string[] given = parsed.GetValue(files) is { Length: > 0 } named ? named : [NodePaths.Config];
            return Validate(host.Below(parsed.GetValue(root)), given, parsed.GetValue(folder)!, parsed.InvocationConfiguration.Output, json: parsed.GetValue(output) is "json");
        });

        var show = new Verb(
            "show",
            "The config that kubelet is given at its next start, other providers of the node merged in; what may be a secret in env: is hidden.",
            "0 shown, 1 kubelet would start without us (standard error says why), 2 wrong usage",
            "sudo ecr-credential-provider config show")
        { root };
        show.SetAction(parsed => Show(host.Below(parsed.GetValue(root)), parsed.InvocationConfiguration.Output));
        return new Command("config", "kubelet's CredentialProviderConfig.") { validate, show };
    }

    private static int Validate(HostContext host, IEnumerable<string> files, string folder, TextWriter output, bool json)
    {
        UnitCommand? command = new KubeletUnit(host, NodePaths.KubeletUnit).Command();
        KubeletVersion? kubelet = command is null ? null : KubeletVersions.Ask(host, command);
        var verdicts = new List<ConfigVerdict>();
        foreach (string file in files.Select(Path.GetFullPath))
        {
            (ProviderSet? set, IReadOnlyList<Refusal> refusals) = ProviderSetReader.Read(host, file, Path.GetFullPath(folder), kubelet);
            verdicts.Add(new ConfigVerdict(file, set?.Config, refusals));
        }

        output.Write(json ? ConfigReport.Json(verdicts, kubelet) : ConfigReport.Text(verdicts, kubelet));
        return verdicts.TrueForAll(verdict => verdict.IsValid) ? ExitCode.Ok : ExitCode.Failed;
    }

    private static int Show(HostContext host, TextWriter output)
    {
        var plan = StartPlan.OfNextStart(host, NodePaths.KubeletUnit);
        foreach (Messages.Message remark in plan.Remarks)
        {
            host.Error.WriteLine(remark);
        }

        if (plan.Wiring?.Config is not { } config)
        {
            return ExitCode.Failed;
        }

        output.Write(ConfigReport.WithoutSecrets(config));
        return ExitCode.Ok;
    }
}
