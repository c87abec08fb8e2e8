namespace EcrProvider.Messages;

/// <summary>Catalog, ECR50x: the node's token cache.</summary>
internal static class CacheMessages
{
    private const string Folder = "/run/ecr-credential-provider";

    [Cause("The node's password is past half of its life, or older than this kubelet, and no new one was to be had; pulls go on with it until it "
        + "ends, and every few minutes a new one is asked for. What hinders it stands in the brackets, with an identifier of its own.")]
    public static Message FellBack(string registry, Message why, DateTimeOffset until) => new(
        "ECR501",
        $"no new password for {registry} ({why.Id} {why.Text}), so the one of before is answered, valid until {until:yyyy-MM-ddTHH:mm:ssZ}",
        why.Remedy);

    [Cause("The node's passwords are root's alone.")]
    public static Message NotRoot(string command) => new("ECR502", $"{command} is about the node's passwords", $"type: sudo {command}");

    [Cause("Passwords are kept only in a folder that root alone can enter and nobody else can replace. This one is another's, a link, or open to "
        + "others, so nothing is read from it or written to it, and every pull asks ECR.")]
    public static Message FolderNotUsed(string why) => new(
        "ECR503",
        $"no passwords are kept: {why}",
        $"what is there is nobody's but ours to have, and is made anew: chown root: {Folder} && chmod go-w {Folder} && rm -rf {Folder}/tokens");

    [Cause("The file could not be deleted, for instance because /run is mounted read-only.")]
    public static Message NotDeleted(string path, string why) => new("ECR504", $"{path} cannot be deleted: {why}", "free the way and type it again: ecr-credential-provider cache clear");

    [Cause("ECR was asked, and gave a password, and that was not kept: /run is full or read-only, ECR_TOKEN_CACHE is off, or the identity is one "
        + "whose passwords are never kept (AWS_CONTAINER_AUTHORIZATION_TOKEN).")]
    public static Message NotKept(string registry) => new(
        "ECR505", $"the new password for {registry} was not kept", "see: ecr-credential-provider cache show, and df /run");

    [Cause("kubelet has an environment of its own: Environment= of its unit, env: of the CredentialProviderConfig. The password was asked for with "
        + "that, and this command does not have it, so it would ask as somebody else.")]
    public static Message OfOtherSettings(string registry, string identity) => new(
        "ECR506",
        $"the password for {registry} was given to {identity} by other settings than those of this command, and stays",
        "give this command kubelet's variables, or let the next pull ask anew: ecr-credential-provider cache clear");
}
