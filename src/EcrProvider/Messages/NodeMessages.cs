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

    public static Message OthersFlags(string flag, string variable) => new(
        "ECR405",
        $"{variable} already has {flag}",
        Left + "to use ours, take both --image-credential-provider flags out of kubelet's own files and type: systemctl restart kubelet");

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
}
