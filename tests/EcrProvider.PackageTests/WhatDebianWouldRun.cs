using EcrProvider.Testing;
using Xunit;

namespace EcrProvider.PackageTests;

/// <summary>debian/tests, run by autopkgtest as Debian's infrastructure does: from the source package, over the built one.</summary>
[Collection(nameof(Beds))]
[Trait("Category", "Long")]
public sealed class WhatDebianWouldRun
{
    [Fact]
    public async Task The_tests_of_the_source_package_pass_in_a_booted_machine()
    {
        string? whyNot = await Bed.WhyNotAsync("trixie");
        Assert.SkipWhen(whyNot is not null, whyNot ?? "");
        await using Bed bed = await Bed.BootAsync(new BedOptions { Transcript = Transcript.Of<WhatDebianWouldRun>() });
        await bed.CopyInAsync(Artifacts.Source, "/root/source.tar.xz");
        await bed.CopyInAsync(Artifacts.Deb, $"/root/{Path.GetFileName(Artifacts.Deb)}");

        // A bed is thrown away, and a container: its virtualisation server only does not say so.
        CommandOutcome said = await bed.RunAsync("""
            cd /root
            mkdir tree
            tar --extract --file source.tar.xz --directory tree --strip-components=1
            autopkgtest --ignore-restrictions=breaks-testbed,isolation-container --no-built-binaries --summary-file=/root/summary ./*.deb ./tree -- null
            """, TimeSpan.FromMinutes(10));

        Assert.True(said.Succeeded, said.Output + said.Errors);
        Assert.Equal(["exchange PASS", "node PASS"], (await bed.RunAsync("tr -s ' ' < /root/summary").OrThrow()).Lines.Select(line => line.TrimEnd()));
    }
}
