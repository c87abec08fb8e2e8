namespace EcrProvider.Kubelet.Config;

/// <summary>Kubelet parses a matchImages entry as a URL without a scheme (ParseSchemelessURL in k8s.io/kubernetes/pkg/credentialprovider).</summary>
internal static class MatchImage
{
    /// <returns>What is wrong with it, or null. Narrower than Go's url.Parse: what no registry's name holds is refused.</returns>
    public static string? Problem(string entry)
    {
        int slash = entry.IndexOf('/', StringComparison.Ordinal);
        string host = slash < 0 ? entry : entry[..slash];
        int colon = host.IndexOf(':', StringComparison.Ordinal);
        string name = colon < 0 ? host : host[..colon];
        string port = colon < 0 ? "" : host[(colon + 1)..];
        string path = slash < 0 ? "" : entry[slash..];
        return (Stranger(name, ".-_*"), Stranger(port, ""), Stranger(path, "/.-_*~+@:")) switch
        {
            ({ } c, _, _) => $"'{c}' cannot stand in a host name: write letters, digits, '-', '.', and '*' for one part between dots",
            (_, { } c, _) => $"'{c}' cannot stand in a port: write its number, there is no glob for ports",
            (_, _, { } c) => $"'{c}' cannot stand in a path: write the beginning of the repository's name",
            _ when port.AsSpan().ContainsAnyExceptInRange('0', '9') => $"the port \"{port}\" is no number",
            _ => null,
        };
    }

    private static char? Stranger(string text, string allowed)
    {
        foreach (char c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && !allowed.Contains(c, StringComparison.Ordinal))
            {
                return c;
            }
        }

        return null;
    }
}
