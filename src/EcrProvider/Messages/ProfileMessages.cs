namespace EcrProvider.Messages;

/// <summary>Catalog, ECR23x and ECR24x: profiles of the shared config and credentials files, and what they start.</summary>
internal static class ProfileMessages
{
    [Cause("AWS_PROFILE, ECR_IDENTITIES or source_profile names a profile that no file has. In the config file its section is called [profile NAME], "
        + "in the credentials file [NAME].")]
    public static Message NoSuchProfile(string registry, string profile, string files) => new(
        "ECR230",
        $"no AWS credentials for {registry}: there is no profile \"{profile}\" ({files})",
        "kubelet has no HOME: set AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE in /etc/default/ecr-credential-provider");

    [Cause("The file is not readable for root, is no regular file, or is too large.")]
    public static Message Unreadable(string path, string why) => new("ECR231", $"{path} cannot be read: {why}", $"ls -l {path}");

    [Cause("Root runs what credential_process says. A file that others can write would let them run anything as root.")]
    public static Message WritableByOthers(string path) =>
        new("ECR232", $"{path} can be changed by others than root, who would run its credential_process", $"chown root: {path} && chmod go-w {path}");

    [Cause("Root runs what credential_process says. Who can change a folder or link on the way to the file can put another file in its place.")]
    public static Message Exchangeable(string path, string way) => new(
        "ECR236",
        $"{path} can be exchanged by others than root, who would run its credential_process, because they can change {way}",
        $"chown root: {way} && chmod go-w {way}");

    // Never the line itself: it may hold a secret.
    [Cause("The file is not in the format of AWS's shared config files, or not as the AWS SDK reads it: behind [section] it takes no comment. The line itself "
        + "is not shown: it may hold a secret.")]
    public static Message Malformed(string path, int line) => new(
        "ECR235", $"{path}, line {line}, is neither [section] nor key = value of one", "correct that line; see: https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html");

    [Cause("The AWS SDK reads the profile that AWS_PROFILE names, or else default, and gives up on a region that cannot be a part of a host's name. "
        + "To it a comment behind the value belongs to the value.")]
    public static Message RegionIsNone(string path, int line) => new(
        "ECR237", $"{path}, line {line}, names a region that the AWS SDK cannot use", "write nothing but the region's name, e.g. region = us-west-2, and a comment on a line of its own");

    [Cause("The AWS SDK reads the profile that AWS_PROFILE names, or else default, whichever credentials are used, and gives up on a session that is in no file. "
        + "No node signs in by one.")]
    public static Message NoSuchSession(string path, int line) => new(
        "ECR238", $"{path}, line {line}, names an sso_session that no [sso-session] section is of", "delete that line, or add its [sso-session] section to the config file");

    [Cause("The profile exists, and nothing in it says who the node is.")]
    public static Message NoIdentity(string registry, string profile, string why) => new(
        "ECR233",
        $"no AWS credentials for {registry}: the profile \"{profile}\" gives none ({why})",
        "add to it: role_arn with source_profile, or credential_process, or keys");

    [Cause("IAM Identity Center and one-time passwords need somebody who signs in.")]
    public static Message NeedsAPerson(string registry, string profile, string what) => new(
        "ECR234",
        $"no AWS credentials for {registry}: the profile \"{profile}\" asks for {what}, and no person sits at a node",
        "use a role of the instance, or credential_process (IAM Roles Anywhere: aws_signing_helper)");

    [Cause("The program that credential_process names could not be started (127), or ended with an error; the last line that it wrote to standard "
        + "error is in brackets.")]
    public static Message ProcessFailed(string registry, string profile, int exitCode, string said) => new(
        "ECR240",
        $"no AWS credentials for {registry}: credential_process of the profile \"{profile}\" failed with exit code {exitCode} ({said})",
        "type the command yourself as root; its environment is that of kubelet, without HOME");

    [Cause("The program waited for something: a network, a terminal, a lock. It was killed with all its children, so that kubelet gets an answer in "
        + "time.")]
    public static Message ProcessHangs(string registry, string profile, TimeSpan limit) => new(
        "ECR241",
        $"no AWS credentials for {registry}: credential_process of the profile \"{profile}\" did not end within {limit.TotalSeconds:0.#} s and was killed",
        "type the command yourself as root, and see what it waits for");

    [Cause("The program ended well, and what it printed is not what AWS's tools agree on.")]
    public static Message ProcessPrintsNoKeys(string registry, string profile, string problem) => new(
        "ECR242",
        $"no AWS credentials for {registry}: what credential_process of the profile \"{profile}\" printed is of no use ({problem})",
        "it has to print {\"Version\":1,\"AccessKeyId\":…,\"SecretAccessKey\":…,\"SessionToken\":…}");
}
