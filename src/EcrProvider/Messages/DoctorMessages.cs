namespace EcrProvider.Messages;

/// <summary>Catalog, ECR60x–ECR65x: what only doctor looks at.</summary>
internal static class DoctorMessages
{
    private const string Settings = "/etc/default/ecr-credential-provider";
    private const string Config = "/etc/ecr-credential-provider/config.yaml";

    [Cause("dpkg --verify finds files of the package missing or with other content: an image that was cut down, a file that somebody edited or replaced.")]
    public static Message FilesChanged(string files, string command) => new(
        "ECR601", $"the package's files are not as they were shipped: {files}", $"type: {command}");

    [Cause("A program of the same name, often one that was installed by hand, is found first by a shell. kubelet executes the one in its bin-dir whatever PATH says.")]
    public static Message AnotherFirstInPath(string path, string ours) => new(
        "ECR602", $"{path} comes before ours in PATH", $"type {ours} instead, or move the other away: mv {path} {path}.old");

    [Cause("A key in the settings file is none that the program or the AWS SDK reads: mostly a typo.")]
    public static Message UnknownSettings(string keys, string command) => new(
        "ECR603", $"{Settings} holds what nothing reads: {keys}", $"every setting is in the manual page ecr-credential-provider(5); type: {command}");

    [Cause("doctor judges by the settings of the plugin, and these are root's alone. What it can see without them it has looked at.")]
    public static Message NotRoot() => new(
        "ECR604", $"only root may read {Settings}, so registries and images are not looked at", "type: sudo ecr-credential-provider doctor");

    [Cause("kubelet reads its credential provider config once, at its start. What would be written for it now is not what it has loaded.")]
    public static Message ConfigChanged(string unit) => new(
        "ECR605", $"{Config} or a file of kubelet's was changed after kubelet's start, and kubelet reads it at its start alone", $"type: systemctl restart {unit}");

    [Cause("Two providers have matchImages for the same hosts. kubelet asks both and tries each password, so a wrong one of the other costs a failed attempt.")]
    public static Message OtherProvider(string name, string hosts) => new(
        "ECR606", $"the provider \"{name}\" is asked for the same images ({hosts}), and kubelet tries its password as well", $"unless both are meant, take those out of matchImages of \"{name}\" and type: systemctl restart kubelet");

    [Cause("The pause image is pulled by containerd and not by kubelet, so no credential provider is asked for it, and a private ECR registry refuses.")]
    public static Message PauseImage(string image, string file) => new(
        "ECR607", $"{file} names {image} as the pause image, and containerd pulls it itself, without any credential provider", $"set it to one that needs no password, e.g. registry.k8s.io/pause:3.10, in {file} and type: systemctl restart containerd");

    [Cause("kubelet wrote this about its credential providers in this boot, and no password was answered since.")]
    public static Message LoggedLast(string line) => new(
        "ECR608", $"kubelet logged of its credential providers: {line}", "see: journalctl -t ecr-credential-provider -n 5; after it is mended, a successful pull takes this line away");

    [Cause("kubelet asks a provider only for images that an entry of its matchImages matches: as many parts between dots, the same port.")]
    public static Message NoEntry(string image) => new(
        "ECR620", $"no entry of matchImages leads {image} to us, so kubelet never asks us for it", $"add its host to matchImages in {Config} and type: systemctl restart kubelet");

    [Cause("Without an image, doctor examines the registries that config.yaml names without a wildcard, or else the one of the instance.")]
    public static Message NothingToExamine() => new(
        "ECR621", "no image was given, and neither the config nor the metadata service names a private registry", "type: ecr-credential-provider doctor IMAGE");

    [Cause("containerd offers the password of a registry to every host that its hosts.toml names for it.")]
    public static Message OthersAreOffered(string registry, string others, string file) => new(
        "ECR622", $"containerd offers the password of {registry} to {others} too ({file})", $"take every host but https://{registry} out of {file}");

    [Cause("The Date that the API sent is more than five minutes from this node's clock. AWS refuses signatures of another time, and the life of a password is reckoned wrongly.")]
    public static Message ClockWrong(TimeSpan difference, string endpoint) => new(
        "ECR623", $"this node's clock is {difference.Duration().TotalSeconds:0} s {(difference > TimeSpan.Zero ? "behind" : "ahead of")} that of {endpoint}; AWS allows 300 s", "type: timedatectl set-ntp true; and see: timedatectl status");

    [Cause("AWS gave a password, and the registry answered 401 or 403 to it.")]
    public static Message PasswordRefused(string registry, string said) => new(
        "ECR640", $"{registry} does not accept the password that AWS gave ({said})", "see whether a policy of the registry or of the VPC endpoint com.amazonaws.REGION.ecr.dkr denies it");

    [Cause("The registry answered NAME_UNKNOWN: the account or region in the image's host, or the repository's name, is another one than was meant.")]
    public static Message NoRepository(string repository, string registry, string said) => new(
        "ECR641", $"{registry} has no repository {repository} ({said})", $"correct the image's name or account, or type: aws ecr create-repository --repository-name {repository}");

    [Cause("The registry knows the repository and not the tag or digest, or a life-cycle policy has deleted it.")]
    public static Message NoTag(string repository, string reference, string said) => new(
        "ECR642", $"the repository {repository} has no image {reference} ({said})", $"correct the tag, or push it; see: aws ecr list-images --repository-name {repository}");

    [Cause("ecr:GetAuthorizationToken is allowed and the actions of a pull are not: to the identity, or in the policy of a repository of another account.")]
    public static Message PullDenied(string repository, string said, string statement) => new(
        "ECR643", $"the password is accepted, and pulling from {repository} is denied ({said})", $"allow it to the identity, and for another account in the repository's policy too: {statement}");

    [Cause("Something answered at the registry's address that is no registry: a proxy, a VPC endpoint of something else, a captive portal.")]
    public static Message RegistryTrouble(string registry, string said) => new(
        "ECR644", $"{registry} answers otherwise than a registry does ({said})", "see what answers there: this node's DNS, HTTPS_PROXY, the VPC endpoint com.amazonaws.REGION.ecr.dkr");
}
