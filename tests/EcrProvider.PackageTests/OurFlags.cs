namespace EcrProvider.PackageTests;

/// <summary>What kubelet carries when it is wired and nobody else has a provider.</summary>
internal static class OurFlags
{
    public static IReadOnlyList<string> Arguments { get; } =
    [
        "--image-credential-provider-config=/run/ecr-credential-provider/config.json",
        "--image-credential-provider-bin-dir=/usr/libexec/ecr-credential-provider",
    ];
}
