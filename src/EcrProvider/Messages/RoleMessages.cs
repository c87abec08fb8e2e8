namespace EcrProvider.Messages;

/// <summary>Catalog, ECR26x and ECR27x: roles, and service accounts that have one.</summary>
internal static class RoleMessages
{
    private const string Settings = "/etc/default/ecr-credential-provider";

    [Cause("To assume a role, the caller's policies must allow sts:AssumeRole on it, and the role's trust policy must allow the caller.")]
    public static Message Denied(string registry, string role, string identity, string said) => new(
        "ECR260",
        $"AWS denies {role} to {identity}, asked for {registry} ({said})",
        "allow sts:AssumeRole on that role to the identity, and the identity in the role's trust policy (with a web identity: sts:AssumeRoleWithWebIdentity)");

    [Cause("IAM checks a web identity token by the OIDC provider of its issuer: it is unknown to the account, has another audience, or the token has "
        + "expired.")]
    public static Message TokenRejected(string registry, string role, string said) => new(
        "ECR261",
        $"AWS does not accept the web identity token for {role}, asked for {registry} ({said})",
        "see the token's issuer and audience: IAM needs an OIDC provider for that issuer, and its audience must be the token's (sts.amazonaws.com)");

    [Cause("Something other than STS answered: a proxy, a captive portal, or a server that AWS_ENDPOINT_URL_STS names.")]
    public static Message NoCredentials(string registry, string role, string endpoint) => new(
        "ECR262",
        $"the answer of {endpoint} for {role} holds no credentials, asked for {registry}",
        "see what answers there: AWS_ENDPOINT_URL_STS, HTTPS_PROXY and this node's DNS");

    [Cause("STS answered with an error that has no line of its own here.")]
    public static Message Refused(string registry, string role, string identity, string said) => new(
        "ECR263",
        $"{role} could not be assumed by {identity}, asked for {registry} ({said})",
        "kubelet asks again by itself; the code in brackets is AWS's own");

    [Cause("STS of regions that are not on by default has to be activated for an account.")]
    public static Message RegionDisabled(string registry, string endpoint, string said) => new(
        "ECR264",
        $"{endpoint} is not active for the account, asked for {registry} ({said})",
        $"activate STS of that region (IAM, Account settings), or set AWS_REGION in {Settings} to an active one");

    [Cause("role_arn, AWS_ROLE_ARN, ECR_IDENTITIES or the service account's annotation holds something else.")]
    public static Message NotARole(string arn) => new(
        "ECR265", $"\"{arn}\" is not the ARN of a role", "it looks like this: arn:aws:iam::123456789012:role/NAME");

    [Cause("kubelet's config says that pods pull as their service account (tokenAttributes), and neither the service account nor AWS_ECR_ROLE_ARN "
        + "names a role. Falling back to the node's identity unasked would let every pod pull what the node may.")]
    public static Message NoRoleForServiceAccount(string registry, string account) => new(
        "ECR270",
        $"the service account {account} has no role for {registry}, and the node's identity is not given to pods",
        $"annotate it: eks.amazonaws.com/ecr-role-arn=arn:aws:iam::ACCOUNT:role/NAME; or allow the node's: ECR_SERVICE_ACCOUNT_FALLBACK=node in {Settings}");

    [Cause("Roles and STS of one partition (aws, aws-cn, aws-us-gov, …) mean nothing in another.")]
    public static Message AnotherPartition(string registry, string partition, string region) => new(
        "ECR271",
        $"the role is of the partition \"{partition}\", and {registry} is asked for in {region}, which is of another one",
        $"use a role of the registry's partition, or set AWS_REGION in {Settings}");
}
