using System.Text;
using EcrProvider.Host;
using EcrProvider.Messages;
using EcrProvider.Settings;

namespace EcrProvider.Aws.Identity;

/// <summary>
/// The shared config and credentials files (docs.aws.amazon.com/sdkref, "Shared config and credentials files"). Read here and not by the SDK,
/// because root runs what credential_process says: the files must not be others' to write, and what is wrong in them is said with its name.
/// </summary>
internal static class ProfileFiles
{
    private const int Limit = 256 * 1024;

    /// <summary>The settings of a profile; those of the credentials file go before those of the config file.</summary>
    /// <returns>Null when neither file has it.</returns>
    /// <exception cref="ProviderException">ECR231: a file that cannot be read; ECR232, ECR236: one that others can write or exchange.</exception>
    public static Dictionary<string, string>? Find(HostContext host, ProviderSettings settings, string profile)
    {
        Dictionary<string, string>? found = null;
        foreach ((string path, bool isConfig) in Paths(settings))
        {
            Add(Read(host, path), profile, isConfig, ref found);
        }

        return found;
    }

    /// <summary>
    /// To be called before the SDK's first type is touched: its type initializers read the same files, and throw their text about, or hang on a FIFO.
    /// </summary>
    /// <exception cref="ProviderException">ECR231, ECR232, ECR236; ECR235, ECR237, ECR238: a line that the SDK would stumble over.</exception>
    public static void Check(HostContext host, ProviderSettings settings)
    {
        string read = settings["AWS_PROFILE"] ?? "default";
        var sessions = new HashSet<string>(StringComparer.Ordinal);
        (string Session, string Path, int Line)? wanted = null;
        foreach ((string path, bool isConfig) in Paths(settings))
        {
            bool inSection = false, isRead = false;
            int number = 0;
            foreach (string raw in Read(host, path).Split('\n'))
            {
                number++;
                string line = raw.Trim();
                if (line is ['[', .., ']'])
                {
                    inSection = true;
                    if (line[1..^1].Trim().Split((char[])[' ', '\t'], 2, StringSplitOptions.RemoveEmptyEntries) is ["sso-session", var session])
                    {
                        sessions.Add(session.Trim());
                    }

                    // To the SDK one with a = is a key of the section before, and the credentials file may have [profile NAME] too.
                    isRead = line.Contains('=', StringComparison.Ordinal) ? isRead : string.Equals(Name(line, isConfig) ?? Name(line, isConfig: true), read, StringComparison.Ordinal);
                }
                else if (line is not ("" or ['#', ..] or [';', ..]) && (!inSection || !line.Contains('=', StringComparison.Ordinal)))
                {
                    throw new ProviderException(ProfileMessages.Malformed(path, number));
                }
                else if (isRead && Value(line, "region") is { } region && !RegionName.IsOne(region))
                {
                    throw new ProviderException(ProfileMessages.RegionIsNone(path, number));
                }
                else if (isRead && Value(line, "sso_session") is { } named)
                {
                    wanted = (named, path, number);
                }
            }
        }

        if (wanted is { } one && !sessions.Contains(one.Session))
        {
            throw new ProviderException(ProfileMessages.NoSuchSession(one.Path, one.Line));
        }
    }

    /// <summary>Of KEY = VALUE, as the SDK takes it: a comment behind it belongs to it.</summary>
    private static string? Value(string line, string key) =>
        line.Split('=', 2) is [var name, var value] && name.Trim().Equals(key, StringComparison.OrdinalIgnoreCase) && value.Trim() is { Length: > 0 } text ? text : null;

    private static string Read(HostContext host, string path)
    {
        FileContent file = host.Files.Read(path, Limit);
        if (file.Problem is not null)
        {
            throw new ProviderException(ProfileMessages.Unreadable(path, file.Problem));
        }

        if (file.Bytes is not null && (!file.OwnerIsTrusted || (file.Mode & (UnixFileMode.GroupWrite | UnixFileMode.OtherWrite)) != 0))
        {
            throw new ProviderException(ProfileMessages.WritableByOthers(path));
        }

        if (file.Bytes is not null && host.Files.Exchangeable(path) is { } way)
        {
            throw new ProviderException(ProfileMessages.Exchangeable(path, way));
        }

        // A carriage return ends a line of the SDK's too.
        return Encoding.UTF8.GetString(file.Bytes ?? []).Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
    }

    /// <summary>The two files by name, for messages.</summary>
    public static string Names(ProviderSettings settings) => string.Join(" and ", Paths(settings).Select(file => file.Path)) is { Length: > 0 } names
        ? names
        : "no file: neither HOME nor AWS_CONFIG_FILE nor AWS_SHARED_CREDENTIALS_FILE is set";

    /// <summary>The two files, there or not.</summary>
    public static IEnumerable<(string Path, bool IsConfig)> Paths(ProviderSettings settings)
    {
        string? home = settings["HOME"];
        string? config = settings["AWS_CONFIG_FILE"] ?? (home is null ? null : $"{home}/.aws/config");
        string? credentials = settings["AWS_SHARED_CREDENTIALS_FILE"] ?? (home is null ? null : $"{home}/.aws/credentials");
        if (config is not null)
        {
            yield return (config, true);
        }

        if (credentials is not null)
        {
            yield return (credentials, false);
        }
    }

    private static void Add(string text, string profile, bool isConfig, ref Dictionary<string, string>? found)
    {
        bool inside = false;
        foreach (string raw in text.Split('\n'))
        {
            string line = raw.TrimEnd();
            if (line.StartsWith('['))
            {
                inside = string.Equals(Name(line, isConfig), profile, StringComparison.Ordinal);
                found ??= inside ? new(StringComparer.OrdinalIgnoreCase) : null;
            }
            else if (inside && line.Length > 0 && !char.IsWhiteSpace(line[0]) && line[0] is not ('#' or ';') && line.Split('=', 2) is [var key, var value])
            {
                found![key.Trim()] = WithoutComment(value).Trim();
            }
        }
    }

    /// <summary><c>[profile NAME]</c> or <c>[default]</c> in the config file, <c>[NAME]</c> in the credentials file.</summary>
    private static string? Name(string line, bool isConfig)
    {
        int end = line.IndexOf(']', StringComparison.Ordinal);
        string name = end < 0 ? "" : line[1..end].Trim();
        string[] words = name.Split((char[])[' ', '\t'], 2, StringSplitOptions.RemoveEmptyEntries);
        return words switch
        {
            ["profile", var named] when isConfig => named.Trim().Trim('"', '\''),
            ["default"] => "default",
            [_] when !isConfig => name,
            _ => null,
        };
    }

    private static string WithoutComment(string value)
    {
        int at = value.IndexOf(" #", StringComparison.Ordinal) is >= 0 and var hash ? hash : value.IndexOf(" ;", StringComparison.Ordinal);
        return at < 0 ? value : value[..at];
    }
}
