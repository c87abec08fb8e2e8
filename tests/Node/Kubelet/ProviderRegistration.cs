using System.Runtime.InteropServices;

namespace Node.Kubelet;

/// <summary>Kubelet's RegisterCredentialProviderPlugins: all that must hold before kubelet starts.</summary>
internal static partial class ProviderRegistration
{
    private const int Execute = 1;

    /// <exception cref="RefusedException">Kubelet would exit; the message is its reason.</exception>
    public static IReadOnlyList<CredentialProvider> Register(string config, string binDir, KubeletVersion version, bool? tokenGate)
    {
        if (!Path.Exists(binDir)) throw new RefusedException($"plugin binary directory {binDir} did not exist");
        if (config.Length > 0 && !Path.Exists(config)) throw new RefusedException($"unable to access path \"{config}\": stat {config}: no such file or directory");
        var providers = new CredentialProviderConfig(version).Load(config);
        ConfigRules.Check(providers, tokenGate ?? version.TokenGateDefault);
        foreach (var provider in providers) RequireExecutable(Path.Join(binDir, provider.Name));
        return providers;
    }

    // Go's exec.LookPath: no directory, and access(2) must allow to execute it, which on a noexec mount it does not, not even for root.
    private static void RequireExecutable(string binary)
    {
        if (Directory.Exists(binary)) throw new RefusedException($"error inspecting binary executable : exec: \"{binary}\": is a directory");
        if (!File.Exists(binary)) throw new RefusedException($"plugin binary executable {binary} did not exist");
        if (Access(binary, Execute) != 0) throw new RefusedException($"error inspecting binary executable : exec: \"{binary}\": permission denied");
    }

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [LibraryImport("libc", EntryPoint = "access", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Access(string path, int mode);
}
