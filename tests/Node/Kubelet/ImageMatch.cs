namespace Node.Kubelet;

/// <summary>Kubelet's URLsMatchStr: the same number of dot parts, each matched by its glob, the same port, the path as a prefix.</summary>
internal static class ImageMatch
{
    public static bool Matches(string pattern, string image)
    {
        GoUrl glob, target;
        try
        {
            (glob, target) = (GoUrl.Parse(pattern), GoUrl.Parse(image));
        }
        catch (FormatException)
        {
            return false;
        }

        var (wanted, parts) = (glob.Parts, target.Parts);
        return string.Equals(glob.Port, target.Port, StringComparison.Ordinal)
            && wanted.Length == parts.Length
            && target.Path.StartsWith(glob.Path, StringComparison.Ordinal)
            && wanted.Zip(parts).All(pair => Glob.Match(pair.First, pair.Second) is true);
    }
}
