namespace EcrProvider.Messages;

/// <summary>Catalog, ECR4xx: kubelet was started without our flags, or the wiring could not be changed.</summary>
internal static class NodeMessages
{
    private const string Left = "kubelet starts without it; ";

    public static Message ConfigUnreadable(string path, string why) => new("ECR401", $"{path} cannot be read: {why}", Left + $"see: ls -l {path}");

    public static Message ConfigMissing(string path) => new(
        "ECR402", $"{path} is missing", Left + "restore it: cp /usr/share/ecr-credential-provider/config.yaml " + path);

    public static Message ConfigRefused(string violation) =>
        new("ECR403", $"kubelet would refuse {violation}", Left + "mend it and type: systemctl restart kubelet");

    public static Message ProviderMissing(string path, string provider, string folder) => new(
        "ECR404",
        $"{path} names the provider \"{provider}\", and {folder}/{provider} is not an executable file",
        Left + $"correct the name, or put the program into {folder}");

    public static Message HalfOfTheirs(string flag) => new(
        "ECR405",
        $"kubelet's own files give {flag} alone, with which kubelet does not start",
        "ours are used instead of it; take it out of kubelet's files");

    public static Message TheirsLeftOut(Message why) => new(
        "ECR412",
        $"the credential providers in kubelet's own files are left out: {why.Text}",
        "mend that and type: systemctl restart kubelet");

    public static Message FlagsBehindOurs() => new(
        "ECR413",
        "ExecStart= of the unit has an image credential provider flag behind $KUBELET_EXTRA_ARGS, which beats ours",
        Left + "take it out of the unit: systemctl cat kubelet");

    public static Message KubeletRefusesFlags(string program) => new(
        "ECR414",
        $"{program} does not know the image credential provider flags",
        Left + "kubelet 1.26 or newer does");

    public static Message NotExpanded(string unit, string variable) => new(
        "ECR415",
        $"ExecStart= of {unit} has no ${variable}",
        Left + $"add ${variable} at its end: systemctl edit {unit}");

    public static Message ArgumentsNotRepresentable() => new(
        "ECR406",
        "KUBELET_EXTRA_ARGS holds a character that an environment file cannot carry",
        Left + "correct it in /etc/default/kubelet");

    public static Message CannotWrite(string path, string why) => new("ECR407", $"{path} cannot be written: {why}", Left + "see: df /run");

    public static Message NotWired(string unit) => new(
        "ECR408",
        $"{unit} was restarted, and its command line does not carry our flags",
        $"see why: journalctl -t ecr-credential-provider -n 5; systemctl cat {unit}");

    public static Message CommandFailed(string command, int exitCode, string said) =>
        new("ECR409", $"{command} failed with exit code {exitCode} ({said.Trim()})", "correct that and type: ecr-credential-provider node setup");

    public static Message NotRoot(string command) => new("ECR410", $"{command} changes the node", $"type: sudo {command}");

    public static Message NoAccess(string why) => new("ECR411", why, "free the way and type the command again");

    public static Message Held(string since, string reason) => new(
        "ECR416",
        $"the wiring is held back since {since}: kubelet died with our flags and lives without them (it said: {reason})",
        "after the cause is mended, type: ecr-credential-provider node setup");

    public static Message LaterEnvironmentFile(string file, string variable) => new(
        "ECR417",
        $"{file} sets {variable} and is read after ours, so it beats ours",
        Left + $"take {variable} out of it, or its EnvironmentFile= out of the drop-in: systemctl cat kubelet");

    public static Message DropInMissing(string unit) => new(
        "ECR418",
        $"{unit} has no drop-in zz-ecr-credential-provider.conf",
        "type: ecr-credential-provider node setup");

    public static Message DropInMasked(string path) => new(
        "ECR419",
        $"{path} is empty or a link to /dev/null, and so switches our drop-in off",
        $"to switch it on: rm {path} && ecr-credential-provider node setup");

    public static Message DropInNotLoaded(string path) => new(
        "ECR420",
        $"systemd has not loaded {path}",
        "type: systemctl daemon-reload && systemctl restart kubelet");

    public static Message NoUnit(string unit, string loadState) => new(
        "ECR421",
        $"systemd has no {unit} to start ({(loadState.Length > 0 ? loadState : "systemctl does not answer")})",
        "kubelet is wired as soon as that is there: apt install kubelet kubeadm");

    public static Message NotRunning(string unit, string state) => new(
        "ECR422",
        $"{unit} is {state}, without a process",
        $"it is wired at its next start; see: journalctl -u {unit}");

    public static Message StartedWithout(string unit, string? journal) => new(
        "ECR423",
        $"{unit} was started without our flags ({journal ?? "the journal has no reason of ours"}), and nothing hinders them now",
        $"type: systemctl restart {unit}");
}
