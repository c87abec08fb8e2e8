namespace EcrProvider.Messages;

/// <summary>Catalog, ECR2xx: AWS was asked for a password and gave none.</summary>
internal static class AwsMessages
{
    private const string Settings = "/etc/default/ecr-credential-provider";

    public static Message NoCredentials(string registry) => new(
        "ECR201",
        $"no AWS credentials for {registry}: no keys, web identity, profile or container credentials are set, and AWS_EC2_METADATA_DISABLED is true",
        $"set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in {Settings} (mode 0600), or another identity named there");

    public static Message AccessDenied(string registry, string identity, string said) => new(
        "ECR202",
        $"AWS denies ecr:GetAuthorizationToken for {registry} to {identity} ({said})",
        "attach the managed policy AmazonEC2ContainerRegistryPullOnly to that identity");

    public static Message AccessDeniedPublic(string registry, string identity, string said) => new(
        "ECR213",
        $"AWS denies ecr-public:GetAuthorizationToken to {identity} ({said}), so {registry} is pulled from anonymously",
        "to lift the limits of anonymous pulls, allow ecr-public:GetAuthorizationToken and sts:GetServiceBearerToken");

    public static Message WrongSecret(string registry, string identity, string said) => new(
        "ECR203",
        $"AWS does not accept the signature of {identity} for {registry} ({said})",
        $"AWS_SECRET_ACCESS_KEY does not belong to AWS_ACCESS_KEY_ID: correct it in {Settings}");

    public static Message UnknownKey(string registry, string identity, string said) => new(
        "ECR204",
        $"AWS does not know {identity}, asked for {registry} ({said})",
        "the access key is deleted, inactive, or of another partition, or its session token is missing: issue a new one");

    public static Message Expired(string registry, string identity, string said) => new(
        "ECR205",
        $"the session token of {identity} for {registry} has expired ({said})",
        $"renew AWS_SESSION_TOKEN in {Settings}, or use credentials that renew themselves");

    public static Message Throttled(string registry, string action, string said) => new(
        "ECR206",
        $"AWS throttles {action} for {registry} ({said})",
        "kubelet asks again by itself; if it lasts, raise the account's quota of that action in this region");

    public static Message ClockSkew(string registry, string said) => new(
        "ECR207",
        $"AWS refuses the request for {registry} because of this node's clock ({said})",
        "correct the clock: timedatectl status");

    public static Message Refused(string registry, string identity, string said) => new(
        "ECR208",
        $"ecr:GetAuthorizationToken for {registry} failed as {identity} ({said})",
        "kubelet asks again by itself; the code in brackets is AWS's own");

    public static Message Unreachable(string registry, string endpoint, string why) => new(
        "ECR209",
        $"{endpoint} cannot be reached for {registry} ({why})",
        "open the way to it (security group, VPC endpoint com.amazonaws.REGION.ecr.api), or set HTTPS_PROXY in " + Settings);

    public static Message NoAnswerInTime(string registry, string endpoint, TimeSpan deadline, string? last) => new(
        "ECR210",
        $"{endpoint} gave no answer for {registry} within {deadline.TotalSeconds:0} s{(last is null ? "" : $" (last: {last})")}",
        "open the way to it (security group, VPC endpoint com.amazonaws.REGION.ecr.api), or set HTTPS_PROXY in " + Settings);

    public static Message StrangeAnswer(string registry, string what) => new(
        "ECR211",
        $"the answer of ecr:GetAuthorizationToken for {registry} {what}",
        "see what answers there: AWS_ENDPOINT_URL_ECR, HTTPS_PROXY and this node's DNS");

    public static Message ExpiredToken(string registry, DateTimeOffset expiresAt) => new(
        "ECR212",
        $"the password that AWS gave for {registry} expired at {expiresAt:yyyy-MM-ddTHH:mm:ssZ}",
        "correct this node's clock: timedatectl status");
}
