using EcrProvider.Testing;
using Xunit;

namespace EcrProvider.PackageTests;

/// <summary>Debian's own checkers over the packages of both architectures, the source package, and the units as they are loaded.</summary>
[Collection(nameof(TrixieBeds))]
[Trait("Category", "Lint")]
public sealed class WhatLintSays(TrixieNode node)
{
    // systemd-analyze security: 0.0 is shut off from the machine, 10.0 is root as it is. The unit restarts kubelet and writes to /run and /var/lib.
    private const string MostExposure = "6.0";

    [Fact]
    public async Task Of_the_packages_and_the_source_is_nothing_at_all()
    {
        Bed bed = await node.FreshAsync();
        string dist = Path.GetDirectoryName(Artifacts.Deb)!;
        foreach (string file in Directory.EnumerateFiles(dist, $"*_{Artifacts.Version}*"))
        {
            await bed.CopyInAsync(file, $"/root/lint/{Path.GetFileName(file)}");
        }

        CommandOutcome said = await bed.RunAsync(
            "cd /root/lint; lintian --allow-root --pedantic --display-info --fail-on error,warning,info,pedantic *.changes *.dsc", TimeSpan.FromMinutes(10));

        Assert.Equal((0, "", ""), (said.ExitCode, said.Output, said.Errors));
        Assert.Equal(2, (await bed.RunAsync("cd /root/lint; ls *.changes").OrThrow()).Lines.Count);
        string overrides = await File.ReadAllTextAsync(Path.Join(Artifacts.Root, "debian/ecr-credential-provider.lintian-overrides"), TestContext.Current.CancellationToken);
        Assert.All(
            overrides.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !line.StartsWith('#')),
            line => Assert.Contains(": hardening-no-fortify-functions [", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Of_the_maintainer_scripts_is_nothing_either()
    {
        var commands = new CommandRunner(Transcript.Of<WhatLintSays>());
        foreach (string script in new[] { "postinst", "prerm", "postrm" })
        {
            string path = Path.Join(Artifacts.Root, "debian", "ecr-credential-provider." + script);
            await commands.RunAsync("shellcheck", [path]).OrThrow();
            string text = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
            Assert.Matches("^#!/bin/(ba)?sh\n(# .*\n)*set -e\n", text);
            Assert.Contains("\n#DEBHELPER#\n", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Of_the_units_systemd_has_no_complaint()
    {
        Bed bed = await node.FreshAsync();
        await node.InstallAsync();

        CommandOutcome verified = await bed.RunAsync(
            "systemd-analyze verify --man=no kubelet.service ecr-credential-provider-mend.service ecr-credential-provider-mend.timer").OrThrow();
        CommandOutcome secure = await bed.RunAsync($"systemd-analyze security --threshold={MostExposure.Replace(".", "", StringComparison.Ordinal)} ecr-credential-provider-mend.service");

        Assert.Equal(("", ""), (verified.Output, verified.Errors));
        Assert.True(secure.Succeeded, secure.Output);
    }
}
