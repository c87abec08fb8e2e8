namespace EcrProvider.Messages;

/// <summary>Catalog, ECR1xx: what kubelet asked could not be understood or must not be answered.</summary>
internal static class RequestMessages
{
    private const string Try =
        """try: echo '{"kind":"CredentialProviderRequest","apiVersion":"credentialprovider.kubelet.k8s.io/v1","image":"IMAGE"}' | ecr-credential-provider""";

    public static Message Empty() => new("ECR101", "standard input is empty, expected a CredentialProviderRequest", Try);

    public static Message TooLarge(int limit) =>
        new("ECR102", $"standard input is larger than {limit / 1024} KiB, which no CredentialProviderRequest is", Try);

    public static Message NotJson(string why) => new("ECR103", $"standard input is not JSON ({why})", Try);

    public static Message WrongKind(string kind) =>
        new("ECR104", $"the request's kind is \"{kind}\", expected \"CredentialProviderRequest\"", Try);

    public static Message WrongApiVersion(string apiVersion) => new(
        "ECR105",
        $"the request's apiVersion is \"{apiVersion}\"",
        "set the provider's apiVersion in /etc/ecr-credential-provider/config.yaml to credentialprovider.kubelet.k8s.io/v1 (v1beta1 and v1alpha1 are known too)");

    public static Message NoImage() => new("ECR106", "the request names no image", Try);

    public static Message NotEcr(string image) => new(
        "ECR107",
        $"{image} is not in an Amazon ECR registry, and this node's password is not given to other registries",
        "take the host out of matchImages in /etc/ecr-credential-provider/config.yaml, or if it is one under another name, add HOST=ECR-HOST to ECR_REGISTRY_ALIASES");

    public static Message UnknownWord(string word) => new(
        "ECR110", $"the argument \"{word}\" means nothing here, and was passed over", "take it out of args in /etc/ecr-credential-provider/config.yaml");

    public static Message Unreadable(string why) => new("ECR111", $"standard input cannot be read ({why})", Try);

    // Its text may hold a line of a file, and so a secret.
    public static Message Unforeseen(Exception failure) => new(
        "ECR199",
        $"something failed that nobody foresaw ({failure.GetType().Name})",
        "please report it, with: ecr-credential-provider --version");

    public static Message OutputClosed(string why) =>
        new("ECR109", $"the answer could not be written to standard output ({why})", "see what reads it; kubelet keeps it open");
}
