namespace EcrProvider.Messages;

/// <summary>Catalog, ECR3xx: the settings file.</summary>
internal static class SettingsMessages
{
    public static Message Unreadable(string path, string why) =>
        new("ECR301", $"{path} cannot be read: {why}", $"run it as root, as kubelet does, and see: ls -l {path}");

    public static Message ReadableByOthers(string path, string key) => new(
        "ECR302",
        $"{path} holds {key} and others than its owner can read it",
        $"chmod 0600 {path}");

    public static Message WritableByOthers(string path) =>
        new("ECR303", $"{path} can be changed by others than root", $"chown root: {path} && chmod go-w {path}");

    public static Message Invalid(string name, string value, string expected) => new(
        "ECR304",
        $"{name} is \"{value}\"; it has to be {expected}",
        "correct it in /etc/default/ecr-credential-provider, or in env: of the config");
}
