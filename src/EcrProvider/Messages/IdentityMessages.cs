namespace EcrProvider.Messages;

/// <summary>Catalog, ECR224, ECR227 and ECR25x: keys of the environment, token files, container credentials.</summary>
internal static class IdentityMessages
{
    private const string Settings = "/etc/default/ecr-credential-provider";

    [Cause("An access key without its secret can sign nothing. Whether another identity was meant cannot be told, so none is tried.")]
    public static Message HalfOfAKey(string registry, string accessKey) => new(
        "ECR224",
        $"no AWS credentials for {registry}: AWS_ACCESS_KEY_ID is {accessKey}, and AWS_SECRET_ACCESS_KEY is not set",
        $"set both in {Settings} (mode 0600), or neither");

    [Cause("The file with the token is missing, is not readable for root, or is no regular file.")]
    public static Message TokenFileUnreadable(string variable, string path, string why) => new(
        "ECR227", $"{variable} names {path}, which cannot be read: {why}", $"correct it in {Settings}: ls -l {path}");

    [Cause("Credentials by plain http to another machine could be read on the way.")]
    public static Message ContainerEndpointNotAllowed(string uri) => new(
        "ECR250",
        $"AWS_CONTAINER_CREDENTIALS_FULL_URI is \"{uri}\", and credentials are asked for by http only on this machine",
        "use https, or http on a loopback address, 169.254.170.2, 169.254.170.23 or [fd00:ec2::23]");

    [Cause("The endpoint that AWS_CONTAINER_CREDENTIALS_FULL_URI or …_RELATIVE_URI names does not answer, or refuses the authorization token.")]
    public static Message ContainerUnreachable(string registry, string endpoint, string why) => new(
        "ECR251",
        $"no AWS credentials for {registry}: the container credential endpoint {endpoint} gives none ({why})",
        "see the ECS agent or the eks-pod-identity-agent on this node, or take AWS_CONTAINER_CREDENTIALS_* away to use another identity");

    [Cause("The endpoint answered, and its answer holds no credentials: the task has no role, or the pod has no association.")]
    public static Message ContainerGivesNoKeys(string registry, string endpoint, string said) => new(
        "ECR252",
        $"no AWS credentials for {registry}: the answer of the container credential endpoint {endpoint} is of no use ({said})",
        "see the task's role, or the Pod Identity association");
}
