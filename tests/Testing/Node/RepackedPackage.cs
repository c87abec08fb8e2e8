namespace EcrProvider.Testing;

/// <summary>Our package once more with another version and something changed, made inside a bed by dpkg-deb from the one that was built.</summary>
public static class RepackedPackage
{
    /// <param name="bed">Where <paramref name="source"/> is.</param>
    /// <param name="source">The package to start from.</param>
    /// <param name="target">The package to make.</param>
    /// <param name="version">As dpkg compares them.</param>
    /// <param name="change">A script that is run in the unpacked tree; the control files are in DEBIAN/.</param>
    public static async Task MakeAsync(Bed bed, string source, string target, string version, string change) => await bed.RunAsync($"""
        tree=$(mktemp -d)
        dpkg-deb --raw-extract {source} "$tree"
        cd "$tree"
        chmod 755 .
        sed -i 's/^Version: .*/Version: {version}/' DEBIAN/control
        {change}
        find usr -type f -exec md5sum {"{}"} + > DEBIAN/md5sums
        dpkg-deb --build -Znone "$tree" {target} > /dev/null
        rm -r "$tree"
        """).OrThrow();
}
