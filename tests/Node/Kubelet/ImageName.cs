using System.Text.RegularExpressions;

namespace Node.Kubelet;

/// <summary>An image reference by the rules of distribution/reference.</summary>
/// <param name="Full">With tag or digest, as it is pulled.</param>
/// <param name="Repository">Without them: what providers are asked for.</param>
internal sealed partial record ImageName(string Full, string Repository)
{
    /// <summary>Null: kubelet says InvalidImageName.</summary>
    public static ImageName? Parse(string reference)
    {
        var match = Form().Match(reference);
        if (!match.Success) return null;
        var name = match.Groups["name"].Value;
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        var first = slash < 0 ? "" : name[..slash];
        var hasDomain = first.AsSpan().ContainsAny('.', ':') || first is "localhost" || first.Any(char.IsAsciiLetterUpper);
        var path = hasDomain ? name[(slash + 1)..] : name;
        if (!RepositoryPath().IsMatch(path)) return null;
        var repository = hasDomain ? name : slash < 0 ? $"docker.io/library/{name}" : $"docker.io/{name}";
        var suffix = reference[name.Length..];
        return new(repository + (suffix.Length == 0 ? ":latest" : suffix), repository);
    }

    [GeneratedRegex(@"\A(?<name>([A-Za-z0-9.-]+(:[0-9]+)?/)?[^:@\s]+)(:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(@[A-Za-z0-9+._-]+:[0-9a-fA-F]{32,})?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Form();

    [GeneratedRegex(@"\A[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*\z", RegexOptions.ExplicitCapture)]
    private static partial Regex RepositoryPath();
}
