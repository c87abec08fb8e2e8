namespace EcrProvider.Doctor;

/// <summary>An image of a registry that was looked at.</summary>
internal sealed record ImagePatient(RegistryPatient Registry, string Repository, string Reference)
{
    /// <summary>Null when the image is a registry's host and nothing else.</summary>
    public static ImagePatient? Of(RegistryPatient registry, string image)
    {
        int slash = image.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || slash == image.Length - 1)
        {
            return null;
        }

        string path = image[(slash + 1)..];
        string[] parts = path.Split('@', 2);
        int colon = parts[0].LastIndexOf(':');
        string repository = colon < 0 ? parts[0] : parts[0][..colon];
        return new ImagePatient(registry, repository, parts.Length > 1 ? parts[1] : colon < 0 ? "latest" : parts[0][(colon + 1)..]);
    }
}
