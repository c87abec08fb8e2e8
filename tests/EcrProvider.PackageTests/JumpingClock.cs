using EcrProvider.Testing;

namespace EcrProvider.PackageTests;

/// <summary>
/// For LD_PRELOAD in a bed: CLOCK_REALTIME is as many seconds off as CLOCK_JUMP says, or else the file that CLOCK_JUMP_FILE names, at the first look
/// of each process. The clock itself is the whole machine's, not the bed's.
/// </summary>
internal static class JumpingClock
{
    public const string Library = "/root/jumping-clock.so";

    private const string Source = """
        #define _GNU_SOURCE
        #include <dlfcn.h>
        #include <fcntl.h>
        #include <stdlib.h>
        #include <time.h>
        #include <unistd.h>

        static long jump(void)
        {
            static long seconds, known;
            char text[32] = "";
            int file;
            if (known)
                return seconds;
            if (getenv("CLOCK_JUMP")) {
                seconds = atol(getenv("CLOCK_JUMP"));
            } else if (getenv("CLOCK_JUMP_FILE") && (file = open(getenv("CLOCK_JUMP_FILE"), O_RDONLY | O_CLOEXEC)) >= 0) {
                seconds = read(file, text, sizeof text - 1) > 0 ? atol(text) : 0;
                close(file);
            }
            known = 1;
            return seconds;
        }

        int clock_gettime(clockid_t clock, struct timespec *at)
        {
            int (*real)(clockid_t, struct timespec *) = (int (*)(clockid_t, struct timespec *))dlsym(RTLD_NEXT, "clock_gettime");
            int result = real(clock, at);
            at->tv_sec += clock == CLOCK_REALTIME ? jump() : 0;
            return result;
        }

        """;

    public static async Task InstallAsync(Bed bed)
    {
        string folder = Directory.CreateTempSubdirectory("ecr-clock-").FullName;
        string source = Path.Join(folder, "clock.c");
        await File.WriteAllTextAsync(source, Source);
        await new CommandRunner(bed.Transcript).RunAsync("gcc", ["-shared", "-fPIC", "-o", Path.Join(folder, "clock.so"), source]).OrThrow();
        await bed.CopyInAsync(Path.Join(folder, "clock.so"), Library);
        Directory.Delete(folder, recursive: true);
    }
}
