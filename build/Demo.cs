using System.Diagnostics;
using EcrProvider.Testing;

namespace EcrProvider.Build;

/// <summary>The whole story on one screen: seven numbered lines, each with its time.</summary>
internal sealed class Demo
{
    private const string OurFlag = "--image-credential-provider-";

    private readonly Transcript transcript = Transcript.Named("demo");
    private readonly Stopwatch watch = new();
    private readonly string? spoil = Environment.GetEnvironmentVariable("DEMO_SPOIL");
    private int number;

    /// <summary>Before anything is fetched or built.</summary>
    /// <exception cref="BuildException">Somebody else runs it.</exception>
    public static Task RequireRoot() => Environment.IsPrivilegedProcess
        ? Task.CompletedTask
        : throw new BuildException("a node can be booted only by root; type: sudo make demo", exitCode: 2);

    /// <summary>
    /// DEMO_SPOIL (answer, password or imds) breaks one part on purpose: the demo has to fail then, and tests see that it does.
    /// </summary>
    /// <exception cref="BuildException">A line did not come true.</exception>
    public static async Task RunAsync()
    {
        if (Bed.WhyNot() is { } reason)
        {
            throw new BuildException($"{reason}; type: sudo make demo", exitCode: 2);
        }

        var demo = new Demo();
        try
        {
            await demo.ShowAsync();
        }
        catch (Exception failure) when (failure is CommandFailedException or InvalidOperationException)
        {
            throw new BuildException($"the demo failed: {failure.Message}");
        }
        finally
        {
            Console.WriteLine($"Transcript: {Repository.Relative(demo.transcript.File)}");
        }
    }

    private async Task ShowAsync()
    {
        Console.WriteLine("kubelet: "
            + (RealKubelet.Given ?? "the stand-in of tests/Node (Debian has no package of the real one; KUBELET_BINARY=FILE runs that)")
            + "; containerd, registry and systemd are Debian's");
        watch.Start();
        await Package.BuildAsync();
        await Tests.PublishNodeAsync();
        Line($"built {Repository.Relative(Artifacts.Deb)}, {new FileInfo(Artifacts.Deb).Length / 1e6:0.0} MB");

        await using Bed bed = await Bed.BootAsync(new BedOptions { Transcript = transcript });
        using var authority = new BedAuthority();
        BedRegistry registry = await BedRegistry.StartAsync(bed, authority);
        BedAws aws = await BedAws.StartAsync(bed, authority, spoil is "password" ? "another-password" : registry.Password);
        await (RealKubelet.Given is { } program ? RealKubelet.InstallAsync(bed, program) : KubeadmLayout.InstallAsync(bed));
        var kubelet = new Kubelet(bed);
        await kubelet.HealthyAsync();
        await SpoilAsync(aws);
        Line($"booted a node: Debian {bed.Suite}, systemd, containerd, kubelet; its role comes from IMDSv2");

        PulledImage image = PulledImage.Of(bed, registry.Image, isReal: RealKubelet.Given is not null);
        await image.WantAsync();
        string refusal = await image.FirstPullAsync() ?? throw new BuildException("the image was pulled without the package: it is not private");
        Line($"kubelet cannot pull {registry.Image}:\n     {Red(refusal[(refusal.LastIndexOf(": ", StringComparison.Ordinal) + 2)..])}");
        await image.ForgetAsync();

        SnapshotExclude[] records = [.. SnapshotExclude.MachineRecords, .. PulledImage.Records, .. RealKubelet.Records];
        Snapshot before = await bed.SnapshotAsync(records);
        IReadOnlyList<string> argumentsBefore = await kubelet.ArgumentsAsync();
        await bed.CopyInAsync(Artifacts.Deb, "/root/ours.deb");
        CommandOutcome install = await bed.RunAsync("apt-get install -y /root/ours.deb < /dev/null").OrThrow();
        string receipt = (install.Output + install.Errors).Split('\n').Last(line => line.StartsWith("ecr-credential-provider: ", StringComparison.Ordinal));
        Line($"apt install ./{Path.GetFileName(Artifacts.Deb)}:\n     {receipt}");

        await kubelet.HealthyAsync();
        IReadOnlyList<string> arguments = await kubelet.ArgumentsAsync();
        Require(arguments.Count(argument => argument.StartsWith(OurFlag, StringComparison.Ordinal)) == 2, "kubelet's live command line does not carry both flags");
        Line("the live command line of kubelet:\n     " + string.Join("\n     ", arguments.Select(
            argument => argument.StartsWith(OurFlag, StringComparison.Ordinal) ? Green(argument) : argument)));

        await image.WantAsync();
        string? error = await image.FirstPullAsync();
        string journal = (await bed.RunAsync("journalctl -t ecr-credential-provider -o cat --no-pager").OrThrow()).Text.Split('\n')[^1];
        Require(error is null, $"the image was not pulled: {error}\n     the provider said: {journal}");
        Line($"the image is pulled, its container says \"{Green(await image.FirstWordsAsync())}\", the journal:\n     {journal}");
        await image.ForgetAsync();

        await bed.RunAsync("rm /root/ours.deb; apt-get purge -y ecr-credential-provider").OrThrow();
        await kubelet.HealthyAsync();
        Snapshot after = await bed.SnapshotAsync(records);
        IReadOnlyList<string> differences = before.DifferencesTo(after);
        Require(differences.Count == 0, "the node is not what it was: " + string.Join(", ", differences));
        Require(argumentsBefore.SequenceEqual(await kubelet.ArgumentsAsync(), StringComparer.Ordinal), "kubelet's command line is not what it was");
        Line($"apt purge: identical to before: {after.Entries.Count} files compared, and kubelet's command line");
    }

    private Task SpoilAsync(BedAws aws) => spoil switch
    {
        null or "" or "password" => Task.CompletedTask,
        "answer" => aws.BreakApiAsync("garbage"),
        "imds" => aws.BreakImdsAsync("silent"),
        _ => throw new BuildException("DEMO_SPOIL is answer, password or imds", exitCode: 2),
    };

    private void Line(string text)
    {
        Console.WriteLine($"{++number}. [{watch.Elapsed.TotalSeconds,5:0.0} s] {text}");
        watch.Restart();
    }

    private static void Require(bool isTrue, string otherwise)
    {
        if (!isTrue)
        {
            throw new BuildException("the demo failed: " + otherwise);
        }
    }

    private static string Green(string text) => Colour(text, "32");

    private static string Red(string text) => Colour(text, "31");

    // https://no-color.org
    private static string Colour(string text, string code) =>
        Console.IsOutputRedirected || Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 } ? text : $"\e[{code}m{text}\e[0m";
}
