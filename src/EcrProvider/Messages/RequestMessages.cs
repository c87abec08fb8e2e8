namespace EcrProvider.Messages;

/// <summary>Catalog, ECR1xx: what kubelet asked could not be understood or must not be answered.</summary>
internal static class RequestMessages
{
    private const string Try =
        """try: echo '{"kind":"CredentialProviderRequest","apiVersion":"credentialprovider.kubelet.k8s.io/v1","image":"IMAGE"}' | ecr-credential-provider""";

    [Cause("All went well. The fields ECR_REGISTRY and ECR_IDENTITY of the entry say for which registry kubelet has a password, and as whom.")]
    public static Message Answered(string registry, string identity, string until, string cacheDuration) => new(
        "ECR100", $"answered for {registry} as {identity}: password valid until {until}, kubelet keeps it for {cacheDuration}", "");

    [Cause("Standard input ended without a byte. kubelet always writes a request; somebody else called the program.")]
    public static Message Empty() => new("ECR101", "standard input is empty, expected a CredentialProviderRequest", Try);

    [Cause("What came is far more than kubelet ever writes.")]
    public static Message TooLarge(int limit) =>
        new("ECR102", $"standard input is larger than {limit / 1024} KiB, which no CredentialProviderRequest is", Try);

    [Cause("What came is not a JSON object, or a field of it is of another type than kubelet's API says.")]
    public static Message NotJson(string why) => new("ECR103", $"standard input is not JSON ({why})", Try);

    [Cause("What came is JSON, and no CredentialProviderRequest.")]
    public static Message WrongKind(string kind) =>
        new("ECR104", $"the request's kind is \"{kind}\", expected \"CredentialProviderRequest\"", Try);

    [Cause("kubelet asks in the apiVersion that the provider's config names, and this program does not know it.")]
    public static Message WrongApiVersion(string apiVersion) => new(
        "ECR105",
        $"the request's apiVersion is \"{apiVersion}\"",
        "set the provider's apiVersion in /etc/ecr-credential-provider/config.yaml to credentialprovider.kubelet.k8s.io/v1 (v1beta1 and v1alpha1 are known too)");

    [Cause("The request is complete but for the image that is to be pulled.")]
    public static Message NoImage() => new("ECR106", "the request names no image", Try);

    [Cause("matchImages of the config sent a host here that is neither one of ECR's nor a registry alias. A node's password must not reach other "
        + "registries.")]
    public static Message NotEcr(string image) => new(
        "ECR107",
        $"{image} is not in an Amazon ECR registry, and this node's password is not given to other registries",
        "take the host out of matchImages in /etc/ecr-credential-provider/config.yaml, or if it is one under another name, add HOST=ECR-HOST to ECR_REGISTRY_ALIASES");

    [Cause("The config's args hold a word that is no verb. Other providers take no notice of it either, so the request was answered.")]
    public static Message UnknownWord(string word) => new(
        "ECR110", $"the argument \"{word}\" means nothing here, and was passed over", "take it out of args in /etc/ecr-credential-provider/config.yaml");

    [Cause("Standard input is closed, or is a folder.")]
    public static Message Unreadable(string why) => new("ECR111", $"standard input cannot be read ({why})", Try);

    [Cause("Something holds standard input open without writing a request, such as a script or a service manager. kubelet writes it at once and "
        + "closes it.")]
    public static Message NeverEnds(TimeSpan limit) =>
        new("ECR112", $"standard input has not ended after {limit.TotalSeconds:0} s, expected a CredentialProviderRequest", Try);

    [Cause("The program that kubelet executes is a small one, which becomes the whole one where the node has no password yet. The other file is gone: "
        + "somebody copied or deleted one of the two.")]
    public static Message NoWholeProgram(string what, string why) => new(
        "ECR113", $"{what} is not to be had ({why}), so only passwords that the node has already are given out", "apt install --reinstall ecr-credential-provider, or copy both files of /usr/libexec/ecr-credential-provider");

    // Its text may hold a line of a file, and so a secret.
    [Cause("A defect of the program.")]
    public static Message Unforeseen(Exception failure) => new(
        "ECR199",
        $"something failed that nobody foresaw ({failure.GetType().Name})",
        "please report it, with: ecr-credential-provider --version");

    [Cause("The reader of standard output was gone, or the disk behind it is full. kubelet did not get the answer and asks again.")]
    public static Message OutputClosed(string why) =>
        new("ECR109", $"the answer could not be written to standard output ({why})", "see what reads it; kubelet keeps it open");
}
