namespace EcrProvider.Messages;

/// <summary>Catalog, ECR2xx: AWS was asked for a password and gave none.</summary>
internal static class AwsMessages
{
    private const string Settings = "/etc/default/ecr-credential-provider";

    [Cause("Nothing says who the node is to AWS, and the instance's metadata service is switched off by AWS_EC2_METADATA_DISABLED. kubelet has no "
        + "HOME: ~/.aws is not looked at.")]
    public static Message NoCredentials(string registry) => new(
        "ECR201",
        $"no AWS credentials for {registry}: no keys, web identity, profile or container credentials are set, and AWS_EC2_METADATA_DISABLED is true",
        $"set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in {Settings} (mode 0600), or another identity named there");

    [Cause("The identity is known to AWS, and no policy allows it ecr:GetAuthorizationToken, or one denies it: its own, a permissions boundary, a "
        + "service control policy, or the policy of a VPC endpoint.")]
    public static Message AccessDenied(string registry, string identity, string said) => new(
        "ECR202",
        $"AWS denies ecr:GetAuthorizationToken for {registry} to {identity} ({said})",
        "attach the managed policy AmazonEC2ContainerRegistryPullOnly to that identity");

    [Cause("Passwords of ECR Public need two permissions that the policies for private registries do not have. The pull goes on without a password, "
        + "within the limits of anonymous pulls.")]
    public static Message AccessDeniedPublic(string registry, string identity, string said) => new(
        "ECR213",
        $"AWS denies ecr-public:GetAuthorizationToken to {identity} ({said}), so {registry} is pulled from anonymously",
        "to lift the limits of anonymous pulls, allow ecr-public:GetAuthorizationToken and sts:GetServiceBearerToken");

    [Cause("The request was signed with another secret than the one of its access key: a typing mistake, a rotated key of which only one half was "
        + "replaced, or quotes that became part of the value. Or something on the way changed the request.")]
    public static Message WrongSecret(string registry, string identity, string said) => new(
        "ECR203",
        $"AWS does not accept the signature of {identity} for {registry} ({said})",
        $"AWS_SECRET_ACCESS_KEY does not belong to AWS_ACCESS_KEY_ID: correct it in {Settings}");

    [Cause("AWS has no such access key, or it is switched off, or temporary credentials were used without their session token, or keys of one "
        + "partition were used in another.")]
    public static Message UnknownKey(string registry, string identity, string said) => new(
        "ECR204",
        $"AWS does not know {identity}, asked for {registry} ({said})",
        "the access key is deleted, inactive, or of another partition, or its session token is missing: issue a new one");

    [Cause("Temporary credentials ended before they were renewed. Credentials in a file or in the environment are never renewed by this program.")]
    public static Message Expired(string registry, string identity, string said) => new(
        "ECR205",
        $"the session token of {identity} for {registry} has expired ({said})",
        $"renew AWS_SESSION_TOKEN in {Settings}, or use credentials that renew themselves");

    [Cause("More requests of this kind came in a second than the account may make in the region, for instance when many nodes start at once. The "
        + "request was repeated until the deadline came near.")]
    public static Message Throttled(string registry, string action, string said) => new(
        "ECR206",
        $"AWS throttles {action} for {registry} ({said})",
        "kubelet asks again by itself; if it lasts, raise the account's quota of that action in this region");

    [Cause("AWS refuses signatures that are more than five minutes off. The clock was corrected once by the server's Date header, and that did not "
        + "help.")]
    public static Message ClockSkew(string registry, string said) => new(
        "ECR207",
        $"AWS refuses the request for {registry} because of this node's clock ({said})",
        "correct the clock: timedatectl status");

    [Cause("AWS answered with an error that has no line of its own here. It was repeated if it looked as if it would pass (5xx).")]
    public static Message Refused(string registry, string identity, string said) => new(
        "ECR208",
        $"ecr:GetAuthorizationToken for {registry} failed as {identity} ({said})",
        "kubelet asks again by itself; the code in brackets is AWS's own");

    [Cause("No connection, or it broke: a security group, a network ACL, a route, a firewall, no VPC endpoint, or a server that is down. It was "
        + "tried again until that could not help any more.")]
    public static Message Unreachable(string registry, string endpoint, string why) => new(
        "ECR209",
        $"{endpoint} cannot be reached for {registry} ({why})",
        "open the way to it (security group, VPC endpoint com.amazonaws.REGION.ecr.api), or set HTTPS_PROXY in " + Settings);

    [Cause("The time for one answer (ECR_DEADLINE) was over. Most often packets are dropped on the way (security group, missing VPC endpoint, "
        + "firewall), or a proxy accepts connections and never answers.")]
    public static Message NoAnswerInTime(string registry, string endpoint, TimeSpan deadline, string? last) => new(
        "ECR210",
        $"{endpoint} gave no answer for {registry} within {deadline.TotalSeconds:0} s{(last is null ? "" : $" (last: {last})")}",
        "open the way to it (security group, VPC endpoint com.amazonaws.REGION.ecr.api), or set HTTPS_PROXY in " + Settings);

    [Cause("Something other than ECR answered, such as a captive portal, a proxy, or a server that AWS_ENDPOINT_URL_ECR names; or ECR answered what "
        + "its API does not promise.")]
    public static Message StrangeAnswer(string registry, string what) => new(
        "ECR211",
        $"the answer of ecr:GetAuthorizationToken for {registry} {what}",
        "see what answers there: AWS_ENDPOINT_URL_ECR, HTTPS_PROXY and this node's DNS");

    [Cause("The password that came was at its end already, by the clock of this node. An expired password is never given to kubelet, which would "
        + "keep it for hours.")]
    public static Message ExpiredToken(string registry, DateTimeOffset expiresAt) => new(
        "ECR212",
        $"the password that AWS gave for {registry} expired at {expiresAt:yyyy-MM-ddTHH:mm:ssZ}",
        "correct this node's clock: timedatectl status");
}
