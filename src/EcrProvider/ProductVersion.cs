using System.Reflection;

namespace EcrProvider;

/// <summary>The version at the top of debian/changelog, by way of the build.</summary>
internal static class ProductVersion
{
    public static string Text { get; } =
        typeof(ProductVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
}
