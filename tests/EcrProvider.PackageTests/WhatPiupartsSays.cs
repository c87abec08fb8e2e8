using EcrProvider.Testing;
using Xunit;

namespace EcrProvider.PackageTests;

/// <summary>Debian's piuparts: install, remove, purge, and the upgrade from the version before, in a minimal Debian. A minute, and one to make that Debian.</summary>
[Collection(nameof(Beds))]
[Trait("Category", "Long")]
public sealed class WhatPiupartsSays
{
    [Fact]
    public async Task Of_install_remove_purge_and_of_the_upgrade_is_nothing()
    {
        string? whyNot = await Bed.WhyNotAsync("trixie");
        Assert.SkipWhen(whyNot is not null, whyNot ?? "");
        var transcript = Transcript.Of<WhatPiupartsSays>();
        string tarball = Path.GetTempFileName();
        try
        {
            Rootfs minimal = await Rootfs.MinimalAsync(Artifacts.Architecture, transcript);
            await new CommandRunner(transcript).RunAsync("tar", ["--create", "--file", tarball, "--directory", minimal.Root, "."]).OrThrow();
            await using Bed bed = await Bed.BootAsync(new BedOptions { Transcript = transcript });
            await bed.CopyInAsync(tarball, "/var/tmp/minimal.tar");
            await bed.CopyInAsync(Artifacts.PreviousDeb, "/srv/archive/previous.deb");
            await bed.CopyInAsync(Artifacts.Deb, "/root/ours.deb");

            // The archive, which has nothing but the version before, is a folder: there is no way out of a bed.
            await bed.RunAsync($"""
                cd /srv/archive
                mkdir -p dists/trixie/main/binary-{Artifacts.Architecture}
                apt-ftparchive packages . > dists/trixie/main/binary-{Artifacts.Architecture}/Packages
                apt-ftparchive -o APT::FTPArchive::Release::Codename=trixie release dists/trixie > Release
                mv Release dists/trixie
                cd /var/tmp
                mkdir -p etc/apt
                echo 'deb [trusted=yes] file:/srv/archive trixie main' > etc/apt/sources.list
                tar --append --file minimal.tar ./etc/apt/sources.list
                gzip minimal.tar
                """).OrThrow();
            CommandOutcome said = await bed.RunAsync("""
                piuparts --distribution=trixie --basetgz=/var/tmp/minimal.tar.gz --tmpdir=/var/tmp --keep-sources-list --bindmount=/srv/archive \
                    --no-eatmydata --skip-minimize --warn-on-others /root/ours.deb
                """, TimeSpan.FromMinutes(10));

            Assert.True(said.Succeeded, said.Output + said.Errors);
            Assert.Contains("PASS: Installation and purging test.", said.Output, StringComparison.Ordinal);
            Assert.Contains("PASS: Installation, upgrade and purging tests.", said.Output, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(tarball);
        }
    }
}
