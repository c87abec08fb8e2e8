namespace EcrProvider.Messages;

/// <summary>Catalog, ECR55x: passwords for other programs than kubelet.</summary>
internal static class EverydayMessages
{
    [Cause("The password of a registry that is not ECR's was asked for by hand. Only the host counts, which is what stands before the first slash."
        + " This node's password is given to no other host.")]
    public static Message NotEcr(string image) => new(
        "ECR550",
        $"{image} is not in an Amazon ECR registry",
        "name an image or a registry, e.g. 123456789012.dkr.ecr.us-west-2.amazonaws.com/app; a registry's other name has to be in ECR_REGISTRY_ALIASES");

    [Cause("A password of ECR is made in a region and is valid for that region's registries. None was named. Neither a profile's region nor that of the"
        + " instance is looked at.")]
    public static Message NoRegion() => new(
        "ECR551",
        "there is no region: neither --region nor AWS_REGION nor AWS_DEFAULT_REGION is given",
        "type: ecr-credential-provider get-login-password --region us-west-2");

    [Cause("What was given as the region does not have the shape of one, and would become part of the name of the host that is asked.")]
    public static Message NotARegion(string region) => new(
        "ECR552",
        $"\"{region}\" is not an AWS region",
        "it looks like this: --region us-west-2");
}
