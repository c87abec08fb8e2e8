using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using EcrProvider.Aws.Pipeline;
using EcrProvider.Host;

namespace EcrProvider.Aws.Identity;

/// <summary>RoleSessionName: what CloudTrail shows behind the role's name. 2 to 64 of the characters <c>A-Za-z0-9_+=,.@-</c>.</summary>
internal static class SessionName
{
    private const string Program = "ecr-credential-provider";
    private const int Longest = 64;

    /// <summary><c>ecr-credential-provider@HOSTNAME</c>.</summary>
    public static string OfNode(HostContext host) =>
        host.Files.Read("/proc/sys/kernel/hostname", 1024).Bytes is { Length: > 1 } name ? Fit($"{Program}@{Encoding.UTF8.GetString(name).Trim()}") : Program;

    /// <summary><c>NAMESPACE.SERVICEACCOUNT</c> of the token's subject (<c>system:serviceaccount:NAMESPACE:NAME</c>): STS checks the token, not we.</summary>
    public static string OfServiceAccount(string token)
    {
        try
        {
            string payload = token.Split('.') is [_, var middle, _] ? Encoding.UTF8.GetString(Base64Url.DecodeFromChars(middle)) : "{}";
            using JsonDocument claims = JsonDocument.Parse(payload);
            return JsonFields.Text(claims.RootElement, "sub")?.Split(':') is ["system", "serviceaccount", { Length: > 0 } space, { Length: > 0 } name]
                ? Fit($"{space}.{name}")
                : Program;
        }
        catch (Exception broken) when (broken is FormatException or JsonException)
        {
            return Program;
        }
    }

    private static string Fit(string name)
    {
        string fit = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || "_+=,.@-".Contains(c, StringComparison.Ordinal) ? c : '-'));
        return fit.Length <= Longest ? fit : fit[..Longest];
    }
}
