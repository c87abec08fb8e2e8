using System.Text;
using EcrProvider.Host;
using EcrProvider.Messages;

namespace EcrProvider.Settings;

/// <summary>
/// What the admin told us: the process environment first, then <c>/etc/default/ecr-credential-provider</c>, because kubelet's
/// environment is bare (no HOME, nothing of /etc/environment). Read anew at every exec.
/// </summary>
internal sealed class ProviderSettings
{
    public const string Path = "/etc/default/ecr-credential-provider";

    private const int Limit = 64 * 1024;

    private static readonly string[] SecretKeys = ["AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_CONTAINER_AUTHORIZATION_TOKEN"];
    private static readonly string[] ProxyKeys = ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"];

    private readonly Dictionary<string, string> values;

    private readonly HashSet<string> ofTheFile = new(StringComparer.Ordinal);

    private ProviderSettings(Dictionary<string, string> values) => this.values = values;

    /// <summary>The value of a setting, or null when it is unset or empty.</summary>
    public string? this[string name] => values.TryGetValue(name, out string? value) && value.Length > 0 ? value : null;

    /// <summary>Where a setting that is set was set, in words.</summary>
    public string SourceOf(string name) => ofTheFile.Contains(name) ? Path : "environment";

    /// <summary>The process environment with the file's settings in it: what a program that the admin names is started with.</summary>
    public IReadOnlyDictionary<string, string> Environment => values;

    /// <summary>Reads the file, checks that nobody else could have written it, and exports it to libraries.</summary>
    /// <exception cref="ProviderException">ECR301–ECR303, ECR305.</exception>
    public static ProviderSettings Load(HostContext host)
    {
        ProviderSettings settings = Read(host);
        foreach ((string key, string value) in settings.values)
        {
            if (host.Variable(key) is null)
            {
                host.Export(key, value);
            }
        }

        return settings;
    }

    /// <summary>As <see cref="Load"/>, without exporting: a program that is started gets none of its secrets.</summary>
    /// <exception cref="ProviderException">ECR301–ECR303, ECR305.</exception>
    public static ProviderSettings Read(HostContext host)
    {
        var read = new ProviderSettings(new Dictionary<string, string>(host.Environment, StringComparer.Ordinal));
        FileContent file = host.Files.Read(Path, Limit);
        if (file.Problem is not null)
        {
            throw new ProviderException(SettingsMessages.Unreadable(Path, file.Problem));
        }

        if (file.Bytes is null)
        {
            return read;
        }

        if (!file.OwnerIsTrusted || (file.Mode & (UnixFileMode.GroupWrite | UnixFileMode.OtherWrite)) != 0)
        {
            throw new ProviderException(SettingsMessages.WritableByOthers(Path));
        }

        if (host.Files.Exchangeable(Path) is { } way)
        {
            throw new ProviderException(SettingsMessages.Exchangeable(Path, way));
        }

        foreach ((string key, string value, _) in EnvironmentFile.Parse(Encoding.UTF8.GetString(file.Bytes)))
        {
            if ((file.Mode & UnixFileMode.OtherRead) != 0 && IsSecret(key, value))
            {
                throw new ProviderException(SettingsMessages.ReadableByOthers(Path, key));
            }

            if (host.Variable(key) is null && value.Length > 0)
            {
                read.values[key] = value;
                read.ofTheFile.Add(key);
            }
        }

        return read;
    }

    // A URL may hold a password; a proxy's is one without a scheme too.
    private static bool IsSecret(string key, string value) =>
        (value.Length > 0 && SecretKeys.Contains(key, StringComparer.Ordinal))
        || (value.Contains('@', StringComparison.Ordinal)
            && (value.Contains("://", StringComparison.Ordinal) || ProxyKeys.Contains(key, StringComparer.Ordinal)));
}
