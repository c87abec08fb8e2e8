using System.Text;
using EcrProvider.Host;
using Xunit;

namespace EcrProvider.Tests.Host;

public sealed class FilesThatOthersWrote : IDisposable
{
    private readonly TestHost host = new();

    private HostFiles Files => host.Context.Files;

    [Fact]
    public void Are_read_whole_up_to_the_limit()
    {
        host.Write("/a", "12345");

        Assert.Equal("12345", Encoding.UTF8.GetString(Files.Read("/a", 5).Bytes!));
        Assert.Contains("larger", Files.Read("/a", 4).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Are_kept_out_of_a_folder_that_all_may_read()
    {
        Directory.CreateDirectory(Files.Locate("/run/ours"));
        File.SetUnixFileMode(Files.Locate("/run"), (UnixFileMode)0x1ED);
        File.SetUnixFileMode(Files.Locate("/run/ours"), (UnixFileMode)0x1FF);

        Files.MakePublic("/run/ours");

        Assert.Equal((UnixFileMode)0x1ED, File.GetUnixFileMode(Files.Locate("/run/ours")));
        Directory.CreateDirectory(Files.Locate("/open"));
        File.SetUnixFileMode(Files.Locate("/open"), (UnixFileMode)0x1FF);
        File.CreateSymbolicLink(Files.Locate("/run/link"), Files.Locate("/open"));
        Assert.Throws<IOException>(() => Files.MakePublic("/run/link"));
    }

    [Fact]
    public void Are_missing_without_a_problem()
    {
        host.Write("/file", "");

        Assert.Equal(FileContent.Missing, Files.Read("/nothing", 1));
        Assert.Equal(FileContent.Missing, Files.Read("/file/below", 1));
    }

    [Fact]
    public void Never_make_us_wait_or_read_without_end()
    {
        using (var mkfifo = System.Diagnostics.Process.Start("mkfifo", Files.Locate("/fifo")))
        {
            mkfifo.WaitForExit();
        }

        Directory.CreateDirectory(Files.Locate("/folder"));
        File.CreateSymbolicLink(Files.Locate("/zeros"), "/dev/zero");

        Assert.All(["/fifo", "/folder", "/zeros"], path => Assert.Equal("it is not a regular file", Files.Read(path, 100).Problem));
    }

    [Fact]
    public void Are_bounded_also_where_the_length_lies() =>
        Assert.NotEmpty(new HostFiles("/").Read("/proc/self/status", 100_000).Bytes!);

    [Fact]
    public void Can_be_exchanged_by_whoever_can_change_a_folder_or_a_link_on_the_way()
    {
        host.Write("/etc/x/file", "");
        host.Write("/home/user/x/file", "");
        host.Write("/tmp/file", "");
        Files.Link("/etc/safe", "x");
        Files.Link("/etc/across", Files.Locate("/home/user/link"));
        Files.Link("/home/user/link", Files.Locate("/etc/x"));
        Files.Link("/etc/around", "around");
        File.SetUnixFileMode(Files.Locate("/home/user"), (UnixFileMode)0x1FF);
        File.SetUnixFileMode(Files.Locate("/tmp"), (UnixFileMode)0x1FF | UnixFileMode.StickyBit);

        Assert.All(["/etc/x/file", "/etc/safe/file", "/etc/./x/../x/file", "/tmp/file", "/nothing/there", "/etc/around/file"], path => Assert.Null(Files.Exchangeable(path)));
        Assert.Equal("/home/user", Files.Exchangeable("/home/user/x/file"));
        Assert.Equal("/home/user", Files.Exchangeable("/etc/across/file"));
    }

    [Fact]
    public void Are_replaced_whole_and_readable_by_all()
    {
        host.Write("/run/x/a", "old");
        File.CreateSymbolicLink(Files.Locate("/run/x/link"), "a");

        Files.Write("/run/x/link", "new"u8);

        Assert.Equal("old", host.Read("/run/x/a"));
        Assert.Equal("new", host.Read("/run/x/link"));
        Assert.Null(new FileInfo(Files.Locate("/run/x/link")).LinkTarget);
        Assert.Equal(["a", "link"], Directory.EnumerateFiles(Files.Locate("/run/x")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal((UnixFileMode)0b110_100_100, File.GetUnixFileMode(Files.Locate("/run/x/link")));
    }

    [Fact]
    public void Leave_no_half_file_when_there_is_no_room()
    {
        Directory.CreateDirectory(Files.Locate("/run/x/occupied/by"));

        Assert.ThrowsAny<IOException>(() => Files.Write("/run/x/occupied", "new"u8));
        Assert.Equal(["occupied"], Directory.EnumerateFileSystemEntries(Files.Locate("/run/x")).Select(Path.GetFileName));
    }

    public void Dispose() => host.Dispose();
}
