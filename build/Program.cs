using EcrProvider.Build;

// dotnet run --project build -- TARGET…: what `make` and `dotnet msbuild -t:CreateDeb` call.
Targets targets = new Targets()
    .Add("prerequisites", "install the Debian packages that build and tests need", [], Prerequisites.EnsureForTestsAsync)
    .Add("tools", "install the Debian packages that the package build needs", [], Prerequisites.EnsureForBuildAsync)
    .Add("restore", "fetch the NuGet packages that debian/rules builds with", [], Package.RestoreAsync)
    .Add("deb", "dist/ecr-credential-provider_VERSION_ARCH.deb and dist/linux-*/ecr-credential-provider (ARCH=amd64 or arm64)", ["tools", "restore"], Package.BuildAsync)
    .Add("debs", "the packages of both architectures", ["tools", "restore"], Package.BuildAllAsync)
    .Add("previous", "the package of the version before, from git, for the tests of upgrades", ["tools"], PreviousPackage.BuildAsync)
    .Add("verify", "build released packages again from their .buildinfo and compare (DEB=FILE)", ["tools"], Verify.RunAsync)
    .Add("build", "compile everything, warnings are errors", [], Tests.BuildAsync)
    .Add("format", "dotnet format --verify-no-changes", ["build"], Tests.CheckFormatAsync)
    .Add("node", "the stand-in kubelet and AWS of the test bed", ["tools"], Tests.PublishNodeAsync)
    .Add("test", "everything that is tested, but what test-long is for", ["prerequisites", "build", "format", "debs", "node"], Tests.RunAsync)
    .Add("test-long", "only the tests that take minutes by their nature", ["prerequisites", "build", "debs", "previous", "node"], Tests.RunLongAsync)
    .Add("lint", "lintian, shellcheck, man, systemd-analyze over what was built", ["prerequisites", "build", "debs", "node"], Tests.LintAsync)
    .Add("bench", "start-up, cold exchanges and the trust store, side by side (PEER=/path: another provider too)", ["deb", "node"], Tests.BenchAsync)
    .Add("simulate", "a fleet that boots at once, with the token cache and without: calls, throttled share, time", [], Tests.SimulateAsync)
    .Add("mutation", "changes that the unit tests do not notice, folder by folder (FOLDER=Tokens: one alone)", [], Mutation.RunAsync)
    .Add("fuzz", "a million inputs to each reader of others' bytes (FUZZ_RUNS=N, FUZZ_READER=NAME, FUZZ_SEED=N)", [], Tests.FuzzAsync)
    .Add("release-tools", "install the Debian packages that releases need", [], Prerequisites.EnsureForReleasesAsync)
    .Add("release", "from what debs made: all files of a release in dist/, with SBOM, notes and checksums (SIGNING_KEY=FILE: signed)", ["release-tools"], Release.MakeAsync)
    .Add("sign", "dist/SHA256SUMS of a release that was made without the key (SIGNING_KEY=FILE)", ["release-tools"], Release.SignAsync)
    .Add("repo", "of the packages in dist/ and dist/repo/pool: dist/repo, a signed apt repository (SIGNING_KEY=FILE, REPO_URL=https://…)", ["release-tools"], AptRepository.MakeAsync)
    .Add("root", "ends with 2 unless root calls: a bed needs it", [], Demo.RequireRoot)
    .Add("demo", "install, pull a private image, remove, on a node booted here", ["root", "prerequisites", "restore"], Demo.RunAsync)
    .Add("clean", "delete artifacts/ and dist/", [], () =>
    {
        Package.Clean();
        return Task.CompletedTask;
    });

if (args is [] or ["--list"] or ["--help"])
{
    Console.WriteLine(targets.List());
    return 0;
}

try
{
    foreach (string target in args)
    {
        await targets.RunAsync(target);
    }

    return 0;
}
catch (BuildException failure)
{
    if (!failure.Silent)
    {
        Console.Error.WriteLine("build: " + failure.Message);
    }

    return failure.ExitCode;
}
