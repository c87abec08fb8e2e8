using EcrProvider.Testing;
using Xunit;

namespace EcrProvider.PackageTests;

/// <summary>A node that pulls, with the package on it: one boot for all that is tried on its tokens.</summary>
public sealed class TokenNode : IAsyncLifetime
{
    /// <summary>For LD_PRELOAD: its CLOCK_REALTIME is CLOCK_JUMP seconds off. The clock itself is the whole machine's, not the bed's.</summary>
    public const string JumpingClock = "/root/jumping-clock.so";

    private const string JumpingClockSource = """
        #define _GNU_SOURCE
        #include <dlfcn.h>
        #include <stdlib.h>
        #include <time.h>

        int clock_gettime(clockid_t clock, struct timespec *at)
        {
            int (*real)(clockid_t, struct timespec *) = (int (*)(clockid_t, struct timespec *))dlsym(RTLD_NEXT, "clock_gettime");
            int result = real(clock, at);
            at->tv_sec += clock == CLOCK_REALTIME ? atol(getenv("CLOCK_JUMP")) : 0;
            return result;
        }

        """;

    private PullNode? node;

    internal PullNode Node => node!;

    public async ValueTask InitializeAsync()
    {
        if (Bed.WhyNot() is not null)
        {
            return;
        }

        node = await PullNode.BootAsync("trixie");
        await node.InstallAsync();
        string folder = Directory.CreateTempSubdirectory("ecr-clock-").FullName;
        string source = Path.Join(folder, "clock.c");
        await File.WriteAllTextAsync(source, JumpingClockSource);
        await new CommandRunner(node.Bed.Transcript).RunAsync("gcc", ["-shared", "-fPIC", "-o", Path.Join(folder, "clock.so"), source]).OrThrow();
        await node.Bed.CopyInAsync(Path.Join(folder, "clock.so"), JumpingClock);
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>As after the boot: no token, and AWS is well. Skips the test where no bed can run.</summary>
    public async Task<Bed> FreshAsync()
    {
        Assert.SkipWhen(node is null, Bed.WhyNot() ?? "");
        await node!.Aws.HealAsync();
        await node.Bed.RunAsync("""
            while umount -q /run/ecr-credential-provider/tokens; do :; done
            rm -rf /run/ecr-credential-provider/tokens /run/outside
            """).OrThrow();
        return node.Bed;
    }

    public async ValueTask DisposeAsync()
    {
        if (node is not null)
        {
            await node.DisposeAsync();
        }
    }
}
