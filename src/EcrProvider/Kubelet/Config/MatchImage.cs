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

    /// <summary>
    /// Kubelet's URLsMatch: as many parts between dots, each matched by its glob, the same port, the path as a beginning.
    /// </summary>
    /// <param name="entry">One without a <see cref="Problem"/>.</param>
    /// <param name="image">With its host; tag and digest do not matter.</param>
    public static bool Matches(string entry, string image)
    {
        (string[] wanted, string wantedPort, string wantedPath) = Parts(entry);
        (string[] host, string port, string path) = Parts(image);
        return wanted.Length == host.Length
            && string.Equals(wantedPort, port, StringComparison.Ordinal)
            && path.StartsWith(wantedPath, StringComparison.Ordinal)
            && wanted.Zip(host).All(pair => System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(pair.First, pair.Second, ignoreCase: false));
    }

    private static (string[] Host, string Port, string Path) Parts(string text)
    {
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        string[] host = (slash < 0 ? text : text[..slash]).Split(':', 2);
        return (host[0].Split('.'), host.Length > 1 ? host[1] : "", slash < 0 ? "" : text[slash..]);
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
