using System.Globalization;
using System.Text;
using EcrProvider.Commands;
using EcrProvider.Host;
using EcrProvider.Kubelet;
using EcrProvider.Settings;
using Xunit;

namespace EcrProvider.Tests.Kubelet;

/// <summary>
/// Every end of <c>node setup</c> and <c>node remove</c>: the sentence, the exit code, what was run for it, and which of our files it leaves.
/// </summary>
public sealed class WhatSetupSays : IDisposable
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly string[] Traces =
        [NodePaths.ComposedEnvironment, NodePaths.Held, NodePaths.Starts, NodePaths.Ended, NodePaths.Mended, NodePaths.Mask(FakeNode.Unit)];

    private static readonly Dictionary<string, Action<FakeNode>> Nodes = new(StringComparer.Ordinal)
    {
        ["as the package finds it"] = _ => { },
        ["wired already"] = node => node.Start(),
        ["wired, and /run was emptied"] = node => { node.Start(); node.Context.Files.Delete(NodePaths.ComposedEnvironment); },
        ["wired with an earlier config"] = node => { node.Start(); node.Host.Write(NodePaths.Config, FakeNode.GoodConfig + "# edited\n"); },
        ["wired, and restarts forbidden by the policy"] = node => { node.Start(); node.RestartsAreForbidden = true; },
        ["no systemd"] = node => Directory.Delete(node.Context.Files.Locate("/run/systemd/system")),
        ["no kubelet yet"] = node => { node.Stop(); node.Properties["LoadState"] = "not-found"; },
        ["kubelet stopped"] = node => node.Stop(),
        ["kubelet between two attempts"] = node =>
        {
            node.Properties["ActiveState"] = "activating";
            node.IsHealthy = _ => false;
            node.DiesUnseen = true;
        },
        ["restarts forbidden by the admin"] = node => node.Host.Write(ProviderSettings.Path, "ECR_RESTART_KUBELET=no\n", Private),
        ["restarts forbidden by the policy"] = node => node.RestartsAreForbidden = true,
        ["settings refused"] = node => node.Host.Write(ProviderSettings.Path, "AWS_SESSION_TOKEN=x\n", Private | UnixFileMode.OtherRead),
        ["config that kubelet would refuse"] = node => node.Host.Write(NodePaths.Config, "kind: x\n"),
        ["nothing can be composed"] = node => Directory.CreateDirectory(node.Context.Files.Locate(NodePaths.ComposedConfig + "/taken")),
        ["removal was broken off"] = node => node.Context.Files.Link(NodePaths.Mask(FakeNode.Unit), "/dev/null"),
        ["kubelet dies with our flags"] = node => node.IsHealthy = arguments => ProviderFlags.Of(arguments).AreAbsent,
        ["kubelet dies since its restart"] = node => node.IsHealthy = _ => node.Starts == 1,
        ["held"] = node => Held.Write(node.Context, Kubelet(node), "E1124 failed to run Kubelet"),
        ["held for another config"] = node =>
        {
            Held.Write(node.Context, Kubelet(node), "E1124 failed to run Kubelet");
            node.Host.Write(NodePaths.Config, FakeNode.GoodConfig + "# mended\n");
        },
        ["tried without our flags"] = node =>
        {
            node.Start();
            node.Crash();
            node.Crash();
            node.Crash();
        },
    };

    private readonly FakeNode node = new();

    [Fact]
    public void Is_this_when_the_admin_types_it() => Snapshot.Matches("node-setup.txt", Of(Nodes.Keys, "node", "setup"));

    [Fact]
    public void Is_this_when_the_package_calls_it() => Snapshot.Matches("node-setup-package.txt", Of(Nodes.Keys, "node", "setup", "--package"));

    [Fact]
    public void Is_this_when_the_timer_calls_it() => Snapshot.Matches("node-setup-mend.txt", Of(Nodes.Keys, "node", "setup", "--mend"));

    [Fact]
    public void Is_this_when_it_is_undone() => Snapshot.Matches(
        "node-remove.txt", Of(["as the package finds it", "wired already", "wired, and restarts forbidden by the policy", "no systemd", "removal was broken off"], "node", "remove"));

    [Fact]
    public void Is_no_success_that_nobody_saw()
    {
        // Whoever was not healthy before is not waited for, so nothing but the flags themselves can tell.
        HostContext host = node.Context with { IsWell = _ => false };
        Assert.Equal("ecr-credential-provider: kubelet.service restarted and wired; it was not healthy before, so whether it is now was not waited for: "
            + "see ecr-credential-provider node status", Setup(host));

        using var wrapped = new FakeNode { Wrapper = _ => ["--v=2"] };
        Assert.StartsWith("ECR408 ", Setup(wrapped.Context with { IsWell = _ => false }), StringComparison.Ordinal);

        using var full = new FakeNode();
        Directory.CreateDirectory(full.Context.Files.Locate(NodePaths.ComposedConfig + "/taken"));
        Assert.StartsWith("ECR408 ", Setup(full.Context with { IsWell = _ => false }), StringComparison.Ordinal);
    }

    [Fact]
    public void Is_no_success_of_a_kubelet_that_was_replaced_while_it_was_waited_for()
    {
        HostContext host = node.Context with
        {
            IsWell = _ =>
            {
                if (node.CarriesOurFlags)
                {
                    node.Host.Write($"/proc/{node.Process}/cmdline", "/usr/bin/kubelet\0");
                }

                return true;
            },
        };

        Assert.StartsWith("ECR408 ", Setup(host), StringComparison.Ordinal);
    }

    [Fact]
    public void Is_why_the_last_start_was_without_our_flags_when_it_was_mended_in_vain()
    {
        node.JournalText = "ECR407 /run/ecr-credential-provider cannot be written\n";
        Directory.CreateDirectory(node.Context.Files.Locate(NodePaths.ComposedConfig + "/taken"));

        Run(node, "node", "setup", "--mend");
        string first = node.Host.Error;
        Run(node, "node", "setup", "--mend");

        Assert.StartsWith(
            "ECR423 kubelet.service was started without our flags (ECR407 /run/ecr-credential-provider cannot be written), and nothing hinders them now",
            node.Host.Error[first.Length..], StringComparison.Ordinal);
    }

    [Fact]
    public void Is_no_restart_by_the_timer_that_cannot_note_it()
    {
        Directory.CreateDirectory(node.Context.Files.Locate(NodePaths.Mended + "/taken"));

        Run(node, "node", "setup", "--mend");

        Assert.Equal(1, node.Starts);
        Assert.StartsWith("ECR423 kubelet.service was started without our flags (the journal has no reason of ours)", node.Host.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Are_two_verdicts_for_apt()
    {
        var outcome = SetupOutcome.Fine("done");

        Assert.Equal(("ecr-credential-provider: done", true, false), (outcome.Line, outcome.IsWired, outcome.IsHeld));
    }

    public void Dispose() => node.Dispose();

    private static UnitCommand Kubelet(FakeNode node) => UnitCommand.Parse(node.Properties["ExecStart"])!;

    private static string Setup(HostContext host) => new NodeSetup(host, FakeNode.Unit).Run(mend: false, anew: true).Line;

    private static int Run(FakeNode on, params string[] arguments) => CommandLine.Run(on.Context with { OpenOutput = () => Stream.Null }, arguments);

    private static string Of(IEnumerable<string> names, params string[] verb)
    {
        var said = new StringBuilder();
        foreach (string name in names)
        {
            using var one = new FakeNode { JournalText = "E1124 it said so\n" };
            Nodes[name](one);
            int before = one.Host.Error.Length;
            one.Changes.Clear();
            int exitCode = Run(one, verb);

            said.Append(CultureInfo.InvariantCulture, $"{name}: {exitCode}\n");
            foreach (string line in (string[])[.. one.Host.Error[before..].Replace(one.Host.Root, "", StringComparison.Ordinal).TrimEnd().Split('\n'), .. one.Changes.Select(change => "$ " + change)])
            {
                said.Append(CultureInfo.InvariantCulture, $"  {line}\n");
            }

            string[] left = [.. Traces.Where(path => one.Context.Files.Exists(path) || one.Context.Files.LinkTarget(path) is not null)];
            said.Append(CultureInfo.InvariantCulture, $"  kubelet {(one.CarriesOurFlags ? "with" : "without")} our flags; left: {(left.Length > 0 ? string.Join(' ', left) : "nothing")}\n\n");
        }

        return said.ToString();
    }
}
