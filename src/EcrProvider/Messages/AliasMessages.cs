namespace EcrProvider.Messages;

/// <summary>Catalog, ECR31x: a host that is to be an alias of an ECR registry.</summary>
internal static class AliasMessages
{
    private const string Settings = "/etc/default/ecr-credential-provider";

    [Cause("An entry of ECR_REGISTRY_ALIASES or a --registry-alias could not be understood, and the image's host is not in any other. It may be the "
        + "very one that is misspelt, so the request is refused and not passed over.")]
    public static Message Malformed(string image, string entry) => new(
        "ECR311",
        $"{image} is not in an Amazon ECR registry, and the registry alias \"{entry}\" is not ALIAS-HOST=ECR-HOST",
        $"correct it in ECR_REGISTRY_ALIASES of {Settings} or in --registry-alias, e.g. mirror.example.com=123456789012.dkr.ecr.us-west-2.amazonaws.com");

    /// <param name="alias">The host that kubelet asks for.</param>
    /// <param name="registry">What it is an alias of.</param>
    /// <param name="others">Who would see the password.</param>
    /// <param name="file">The hosts.toml that says so; null: there is none.</param>
    /// <param name="ownFile">The hosts.toml to write.</param>
    [Cause("containerd offers the password of a registry to every host that its hosts.toml names for it, and then to server, which is the alias "
        + "itself when it is left out. A host that is not the ECR registry would see the node's password.")]
    public static Message OtherHosts(string alias, string registry, string others, string? file, string ownFile) => new(
        "ECR312",
        $"{alias} is an alias of {registry}, and containerd would offer its password to {others} too ({file ?? "it has no hosts.toml"})",
        $"""write two lines to {ownFile}, server = "https://{registry}" and [host."https://{registry}"], and no other host; or trust all: ECR_REGISTRY_ALIASES_TRUST_FALLBACK=yes in {Settings}""");

    [Cause("hosts.toml or containerd's config.toml is broken, or is no regular file. Whom containerd would offer the password cannot be told, so "
        + "none is given.")]
    public static Message Unreadable(string file, string why) => new(
        "ECR313",
        $"{file}, which tells where containerd offers the password of a registry alias, cannot be read: {why}",
        $"correct it, or answer without it: ECR_REGISTRY_ALIASES_TRUST_FALLBACK=yes in {Settings}");
}
