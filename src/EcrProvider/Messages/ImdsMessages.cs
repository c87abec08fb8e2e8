namespace EcrProvider.Messages;

/// <summary>Catalog, ECR220–ECR226: the EC2 metadata service gave no credentials.</summary>
internal static class ImdsMessages
{
    private const string Settings = "/etc/default/ecr-credential-provider";

    [Cause("No other identity is set up, so the instance's role was asked for, and the metadata service did not answer. It is silent when the hop "
        + "limit is too small, and where nothing is at its address: outside of EC2.")]
    public static Message Unreachable(string registry, string service, string why) => new(
        "ECR220",
        $"no AWS credentials for {registry}: AWS_ACCESS_KEY_ID is not set, and the metadata service {service} cannot be reached ({why})",
        $"on EC2, see that IMDS is enabled and its hop limit is at least 1 (2 where kubelet runs in a container); elsewhere, set credentials in {Settings} (mode 0600)");

    [Cause("The instance has no instance profile, or one without a role.")]
    public static Message NoRole(string registry, string service) => new(
        "ECR221",
        $"no AWS credentials for {registry}: the metadata service {service} knows no IAM role of this instance",
        "attach an instance profile whose role has the managed policy AmazonEC2ContainerRegistryPullOnly");

    [Cause("The instance has a role, and EC2 could not assume it for the instance.")]
    public static Message NoKeys(string registry, string service, string role, string said) => new(
        "ECR222",
        $"no AWS credentials for {registry}: the metadata service {service} gives no keys for the role {role} ({said})",
        "see the role's trust policy: it must allow ec2.amazonaws.com to assume it");

    [Cause("The value has no scheme or host.")]
    public static Message BadEndpoint(string value) => new(
        "ECR223",
        $"AWS_EC2_METADATA_SERVICE_ENDPOINT is {SettingsMessages.Quoted(value)}, which is no URL",
        $"correct it in {Settings}, e.g. http://169.254.169.254");

    [Cause("The metadata service answers HTTP 403 when its HTTP endpoint is disabled for the instance.")]
    public static Message SwitchedOff(string registry, string service) => new(
        "ECR225",
        $"no AWS credentials for {registry}: the metadata service {service} is switched off for this instance (HTTP 403)",
        "type: aws ec2 modify-instance-metadata-options --instance-id ID --http-endpoint enabled --http-tokens required");

    [Cause("The session token that the service itself had given was refused right after. That is not how EC2's own service behaves: something in "
        + "between answers in its name.")]
    public static Message Refused(string registry, string service, string said) => new(
        "ECR226",
        $"no AWS credentials for {registry}: the metadata service {service} refuses its own session token ({said})",
        $"see what answers there: a proxy between this node and the metadata service (kiam, kube2iam), or AWS_EC2_METADATA_SERVICE_ENDPOINT in {Settings}");
}
