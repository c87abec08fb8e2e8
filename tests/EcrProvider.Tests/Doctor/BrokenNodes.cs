using EcrProvider.Commands;
using EcrProvider.Doctor;
using EcrProvider.Host;
using EcrProvider.Kubelet;
using EcrProvider.Settings;
using EcrProvider.Tests.Kubelet;
using Xunit;

namespace EcrProvider.Tests.Doctor;

/// <summary>A node with one thing wrong, offline: the first check that is not ok is the cause, and names the remedy.</summary>
public sealed class BrokenNodes : IDisposable
{
    private const string Ecr = "123456789012.dkr.ecr.us-west-2.amazonaws.com";
    private const string Secret = "s3cretKeyOfTheNode";
    private const string DropInFolder = "/etc/systemd/system/kubelet.service.d/";
    private const UnixFileMode ForAll = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private static readonly Dictionary<string, Action<FakeNode>> Breakages = new(StringComparer.Ordinal)
    {
        ["package file gone"] = node => node.ChangedFiles = "missing     /usr/lib/systemd/system/kubelet.service.d/zz-ecr-credential-provider.conf\n",
        ["program changed"] = node => node.ChangedFiles = "??5??????   /usr/libexec/ecr-credential-provider/ecr-credential-provider\n",
        ["another first in PATH"] = node => node.Host.Write("/usr/local/bin/ecr-credential-provider", "theirs", UnixFileMode.UserRead | UnixFileMode.UserExecute),
        ["secret that all can read"] = node => node.Host.Write(ProviderSettings.Path, $"AWS_SECRET_ACCESS_KEY={Secret}\n", ForAll),
        ["settings that others can write"] = node => node.Host.Write(ProviderSettings.Path, "", ForAll | UnixFileMode.OtherWrite),
        ["typo in a setting"] = node => node.Host.Write(ProviderSettings.Path, $"# mine\nECR_DEADLIN={Secret}\n"),
        ["cache that is neither on nor off"] = node => node.Host.Write(ProviderSettings.Path, "ECR_TOKEN_CACHE=maybe\n"),
        ["foreign cache folder"] = node => { node.Host.Write("/run/ecr-credential-provider/tokens/x", ""); File.SetUnixFileMode(node.Context.Files.Locate("/run/ecr-credential-provider/tokens"), (UnixFileMode)0x1FF); },
        ["no kubelet"] = node => { node.Stop(); node.Properties["LoadState"] = "not-found"; },
        ["kubelet stopped"] = node => node.Stop(),
        ["MicroK8s"] = node => { node.Stop(); node.Properties["LoadState"] = "not-found"; node.Host.Write("/var/snap/microk8s/current/args/kubelet", ""); },
        ["kubelet is a snap"] = node => { node.Stop(); node.Properties["LoadState"] = "not-found"; node.Host.Write("/snap/kubelet/current/meta/snap.yaml", ""); },
        ["k3s"] = node => { node.Stop(); node.Properties["LoadState"] = "not-found"; node.OtherUnits["k3s.service"] = "loaded"; },
        ["drop-in gone"] = node => node.Context.Files.Delete(NodePaths.DropIn(FakeNode.Unit)),
        ["drop-in masked"] = node => node.Context.Files.Link(DropInFolder + NodePaths.DropInName, "/dev/null"),
        ["drop-in not loaded"] = node => { node.Properties["DropInPaths"] = ""; node.Properties["EnvironmentFiles"] = "/etc/default/kubelet (ignore_errors=yes)"; },
        ["drop-in replaced"] = node => node.Properties["EnvironmentFiles"] = "/etc/default/kubelet (ignore_errors=yes)",
        ["later environment file"] = node =>
        {
            node.Host.Write("/etc/zzz.env", "KUBELET_EXTRA_ARGS=--v=9\n");
            node.Properties["EnvironmentFiles"] += "/etc/zzz.env (ignore_errors=no)\n";
        },
        ["typo in config.yaml"] = node => node.Host.Write(NodePaths.Config, FakeNode.GoodConfig.Replace("kind", "Kind", StringComparison.Ordinal)),
        ["config.yaml gone"] = node => node.Context.Files.Delete(NodePaths.Config),
        ["provider that is no program"] = node => node.Host.Write(NodePaths.Config, FakeNode.GoodConfig.Replace("name: ecr-credential-provider", "name: nope", StringComparison.Ordinal)),
        ["held back"] = node =>
        {
            Held.Write(node.Context, UnitCommand.Parse(node.Properties["ExecStart"])!, "E1124 failed to run Kubelet");
            node.Start();
        },
        ["unit that expands nothing"] = node =>
        {
            node.Properties["ExecStart"] = "{ path=/usr/bin/kubelet ; argv[]=/usr/bin/kubelet ; ignore_errors=no ; pid=0 }";
            node.Start();
        },
        ["config.yaml edited since the start"] = node => node.Host.Write(NodePaths.Config, FakeNode.GoodConfig.Replace("5m", "7m", StringComparison.Ordinal)),
        ["another provider for the same hosts"] = node =>
        {
            node.Host.Write("/opt/theirs.yaml", FakeNode.GoodConfig.Replace("name: ecr-credential-provider", "name: theirs", StringComparison.Ordinal));
            node.Host.Write("/opt/bin/theirs", "theirs", UnixFileMode.UserRead | UnixFileMode.UserExecute);
            node.Host.Write("/etc/default/kubelet", $"KUBELET_EXTRA_ARGS={NodePaths.ConfigFlag}=/opt/theirs.yaml {NodePaths.BinFolderFlag}=/opt/bin\n");
            node.Start();
        },
        ["pause image of containerd 1"] = node => node.Host.Write("/etc/containerd/config.toml", $"version = 2\n[plugins.\"io.containerd.grpc.v1.cri\"]\nsandbox_image = \"{Ecr}/pause:3.10\"\n"),
        ["pause image of containerd 2"] = node => node.Host.Write("/etc/containerd/config.toml", $"version = 3\n[plugins.'io.containerd.cri.v1.images'.pinned_images]\nsandbox = '{Ecr}/pause:3.10'\n"),
        ["kubelet complained"] = node => node.JournalText = "1764072000.5 node kubelet[7]: E1125 12:00:00.5 plugin.go:1] Failed getting credential from external registry credential provider plugin\n",
        ["containerd.toml broken"] = node => node.Host.Write("/etc/containerd/config.toml", "version = [\n"),
        ["hosts.toml of the registry offers others"] = node => node.Host.Write($"/etc/containerd/certs.d/{Ecr}/hosts.toml", "[host.\"https://backup.example.com\"]\n"),
        ["alias that offers others"] = node => Alias(node, "[host.\"https://backup.example.com\"]\n"),
        ["alias that is none"] = node => { Alias(node, ""); node.Host.Write(ProviderSettings.Path, "ECR_REGISTRY_ALIASES=mirror.example.com\n"); },
        ["deadline beyond kubelet's"] = node => node.Host.Write(ProviderSettings.Path, "ECR_DEADLINE=90\n"),
        ["CA bundle gone"] = node => node.Host.Write(ProviderSettings.Path, "AWS_CA_BUNDLE=/etc/nowhere.pem\n"),
        ["proxy that is no URL"] = node => node.Host.Write(ProviderSettings.Path, $"HTTPS_PROXY=ftp://user:{Secret}@proxy\n"),
        ["switch that is no truth value"] = node => node.Host.Write(ProviderSettings.Path, "AWS_USE_FIPS_ENDPOINT=yes\n"),
        ["no source of credentials"] = node => node.Host.Write(ProviderSettings.Path, "AWS_EC2_METADATA_DISABLED=true\n"),
        ["no such profile"] = node => node.Host.Write(ProviderSettings.Path, "AWS_PROFILE=nope\n"),
        ["identity that is none"] = node => node.Host.Write(ProviderSettings.Path, "ECR_IDENTITIES=123456789012:pull\n"),
        ["profile file that others can write"] = node =>
        {
            node.Host.Write(ProviderSettings.Path, "AWS_CONFIG_FILE=/etc/aws.config\n");
            node.Host.Write("/etc/aws.config", "[default]\nregion = us-west-2\n", ForAll | UnixFileMode.OtherWrite);
        },
        ["profile file that is none"] = node =>
        {
            node.Host.Write(ProviderSettings.Path, "AWS_CONFIG_FILE=/etc/aws.config\n");
            node.Host.Write("/etc/aws.config", $"[default]\naws_secret_access_key {Secret}\n");
        },
    };

    private readonly FakeNode node = new();

    public BrokenNodes() => node.Start();

    [Theory]
    [InlineData("package file gone", "failed package ECR601", "apt-get install --reinstall ./ecr-credential-provider_0.1.0_amd64.deb")]
    [InlineData("program changed", "failed package ECR601", "apt-get install --reinstall")]
    [InlineData("another first in PATH", "warning path ECR602", "mv /usr/local/bin/ecr-credential-provider /usr/local/bin/ecr-credential-provider.old")]
    [InlineData("secret that all can read", "failed settings ECR302", "chmod 0600 /etc/default/ecr-credential-provider")]
    [InlineData("settings that others can write", "failed settings ECR303", "chown root: /etc/default/ecr-credential-provider && chmod go-w")]
    [InlineData("typo in a setting", "warning settings ECR603", "sed -i '2s/ECR_DEADLIN/ECR_DEADLINE/' /etc/default/ecr-credential-provider")]
    [InlineData("cache that is neither on nor off", "failed token-cache ECR304", "correct it in /etc/default/ecr-credential-provider")]
    [InlineData("foreign cache folder", "warning token-cache ECR503", "rm -rf /run/ecr-credential-provider/tokens")]
    [InlineData("no kubelet", "failed kubelet ECR421", "apt install kubelet")]
    [InlineData("kubelet stopped", "failed kubelet ECR422", "systemctl start kubelet.service")]
    [InlineData("MicroK8s", "failed kubelet ECR433", "/var/snap/microk8s/current/args/kubelet")]
    [InlineData("kubelet is a snap", "failed kubelet ECR434", "snap set kubelet image-credential-provider-config=")]
    [InlineData("k3s", "failed kubelet ECR432", "systemctl restart k3s.service")]
    [InlineData("drop-in gone", "failed drop-in ECR418", "node setup")]
    [InlineData("drop-in masked", "failed drop-in ECR419", "rm /etc/systemd/system/kubelet.service.d/zz-ecr-credential-provider.conf")]
    [InlineData("drop-in not loaded", "failed drop-in ECR420", "systemctl daemon-reload")]
    [InlineData("drop-in replaced", "failed drop-in ECR427", "rm /usr/lib/systemd/system/kubelet.service.d/zz-ecr-credential-provider.conf && ecr-credential-provider node setup")]
    [InlineData("later environment file", "failed drop-in ECR417", "take KUBELET_EXTRA_ARGS out of it")]
    [InlineData("typo in config.yaml", "failed config ECR403", "systemctl restart kubelet")]
    [InlineData("config.yaml gone", "failed config ECR402", "cp /usr/share/ecr-credential-provider/config.yaml")]
    [InlineData("provider that is no program", "failed config ECR404", "correct the name")]
    [InlineData("held back", "failed wiring ECR416", "ecr-credential-provider node setup")]
    [InlineData("unit that expands nothing", "failed wiring ECR415", "systemctl edit kubelet.service")]
    [InlineData("config.yaml edited since the start", "warning next-start ECR605", "systemctl restart kubelet.service")]
    [InlineData("another provider for the same hosts", "warning other-providers ECR606", "take those out of matchImages of \"theirs\" and type: systemctl restart kubelet")]
    [InlineData("pause image of containerd 1", "warning pause-image ECR607", "registry.k8s.io/pause")]
    [InlineData("pause image of containerd 2", "warning pause-image ECR607", "registry.k8s.io/pause")]
    [InlineData("kubelet complained", "warning journal ECR608", "journalctl -t ecr-credential-provider")]
    [InlineData("containerd.toml broken", "failed pause-image ECR313", "correct it")]
    [InlineData("hosts.toml of the registry offers others", "warning hosts-toml ECR622", "take every host but https://" + Ecr)]
    [InlineData("alias that offers others", "failed registry ECR312", "write two lines", "mirror.example.com/app:1")]
    [InlineData("alias that is none", "failed registry ECR311", "correct it in ECR_REGISTRY_ALIASES", "mirror.example.com/app:1")]
    [InlineData("", "failed registry ECR107", "matchImages", "docker.io/library/nginx")]
    [InlineData("", "failed registry ECR620", "add its host to matchImages", "123456789012.dkr.ecr-fips.us-west-2.amazonaws.com/app")]
    [InlineData("deadline beyond kubelet's", "failed endpoint ECR304", "correct it in /etc/default/ecr-credential-provider")]
    [InlineData("CA bundle gone", "failed endpoint ECR218", "ls -l /etc/nowhere.pem")]
    [InlineData("proxy that is no URL", "failed endpoint ECR219", "HTTPS_PROXY=http://proxy.example.com:3128")]
    [InlineData("switch that is no truth value", "failed endpoint ECR281", "AWS_USE_FIPS_ENDPOINT")]
    [InlineData("no source of credentials", "failed source ECR201", "AWS_ACCESS_KEY_ID")]
    [InlineData("no such profile", "failed source ECR230", "AWS_CONFIG_FILE")]
    [InlineData("identity that is none", "failed source ECR304", "correct it in /etc/default/ecr-credential-provider")]
    [InlineData("profile file that others can write", "failed endpoint ECR232", "chown root: /etc/aws.config && chmod go-w /etc/aws.config")]
    [InlineData("profile file that is none", "failed endpoint ECR235", "correct that line")]
    public void Are_told_by_the_first_check_that_is_not_ok(string breakage, string expected, string remedy, string image = Ecr + "/app:1")
    {
        if (breakage.Length > 0)
        {
            Breakages[breakage](node);
        }

        IReadOnlyList<CheckResult> results = Examiner.Run(node.Context, [image], offline: true).Results;

        CheckResult first = results.First(result => result.Finding.Status is not CheckStatus.Ok);
        Assert.Equal(expected, $"{first.Finding.Status.ToString().ToLowerInvariant()} {first.Id} {first.Finding.MessageId}");
        Assert.Contains(remedy, first.Finding.Remedy, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, DoctorReport.Text(results, colour: false) + DoctorReport.Json(results), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_breakage_is_a_row() =>
        Assert.Equal(
            Breakages.Keys.Order(StringComparer.Ordinal),
            typeof(BrokenNodes).GetMethod(nameof(Are_told_by_the_first_check_that_is_not_ok))!.GetCustomAttributes(typeof(InlineDataAttribute), inherit: false)
                .Cast<InlineDataAttribute>().Select(row => (string)row.Data[0]!).Where(name => name.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    [Fact]
    public void Name_the_line_and_the_setting_that_was_meant()
    {
        Breakages["typo in a setting"](node);

        Finding finding = Examiner.Run(node.Context, [Ecr], offline: true).Results.Single(result => result.Id is "settings").Finding;

        Assert.EndsWith("ECR_DEADLIN (line 2), is ECR_DEADLINE meant?", finding.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void Are_well_again_when_a_password_was_answered_since_kubelet_complained()
    {
        Breakages["kubelet complained"](node);
        node.AnsweredText = "1764072001.5 node ecr-credential-provider[8]: ECR100 answered for the registry\n";

        Assert.Equal("ok", StatusOf("journal"));
    }

    [Fact]
    public void Are_examined_with_kubelets_environment_and_not_the_callers()
    {
        node.Host.Environment["AWS_CA_BUNDLE"] = "/root/mine.pem";
        Assert.Equal("ok", StatusOf("endpoint"));
        Assert.Equal("", node.Host.Exported["AWS_CA_BUNDLE"]);

        node.Host.Write($"/proc/{node.Process}/environ", "PATH=/usr/bin\0AWS_CA_BUNDLE=/etc/nowhere.pem\0");
        Assert.Equal("failed", StatusOf("endpoint"));

        node.Stop();
        Assert.Equal("ok", StatusOf("endpoint"));
        node.Properties["Environment"] = "AWS_CA_BUNDLE=/etc/nowhere.pem";
        Assert.Equal("failed", StatusOf("endpoint"));
    }

    [Theory]
    [InlineData("k3s")]
    [InlineData("MicroK8s")]
    [InlineData("kubelet is a snap")]
    public void Are_well_when_another_kubelet_names_our_config(string kubelet)
    {
        Breakages[kubelet](node);
        node.Context.Files.Link(RancherGuard.Config, "/run/ecr-credential-provider/rancher.json");
        node.Host.Write("/run/ecr-credential-provider/rancher.json", "{}");
        node.SnapSettings["image-credential-provider-config"] = "/var/snap/kubelet/common/config.yaml";
        if (kubelet is "MicroK8s")
        {
            node.Host.Write("/var/snap/microk8s/current/args/kubelet", $"--v=2\n{NodePaths.ConfigFlag}=/var/snap/microk8s/common/config.yaml\n");
        }

        IReadOnlyList<CheckResult> results = Examiner.Run(node.Context, [Ecr], offline: true).Results;

        Assert.All(results, result => Assert.True(result.Finding.Status is CheckStatus.Ok or CheckStatus.Skipped, result.ToString()));
    }

    [Fact]
    public void Are_examined_in_time_when_systemd_hangs()
    {
        node.Host.Clock.AutoAdvanceAmount = TimeSpan.Zero;
        var hanging = new HangingSystemd(node.Host.Clock);

        IReadOnlyList<CheckResult> results = Examiner.Run(node.Context with { Processes = hanging }, [Ecr], offline: false).Results;

        Assert.Equal(TimeLimit.Total, hanging.Waited);
        CheckResult first = results.First(result => result.Finding.Status is CheckStatus.Failed);
        Assert.Equal("kubelet ECR421", $"{first.Id} {first.Finding.MessageId}");
        Assert.Equal("the 60 s for all checks are over", results.Single(result => result.Id is "dns").Finding.Evidence);
    }

    [Fact]
    public void Tell_a_user_who_may_not_read_the_settings_what_he_may_see()
    {
        // As unreadable as another's file of mode 0600, for root too.
        Directory.CreateDirectory(node.Context.Files.Locate(ProviderSettings.Path));

        IReadOnlyList<CheckResult> results = Examiner.Run(node.Context with { IsRoot = false }, [Ecr + "/app:1"], offline: true).Results;

        CheckResult first = results.First(result => result.Finding.Status is not CheckStatus.Ok);
        Assert.Equal("Warning settings ECR604", $"{first.Finding.Status} {first.Id} {first.Finding.MessageId}");
        Assert.Equal("Ok", results.Single(result => result.Id is "wiring").Finding.Status.ToString());
        Assert.Equal("only root may read the settings", results.Single(result => result.Id is "manifest").Finding.Evidence);
    }

    public void Dispose() => node.Dispose();

    private static void Alias(FakeNode node, string hosts)
    {
        node.Host.Write(ProviderSettings.Path, $"ECR_REGISTRY_ALIASES=mirror.example.com={Ecr}\n");
        node.Host.Write("/etc/containerd/certs.d/mirror.example.com/hosts.toml", $"server = \"https://{Ecr}\"\n{hosts}");
        node.Host.Write(NodePaths.Config, FakeNode.GoodConfig.Replace("[\"*", "[mirror.example.com, \"*", StringComparison.Ordinal));
        node.Start();
    }

    /// <summary>Every program takes all the time that it is given.</summary>
    private sealed class HangingSystemd(Microsoft.Extensions.Time.Testing.FakeTimeProvider clock) : HostProcesses
    {
        public TimeSpan Waited { get; private set; }

        public override ProcessOutcome Run(string program, IEnumerable<string> arguments, TimeSpan limit)
        {
            TimeSpan wait = program is "systemctl" ? limit : TimeSpan.Zero;
            Waited += wait;
            clock.Advance(wait);
            return new ProcessOutcome(124, "", "");
        }
    }

    private string StatusOf(string id) =>
        Examiner.Run(node.Context, [Ecr], offline: true).Results.Single(result => result.Id == id).Finding.Status.ToString().ToLowerInvariant();
}
