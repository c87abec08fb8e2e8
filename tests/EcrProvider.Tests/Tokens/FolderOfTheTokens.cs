using System.Diagnostics;
using EcrProvider.Messages;
using EcrProvider.Registries;
using EcrProvider.Tokens;
using Xunit;

namespace EcrProvider.Tests.Tokens;

/// <summary>Whatever is wrong with the folder or a file of it: the answer is right, and nothing is read or written through a link.</summary>
public sealed class FolderOfTheTokens : IDisposable
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const string Victims = "what is somebody else's";

    private static readonly Registry Registry = Registry.OfImage("123456789012.dkr.ecr.us-west-2.amazonaws.com/app")!;

    private readonly TestHost host = new();
    private readonly string folder;
    private readonly string entry;
    private readonly string victim;
    private int asked;

    public FolderOfTheTokens()
    {
        folder = Path.Join(host.Root, TokenCache.Path);
        entry = Path.Join(folder, CacheKey.FileName("key") + TokenCache.TokenEnding);
        victim = Path.Join(host.Root, "victim");
        File.WriteAllText(victim, Victims);
        File.SetUnixFileMode(victim, Private);
        Ask();
    }

    [Fact]
    public void Is_the_users_alone_as_are_its_files()
    {
        Assert.Equal(Private | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));
        Assert.Equal([".lock", ".token"], Directory.GetFiles(folder).Select(Path.GetExtension).Order(StringComparer.Ordinal));
        Assert.All(Directory.GetFiles(folder), file => Assert.Equal(Private, File.GetUnixFileMode(file)));
    }

    [Theory]
    [InlineData("truncated")]
    [InlineData("empty")]
    [InlineData("garbage")]
    [InlineData("another-key")]
    [InlineData("huge")]
    [InlineData("endless-life")]
    [InlineData("world-writable")]
    [InlineData("group-readable")]
    [InlineData("foreign")]
    [InlineData("hard-link")]
    [InlineData("link")]
    [InlineData("fifo")]
    public void Has_an_entry_that_is_none(string how)
    {
        if (how is "foreign")
        {
            Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root can give a file away");
        }

        string whole = File.ReadAllText(entry);
        switch (how)
        {
            case "truncated": Replace(whole[..^10]); break;
            case "empty": Replace(""); break;
            case "garbage": Replace("\0[{]\u00ff"); break;
            case "another-key": Replace(whole.Replace("\"key\":\"key\"", "\"key\":\"another\"", StringComparison.Ordinal)); break;
            case "huge": Replace(whole.PadRight(TokenCache.Limit + 1)); break;
            case "endless-life": Replace(whole.Replace("\"life\":", "\"life\":9999999", StringComparison.Ordinal)); break;
            case "world-writable": File.SetUnixFileMode(entry, Private | UnixFileMode.OtherWrite); break;
            case "group-readable": File.SetUnixFileMode(entry, Private | UnixFileMode.GroupRead); break;
            case "foreign": Run("chown", "65534", entry); break;
            case "hard-link": Run("ln", entry, Path.Join(host.Root, "second")); break;
            case "link": Move(entry, victim); File.CreateSymbolicLink(entry, victim); break;
            case "fifo": File.Delete(entry); Run("mkfifo", "-m", "600", entry); break;
            default: throw new ArgumentOutOfRangeException(nameof(how), how, "no such case");
        }

        string kept = File.ReadAllText(victim);

        Assert.Equal("password-2", Ask());
        Assert.Equal("password-2", Ask());
        Assert.Equal(kept, File.ReadAllText(victim));
        Assert.Null(new FileInfo(entry).LinkTarget);
        Assert.Equal(Private, File.GetUnixFileMode(entry));
        if (how is "hard-link")
        {
            Assert.Contains("password-1", File.ReadAllText(Path.Join(host.Root, "second")), StringComparison.Ordinal);
        }

        void Replace(string content) => File.WriteAllText(entry, content);
    }

    [Theory]
    [InlineData(".lock", true)]
    [InlineData(".lock", false)]
    [InlineData(".failure", true)]
    [InlineData(".failure", false)]
    [InlineData(".tmp", true)]
    [InlineData(".tmp", false)]
    public void Has_another_file_that_is_a_link(string ending, bool isSymbolic)
    {
        string name = ending is ".tmp" ? $"{entry}.{Environment.ProcessId}.tmp" : Path.ChangeExtension(entry, ending);
        File.Delete(name);
        File.Delete(entry);
        Run("ln", isSymbolic ? ["-s", victim, name] : [victim, name]);

        Assert.Equal("password-2", Ask());
        Assert.Equal("password-2", Ask());
        Assert.Equal("ECR210", Assert.Throws<ProviderException>(() => Ask(fails: true)).Line.Id);
        Assert.Equal(Victims, File.ReadAllText(victim));
    }

    [Theory]
    [InlineData("world-writable")]
    [InlineData("group-readable")]
    [InlineData("foreign")]
    [InlineData("link")]
    [InlineData("file")]
    [InlineData("parent-world-writable")]
    [InlineData("parent-link")]
    [InlineData("parent-file")]
    public void Is_none_of_the_users_alone_so_there_is_no_cache(string how)
    {
        if (how is "foreign")
        {
            Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root can give a folder away");
        }

        string parent = Path.GetDirectoryName(folder)!;
        string elsewhere = Path.Join(host.Root, "elsewhere");
        UnixFileMode mode = File.GetUnixFileMode(folder);
        switch (how)
        {
            case "world-writable": File.SetUnixFileMode(folder, mode | UnixFileMode.OtherWrite); break;
            case "group-readable": File.SetUnixFileMode(folder, mode | UnixFileMode.GroupRead); break;
            case "foreign": Run("chown", "65534", folder); break;
            case "link": Directory.Move(folder, elsewhere); Directory.CreateSymbolicLink(folder, elsewhere); break;
            case "file": Directory.Delete(folder, recursive: true); File.WriteAllText(folder, Victims); break;
            case "parent-world-writable": File.SetUnixFileMode(parent, File.GetUnixFileMode(parent) | UnixFileMode.OtherWrite); break;
            case "parent-link": Directory.Move(parent, elsewhere); Directory.CreateSymbolicLink(parent, elsewhere); break;
            case "parent-file": Directory.Delete(parent, recursive: true); File.WriteAllText(parent, Victims); break;
            default: throw new ArgumentOutOfRangeException(nameof(how), how, "no such case");
        }

        string[] before = Files();

        Assert.Equal("password-2", Ask());
        Assert.Equal("password-3", Ask());
        Assert.Equal("ECR210", Assert.Throws<ProviderException>(() => Ask(fails: true)).Line.Id);
        Assert.Equal(before, Files());

        string[] Files() => [.. Directory.EnumerateFiles(host.Root, "*", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal).Select(file => file + File.ReadAllText(file))];
    }

    [Fact]
    public void Keeps_neither_what_a_killed_process_left_half_written_nor_passwords_that_have_ended()
    {
        string half = $"{entry}.1.tmp";
        string another = Path.Join(folder, CacheKey.FileName("another") + ".token.1.tmp");
        File.WriteAllText(half, "{\"key\":\"k");
        File.WriteAllText(another, "{\"key\":\"a");
        Ask(key: "old");
        host.SinceBoot += TimeSpan.FromHours(13);

        Ask();

        Assert.Equal([another, Path.ChangeExtension(entry, ".lock"), entry], Directory.GetFiles(folder).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("another", 0)]
    [InlineData("key", 3600)]
    [InlineData("key", 0)]
    [InlineData("key", -1)]
    public void Has_a_failure_of_another_key_or_of_another_time_that_is_none_of_this_request(string key, int later)
    {
        using (var other = new TokenCache(host.Context with { SinceBoot = () => host.SinceBoot + TimeSpan.FromSeconds(later) }, key))
        {
            other.Fail(new("ECR210", "ECR cannot be reached", "see the route"));
        }

        File.Move(Path.Join(folder, CacheKey.FileName(key) + ".failure"), Path.ChangeExtension(entry, ".failure"));
        File.Delete(entry);

        Assert.Equal("password-2", Ask());
        Assert.False(File.Exists(Path.ChangeExtension(entry, ".failure")));
    }

    [Fact]
    public void Keeps_all_that_the_verbs_show()
    {
        File.Delete(entry);
        using var cache = new TokenCache(host.Context, "key");
        TokenSource.Cached(
            cache, host.Context, _ => new(new("AWS", new Secret("p"), ExpiresAt: null, TimeSpan.FromHours(12), "https://api.example.com"), "role r"), Registry);

        CachedToken kept = Assert.Single(TokenFolder.Read(host.Context, out string? problem));

        Assert.Null(problem);
        Assert.Equal(
            ("key", Registry, "https://api.example.com", "role r", "AWS", host.SinceBoot, TimeSpan.FromHours(12)),
            (kept.Key, kept.Registry, kept.Endpoint, kept.Identity, kept.UserName, kept.Fetched, kept.Life));
    }

    public void Dispose() => host.Dispose();

    private string Ask(bool fails = false, string key = "key")
    {
        if (fails)
        {
            host.SinceBoot += TimeSpan.FromHours(12);
        }

        using var cache = new TokenCache(host.Context, key);
        return TokenSource.Cached(
            cache,
            host.Context,
            _ => fails
                ? throw new ProviderException(new("ECR210", "ECR cannot be reached", "see the route"))
                : new(new("AWS", new Secret($"password-{++asked}"), ExpiresAt: null, TimeSpan.FromHours(12)), "role r"),
            Registry).Token.Password.Reveal();
    }

    private static void Move(string from, string to) => File.Move(from, to, overwrite: true);

    private static void Run(string program, params IEnumerable<string> arguments)
    {
        using Process process = Process.Start(program, arguments);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
