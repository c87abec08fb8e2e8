using System.CommandLine;
using EcrProvider.Host;
using EcrProvider.Kubelet;
using EcrProvider.Messages;
using EcrProvider.Tokens;

namespace EcrProvider.Commands;

/// <summary><c>node status|setup|remove|compose</c>.</summary>
internal static class NodeCommand
{
    public static Command Create(HostContext host)
    {
        var package = new Option<bool>("--package")
        {
            Description = "Called by the package's maintainer scripts: what cannot be wired is said, and is no failure of apt.",
        };
        Option<string?> root = RootOption.Create();
        var mend = new Option<bool>("--mend") { Description = "Leave a kubelet alone that carries our flags.", Hidden = true };
        var setup = new Verb(
            "setup",
            "Put the drop-in of kubelet.service in effect, and first in place where no package did; restarts a running kubelet if its wiring changed.",
            "0 wired, 1 not wired (one line on standard error says why and what to do), 2 wrong usage",
            """
            sudo ecr-credential-provider node setup
            sudo ./ecr-credential-provider node setup --root /mnt/image
            """)
        {
            package, mend, root,
        };
        setup.SetAction(parsed => Setup(host.Below(parsed.GetValue(root)), parsed.GetValue(package), parsed.GetValue(mend)));

        var remove = new Verb(
            "remove",
            "Take our flags out of kubelet; restarts it if it carries them. Takes away what setup put in place without a package.",
            ExitCodes.OfOrdinaryVerbs,
            "sudo ecr-credential-provider node remove")
        { package, root };
        remove.SetAction(parsed => Remove(host.Below(parsed.GetValue(root))));

        var unit = new Option<string>("--unit") { Description = "The unit that starts.", DefaultValueFactory = _ => NodePaths.KubeletUnit };
        var dryRun = new Option<bool>("--dry-run") { Description = "Print what would be written, and why not; write nothing." };
        var compose = new Verb(
            "compose",
            "Write what kubelet reads to /run. ExecStartPre= of the drop-in runs it at each start of kubelet.",
            ExitCodes.OfOrdinaryVerbs,
            """
            sudo ecr-credential-provider node compose --unit kubelet.service
            sudo ecr-credential-provider node compose --dry-run
            """)
        { unit, dryRun, root };
        compose.SetAction(parsed => parsed.GetValue(dryRun)
            ? ComposePreview.Run(host.Below(parsed.GetValue(root)), parsed.GetValue(unit)!, parsed.InvocationConfiguration.Output)
            : Compose.Run(host.Below(parsed.GetValue(root)), parsed.GetValue(unit)!));

        var output = OutputOption.Create();
        var status = new Verb(
            "status",
            "Whether the live kubelet carries our flags, and if not, why and what to type.",
            "0 wired, 1 not wired, 2 wrong usage, 3 held back (kubelet died with our flags and lives without them), 4 no running kubelet",
            """
            ecr-credential-provider node status
            ecr-credential-provider node status --output json | jq .wired
            """)
        { output, root };
        status.SetAction(parsed => Status(host.Below(parsed.GetValue(root)), parsed.InvocationConfiguration.Output, json: parsed.GetValue(output) is "json"));

        return new Command("node", "The wiring of this node's kubelet.") { status, setup, remove, compose };
    }

    private static int Status(HostContext host, TextWriter output, bool json)
    {
        NodeStatus status = NodeStatus.Of(host, NodePaths.KubeletUnit);
        string? tokenExpiry = CacheReport.LastExpiry(host, TokenFolder.Read(host, out _));
        output.Write(json ? NodeStatusReport.Json(status, tokenExpiry) : NodeStatusReport.Text(status, tokenExpiry));
        return status.ExitCode;
    }

    private static int Setup(HostContext host, bool package, bool mend)
    {
        RequireRoot(host, "ecr-credential-provider node setup");
        SetupOutcome outcome = new NodeSetup(host, NodePaths.KubeletUnit).Run(mend, anew: !package && !mend);
        host.Error.WriteLine(outcome.Line);

        // What the admin's config hinders is said, and mends itself; apt has no part in it, and the timer's service did not fail.
        return outcome.IsWired || mend || (package && !outcome.IsHeld) ? ExitCode.Ok : ExitCode.Failed;
    }

    private static int Remove(HostContext host)
    {
        RequireRoot(host, "ecr-credential-provider node remove");
        host.Error.WriteLine($"ecr-credential-provider: {NodeRemove.Run(host, NodePaths.KubeletUnit)}");
        return ExitCode.Ok;
    }

    private static void RequireRoot(HostContext host, string command)
    {
        // Whose image it is, its files say.
        if (host.IsLive && !host.IsRoot)
        {
            throw new ProviderException(NodeMessages.NotRoot(command));
        }
    }
}
