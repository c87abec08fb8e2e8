using EcrProvider.Kubelet;
using EcrProvider.Kubelet.Systemd;
using EcrProvider.Settings;

namespace EcrProvider.Fuzz.Readers;

/// <summary>What compose makes of the unit, its environment file, kubelet's version, and what it noted at earlier starts: the admin's arguments stay, and ours follow.</summary>
internal sealed class UnitReading : Reader
{
    private const string AdminsFile = "/etc/default/kubelet";

    private string shown = "", version = "";

    public UnitReading()
        : base(
            "unit",
            "LoadState=loaded\n", "ActiveState=active\n", "ExecStart=", "{ path=/usr/bin/kubelet ; argv[]=/usr/bin/kubelet $KUBELET_EXTRA_ARGS ; ignore_errors=no ; pid=0 }\n", "$KUBELET_EXTRA_ARGS",
            "${KUBELET_EXTRA_ARGS}", "$KUBELET_KUBEADM_ARGS", "EnvironmentFiles=/etc/default/kubelet (ignore_errors=yes)\n", "EnvironmentFiles=" + NodePaths.ComposedEnvironment + " (ignore_errors=yes)\n",
            "WorkingDirectory=/\n", "Environment=", "A=b ", NodePaths.ConfigFlag, NodePaths.BinFolderFlag, "=" + NodePaths.Config, "=/etc/theirs.yaml", "=/opt/bin", " --v=2", "KUBELET_EXTRA_ARGS=", "\"a b\"",
            "'a'", "\\", "Kubernetes v1.36.2\n", "Kubernetes v1.29.0\n", "\"", "'", " ", "{\"fingerprint\":\"\",", "\"reason\":\"x\",", "\"since\":\"x\"}", "\"restarts\":3,\"start\":", "1e300", ",\"deaths\":3,\"phase\":\"Trial\"}")
    {
        Machine.Write(NodePaths.Config, """{"apiVersion":"kubelet.config.k8s.io/v1","kind":"CredentialProviderConfig","providers":[{"name":"ecr-credential-provider","apiVersion":"credentialprovider.kubelet.k8s.io/v1","defaultCacheDuration":"5m","matchImages":["*.dkr.ecr.*.amazonaws.com"]}]}"""u8.ToArray());
        Machine.Write("/etc/theirs.yaml", """{"apiVersion":"kubelet.config.k8s.io/v1","kind":"CredentialProviderConfig","providers":[{"name":"theirs","apiVersion":"credentialprovider.kubelet.k8s.io/v1","defaultCacheDuration":"5m","matchImages":["example.com"]}]}"""u8.ToArray());
        Machine.Write(NodePaths.ProviderProgram, [], UnixFileMode.UserExecute);
        Machine.Write("/opt/bin/theirs", [], UnixFileMode.UserExecute);
        Machine.Answer = program => program is "systemctl" ? shown : version;
    }

    public override void Check(byte[] input)
    {
        string[] parts = Parts(input, 5);

        // Neither systemd nor the kernel lets a NUL through.
        (shown, version) = (parts[0].Replace('\0', '?'), parts[2]);
        Machine.Write(AdminsFile, System.Text.Encoding.UTF8.GetBytes(parts[1]));
        Machine.Write(NodePaths.Held, System.Text.Encoding.UTF8.GetBytes(parts[3]));
        Machine.Write(NodePaths.Starts, System.Text.Encoding.UTF8.GetBytes(parts[4]));
        var unit = new KubeletUnit(Machine.Context, "kubelet.service");
        Dictionary<string, string> environment = UnitEnvironment.WithoutOurs(Machine.Context, unit);
        StartPlan plan = StartPlan.Make(Machine.Context, unit, environment);
        Promise(plan.IsWired || plan.Remarks.Count > 0, "who is not wired is told why", "nothing said");
        Promise(plan.Remarks.All(remark => !remark.ToString().Any(char.IsControl)), "a remark is one line", string.Join(" / ", plan.Remarks));
        if (plan is not { Assignment: { } assignment, Wiring: { Config: not null } wiring })
        {
            return;
        }

        EnvironmentFile.Assignment[] written = [.. EnvironmentFile.Parse(assignment)];
        Promise(written is [{ Name: StartPlan.ExtraArguments }], "one variable is set", assignment);
        string before = environment.GetValueOrDefault(StartPlan.ExtraArguments, "");
        Promise(
            ExecWords.Split(written[0].Value).SequenceEqual([.. ExecWords.Split(before), .. wiring.Flags.Arguments], StringComparer.Ordinal),
            "the admin's words stay, and ours follow",
            $"{before} / {written[0].Value}");
        environment[StartPlan.ExtraArguments] = written[0].Value;
        Promise(ProviderFlags.Of(unit.Command()!.Arguments(environment)) == wiring.Flags, "kubelet is given both of our flags", written[0].Value);
        ConfigReading.AcceptedByKubelet(wiring.Config);
    }
}
