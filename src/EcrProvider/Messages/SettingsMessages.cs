namespace EcrProvider.Messages;

/// <summary>Catalog, ECR3xx: the settings file.</summary>
internal static class SettingsMessages
{
    [Cause("The file exists, and could not be read. Answering without its settings could mean another identity, so nothing is answered.")]
    public static Message Unreadable(string path, string why) =>
        new("ECR301", $"{path} cannot be read: {why}", $"it has to be a regular file, and is read by root, as whom kubelet runs; see: ls -l {path}");

    [Cause("Every user of the node could read the secret.")]
    public static Message ReadableByOthers(string path, string key) => new(
        "ECR302",
        $"{path} holds {key} and others than its owner can read it",
        $"chmod 0600 {path}");

    [Cause("Whoever can write the file decides whom the node asks for passwords, and what root runs.")]
    public static Message WritableByOthers(string path) =>
        new("ECR303", $"{path} can be changed by others than root", $"chown root: {path} && chmod go-w {path}");

    [Cause("Whoever can write to a folder or link on the way to the file can put another file in its place.")]
    public static Message Exchangeable(string path, string way) =>
        new("ECR305", $"{path} can be exchanged by others than root, because they can change {way}", $"chown root: {way} && chmod go-w {way}");

    /// <summary>A value that was not understood; what may hold a user and a password is not shown.</summary>
    public static string Quoted(string value) => value.Contains('@', StringComparison.Ordinal) ? "(hidden, for it has an @)" : $"\"{value}\"";

    [Cause("The setting has a value that has no meaning. It is not passed over: what was meant cannot be told.")]
    public static Message Invalid(string name, string value, string expected) => new(
        "ECR304",
        $"{name} is {Quoted(value)}; it has to be {expected}",
        "correct it in /etc/default/ecr-credential-provider, or in env: of the config");
}
