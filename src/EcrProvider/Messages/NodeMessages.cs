namespace EcrProvider.Messages;

/// <summary>Catalog, ECR4xx: kubelet was started without our flags, or the wiring could not be changed.</summary>
internal static class NodeMessages
{
    private const string Left = "kubelet starts without it; ";

    [Cause("The file could not be opened, is no regular file, or is too large to be a config.")]
    public static Message ConfigUnreadable(string path, string why) => new("ECR401", $"{path} cannot be read: {why}", Left + $"see: ls -l {path}");

    [Cause("The file was deleted, or was never installed.")]
    public static Message ConfigMissing(string path) => new(
        "ECR402", $"{path} is missing", Left + $"restore it: cp /usr/share/ecr-credential-provider/config.yaml {path} && systemctl restart kubelet");

    [Cause("kubelet reads its config strictly (YAML 1.1, no unknown or doubled field, every type as declared) and does not start with one that "
        + "breaks a rule. This one breaks the rule that is named.")]
    public static Message ConfigRefused(string violation) =>
        new("ECR403", $"kubelet would refuse {violation}", Left + "mend it and type: systemctl restart kubelet");

    [Cause("kubelet does not start when a provider of its config has no executable file in the bin-dir.")]
    public static Message ProviderMissing(string path, string provider, string folder) => new(
        "ECR404",
        $"{path} names the provider \"{provider}\", and {folder}/{provider} is not an executable file",
        Left + $"correct the name, or put the program into {folder}, and type: systemctl restart kubelet");

    [Cause("kubelet refuses one of the two image credential provider flags without the other.")]
    public static Message HalfOfTheirs(string flag) => new(
        "ECR405",
        $"kubelet's own files give {flag} alone, with which kubelet does not start",
        "ours are used instead of it; take it out of kubelet's files and type: systemctl restart kubelet");

    [Cause("Other credential providers are named in kubelet's own flags, and kubelet would not have started with them. Ours are used alone.")]
    public static Message TheirsLeftOut(Message why) => new(
        "ECR412",
        $"the credential providers in kubelet's own files are left out: {why.Text}",
        "mend that and type: systemctl restart kubelet");

    [Cause("Of a flag that is given twice kubelet takes the last one.")]
    public static Message FlagsBehindOurs() => new(
        "ECR413",
        "ExecStart= of the unit has an image credential provider flag behind $KUBELET_EXTRA_ARGS, which beats ours",
        Left + "take it out of the unit (systemctl cat kubelet), and type: systemctl daemon-reload && systemctl restart kubelet");

    [Cause("This kubelet was asked with the flags that it would be started with, and it refused them; without ours it accepts them.")]
    public static Message KubeletRefusesFlags(string program) => new(
        "ECR414",
        $"{program} does not know the image credential provider flags",
        Left + "kubelet 1.26 or newer does");

    [Cause("Our flags reach kubelet through that variable. Without kubeadm's drop-in the unit of the kubelet package takes no notice of it.")]
    public static Message NotExpanded(string unit, string variable) => new(
        "ECR415",
        $"ExecStart= of {unit} has no ${variable}",
        Left + $"add ${variable} at its end: systemctl edit {unit} && systemctl restart {unit}");

    [Cause("systemd passes over an assignment that holds control characters, and the arguments must arrive one for one.")]
    public static Message ArgumentsNotRepresentable() => new(
        "ECR406",
        "KUBELET_EXTRA_ARGS holds a character that an environment file cannot carry",
        Left + "correct it in /etc/default/kubelet");

    [Cause("/run is full, or mounted read-only.")]
    public static Message CannotWrite(string path, string why) => new("ECR407", $"{path} cannot be written: {why}", Left + "see: df /run");

    [Cause("Something between the unit and the process changes its arguments, such as a later EnvironmentFile= or a wrapper script.")]
    public static Message NotWired(string unit) => new(
        "ECR408",
        $"{unit} was restarted, and its command line does not carry our flags",
        $"see why: journalctl -t ecr-credential-provider -n 5; systemctl cat {unit}");

    [Cause("A command of systemd's failed; its own words are in brackets.")]
    public static Message CommandFailed(string command, int exitCode, string said) =>
        new("ECR409", $"{command} failed with exit code {exitCode} ({said.Trim()})", "correct that and type: ecr-credential-provider node setup");

    [Cause("Units, /run and kubelet's process belong to root.")]
    public static Message NotRoot(string command) => new("ECR410", $"{command} changes the node", $"type: sudo {command}");

    [Cause("A file or folder could not be read or written.")]
    public static Message NoAccess(string why) => new("ECR411", why, "free the way and type the command again");

    [Cause("Kubelet did not come up with our flags after an install, an upgrade or in a crash loop, and did without them. So that a reboot does not "
        + "repeat that, they are left out until config, program or kubelet change.")]
    public static Message Held(string since, string reason) => new(
        "ECR416",
        $"the wiring is held back since {since}: kubelet died with our flags and lives without them (it said: {reason})",
        "after the cause is mended, type: ecr-credential-provider node setup");

    [Cause("Kubelet has died several times soon after its start, by itself and with our flags, so it is started once without them. If it lives, the "
        + "wiring is held back (ECR416); if it dies too, it gets them again.")]
    public static Message TriedWithout(string unit, int deaths, string reason) => new(
        "ECR428",
        $"{unit} died {deaths} times with our flags (it said: {reason}), and is started once without them",
        $"see: journalctl -u {unit}");

    [Cause("Kubelet was in a crash loop with our flags, was started once without them, and died all the same: they are not its cause.")]
    public static Message DiesWithoutToo(string unit) => new(
        "ECR429",
        $"{unit} dies with our flags and without them, so it gets them",
        $"see of what it dies: journalctl -u {unit}");

    [Cause("With --root, files are looked at; no systemd and no kubelet is asked.")]
    public static Message NothingRuns(string unit) => new("ECR430", $"nothing runs below --root, also no {unit}", "it is wired when that boots");

    [Cause("k3s and RKE2 run kubelet inside their own process and look for a credential provider at this path. Somebody else put something there.")]
    public static Message RancherHasItsOwn(string unit, string path) => new(
        "ECR431",
        $"{path} is not ours and was left as it is, so {unit} starts without us",
        $"move it away and type: systemctl restart {unit}; or add the provider of /etc/ecr-credential-provider/config.yaml to what is there");

    [Cause("k3s and RKE2 run kubelet inside their own process. A restart of theirs stops the API server too, so it is left to you.")]
    public static Message RancherStartedWithout(string unit) => new(
        "ECR432",
        $"kubelet runs inside {unit}, which was started without our config",
        $"type: systemctl restart {unit}; if it is without still, see: journalctl -t ecr-credential-provider -n 5");

    [Cause("k3s and RKE2 run kubelet inside their own process, so no command line of a kubelet tells what it was given.")]
    public static Message RancherStartedWith(string unit) => new(
        "ECR435",
        $"kubelet runs inside {unit}, which found our config in /var/lib/rancher/credentialprovider when it was started",
        "watch it answer: journalctl -f -t ecr-credential-provider");

    [Cause("MicroK8s starts kubelet with the arguments in that file, which is the snap's, and executes nothing of /usr/libexec.")]
    public static Message MicroK8s(string file) => new(
        "ECR433",
        "kubelet runs inside MicroK8s, and nothing of the snap was changed",
        "type: install -D -t /var/snap/microk8s/common/bin /usr/libexec/ecr-credential-provider/ecr-credential-provider* && "
            + $"cp /etc/ecr-credential-provider/config.yaml /var/snap/microk8s/common; add to {file} the two lines "
            + "--image-credential-provider-config=/var/snap/microk8s/common/config.yaml and "
            + "--image-credential-provider-bin-dir=/var/snap/microk8s/common/bin, and type: snap restart microk8s");

    [Cause("The arguments of that kubelet are settings of its snap, and it executes nothing of /usr/libexec.")]
    public static Message KubeletOfSnap(string snap) => new(
        "ECR434",
        $"kubelet is the snap {snap}, and nothing of the snap was changed",
        $"type: install -D -t /var/snap/{snap}/common/bin /usr/libexec/ecr-credential-provider/ecr-credential-provider* && "
            + $"cp /etc/ecr-credential-provider/config.yaml /var/snap/{snap}/common && snap set {snap} "
            + $"image-credential-provider-config=/var/snap/{snap}/common/config.yaml image-credential-provider-bin-dir=/var/snap/{snap}/common/bin");

    [Cause("The arguments of a kubelet in a snap are the snap's, and somebody has added the two flags. Whether that kubelet was restarted since is not looked at.")]
    public static Message SnapNamesProviders(string snap, string config) => new(
        "ECR436",
        $"kubelet is of the snap {snap}, whose arguments name the credential providers of {config}",
        "watch it answer: journalctl -f -t ecr-credential-provider");

    [Cause("systemd reads environment files in the order of the drop-ins, and of a variable that is set twice the last one counts.")]
    public static Message LaterEnvironmentFile(string file, string variable) => new(
        "ECR417",
        $"{file} sets {variable} and is read after ours, so it beats ours",
        Left + $"take {variable} out of it, or its EnvironmentFile= out of the drop-in (systemctl cat kubelet), and type: systemctl restart kubelet");

    [Cause("The drop-in was deleted, or the package is unpacked and not configured.")]
    public static Message DropInMissing(string unit) => new(
        "ECR418",
        $"{unit} has no drop-in zz-ecr-credential-provider.conf",
        "type: ecr-credential-provider node setup");

    [Cause("systemd's way to switch off a drop-in of /usr/lib is an empty file or a link to /dev/null of the same name in /etc.")]
    public static Message DropInMasked(string path) => new(
        "ECR419",
        $"{path} is empty or a link to /dev/null, and so switches our drop-in off",
        $"to switch it on: rm {path} && ecr-credential-provider node setup");

    [Cause("The file is there, and systemd has not been told to read it again.")]
    public static Message DropInNotLoaded(string path) => new(
        "ECR420",
        $"systemd has not loaded {path}",
        "type: systemctl daemon-reload && systemctl restart kubelet");

    [Cause("kubelet is not installed here as a systemd unit, or not yet.")]
    public static Message NoUnit(string unit, string loadState) => new(
        "ECR421",
        $"systemd has no {unit} to start ({(loadState.Length > 0 ? loadState : "systemctl does not answer")})",
        "kubelet is wired as soon as that is there: apt install kubelet kubeadm");

    [Cause("kubelet is stopped, failed, or waiting to be restarted. Before kubeadm init or join that is as it should be.")]
    public static Message NotRunning(string unit, string state) => new(
        "ECR422",
        $"{unit} is {state}, without a process",
        $"it is wired at its next start; see: journalctl -u {unit}; to start it: systemctl start {unit}");

    [Cause("kubelet runs since before the package was configured, or something hindered the wiring when it started, and no longer does.")]
    public static Message StartedWithout(string unit, string? journal) => new(
        "ECR423",
        $"{unit} was started without our flags ({journal ?? "the journal has no reason of ours"}), and nothing hinders them now",
        $"type: systemctl restart {unit}");

    [Cause("The settings file may say ECR_RESTART_KUBELET=no. While it is refused nobody knows, so a running kubelet is left alone.")]
    public static Message NotRestarted(string unit, Message why) => new(
        "ECR424",
        $"{unit} was not restarted, because its settings are refused: {why.Text}",
        $"{why.Remedy}; it is wired at its next start: systemctl restart {unit}");

    [Cause("The reason why the wiring is held quotes kubelet, so only root may read it.")]
    public static Message HeldForRootToRead() => new("ECR425", "the wiring may be held back", "to see whether and why: sudo ecr-credential-provider node status");

    [Cause("Whoever can write the config, or exchange it by a folder or link on the way to it, decides what root runs: env: of a provider holds any variable.")]
    public static Message ConfigOfOthers(string path, string way) => new(
        "ECR426",
        $"{path} is not used: others than root can change {way}",
        Left + $"chown root: {way} && chmod go-w {way} && systemctl restart kubelet");

    [Cause("Of drop-ins of one name systemd reads the first of /etc, /run, /usr/local/lib and /usr/lib. The one that it read is not ours, and does "
        + "not do what ours does.")]
    public static Message DropInReplaced(string path) => new(
        "ECR427",
        $"{path} stands in the place of our drop-in and does not read " + "/run/ecr-credential-provider/kubelet.env",
        $"to use ours: rm {path} && ecr-credential-provider node setup");
}
