namespace EcrProvider.Kubelet;

/// <summary>Where our parts of a node are. Old loaded units name some of them: they never change.</summary>
internal static class NodePaths
{
    /// <summary>The unit of a kubelet that is a process of its own.</summary>
    public const string KubeletUnit = "kubelet.service";

    public const string Config = "/etc/ecr-credential-provider/config.yaml";
    public const string BinFolder = "/usr/libexec/ecr-credential-provider";
    public const string RuntimeFolder = "/run/ecr-credential-provider";
    public const string ComposedConfig = RuntimeFolder + "/config.json";
    public const string ComposedEnvironment = RuntimeFolder + "/kubelet.env";
    public const string ComposedBinFolder = RuntimeFolder + "/bin";
    public const string Refused = RuntimeFolder + "/refused";
    public const string Starts = RuntimeFolder + "/starts";
    public const string Ended = RuntimeFolder + "/ended";
    public const string Mended = RuntimeFolder + "/mended";
    public const string Held = "/var/lib/ecr-credential-provider/held";
    public const string MendTimer = "ecr-credential-provider-mend.timer";
    public const string DropInName = "zz-ecr-credential-provider.conf";

    public const string ProviderProgram = BinFolder + "/ecr-credential-provider";

    /// <summary>What the package has beside it, and its links lead to: docs/architecture.md, Two programs.</summary>
    public const string WholeProgram = ProviderProgram + "-full";

    public const string ConfigFlag = "--image-credential-provider-config";
    public const string BinFolderFlag = "--image-credential-provider-bin-dir";

    public static string DropIn(string unit) => $"/usr/lib/systemd/system/{unit}.d/{DropInName}";

    /// <summary>A link to /dev/null here takes the drop-in out until the next boot: /run goes before /usr/lib.</summary>
    public static string Mask(string unit) => $"/run/systemd/system/{unit}.d/{DropInName}";
}
