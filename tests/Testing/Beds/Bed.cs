using CliWrap;

namespace EcrProvider.Testing;

/// <summary>
/// A booted Debian with systemd in namespaces of its own, on layers above a pristine rootfs. Nothing of it reaches the host,
/// and nothing of it survives the test process.
/// </summary>
public sealed partial class Bed : IAsyncDisposable
{
    private static readonly TimeSpan BootLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan ShutdownLimit = TimeSpan.FromSeconds(30);

    private readonly Rootfs pristine;
    private readonly BedSupervisor holder;
    private readonly CommandRunner commands;
    private int init;

    private Bed(BedOptions options, Rootfs rootfs)
    {
        Suite = options.Suite;
        pristine = rootfs;
        holder = new BedSupervisor(rootfs.Root, options.Size);
        commands = new CommandRunner(options.Transcript);
    }

    public string Suite { get; }

    public Transcript Transcript => commands.Transcript;

    /// <summary>The reason why beds cannot run on this machine, to be given to Assert.Skip; null if they can.</summary>
    public static string? WhyNot() => BedHost.WhyNot();

    /// <summary>The reason why no bed of that suite can run on this machine; null if one can.</summary>
    /// <param name="suite">A code name: trixie, bookworm, bullseye.</param>
    public static async Task<string?> WhyNotAsync(string suite) => WhyNot() ?? await Rootfs.WhyNotAsync(RootfsRecipe.Bed(suite), Transcript.Named("rootfs-" + suite));

    /// <summary>Boots a pristine bed; the first of a suite makes its rootfs, which takes half a minute and a Debian mirror.</summary>
    /// <exception cref="InvalidOperationException">It did not boot; the message holds what init said.</exception>
    public static async Task<Bed> BootAsync(BedOptions? options = null)
    {
        options ??= new BedOptions();
        if (WhyNot() is { } reason)
        {
            throw new InvalidOperationException(reason);
        }

        BedHost.Sweep();
        Rootfs rootfs = await Rootfs.EnsureAsync(RootfsRecipe.Bed(options.Suite), options.Transcript);
        var bed = new Bed(options, rootfs);
        try
        {
            await bed.holder.ReadyAsync();
            await bed.StartAsync();
            return bed;
        }
        catch
        {
            await bed.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs a bash script (-e -u -o pipefail) as root inside. Its stdin is empty unless given.</summary>
    /// <remarks>What it leaves running in the background must not keep its output: the call waits for the end of that too.</remarks>
    /// <param name="limit">Hang guard; 120 s unless given.</param>
    public Task<CommandOutcome> RunAsync(string script, TimeSpan? limit = null, PipeSource? input = null)
    {
        var options = new CommandOptions { Title = $"({Suite}) {script}", Input = input ?? PipeSource.Null };
        return EnterAsync(script, limit is { } guard ? options with { HangGuard = guard } : options);
    }

    /// <summary>Shuts down as a machine does and boots again: the disk stays, /run is new.</summary>
    /// <exception cref="InvalidOperationException">Something had to be killed.</exception>
    public async Task RebootAsync()
    {
        await ShutDownAsync();
        await StartAsync();
    }

    /// <summary>Shuts down, makes what is on disk now the state that <see cref="ResetAsync"/> goes back to, and boots.</summary>
    public async Task KeepAsync()
    {
        await ShutDownAsync();
        await holder.KeepAsync();
        await StartAsync();
    }

    /// <summary>Pulls the plug, forgets everything written since the bed was new or last kept, and boots.</summary>
    public async Task ResetAsync()
    {
        await SaveJournalAsync();
        Transcript.Write("== reset");
        await holder.ResetAsync();
        await StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await SaveJournalAsync();
        init = 0;
        await holder.DisposeAsync();
    }

    private async Task ShutDownAsync()
    {
        Transcript.Write("== shutdown");
        if (!await holder.StopAsync(ShutdownLimit))
        {
            throw new InvalidOperationException($"the bed did not shut down within {ShutdownLimit.TotalSeconds:0} s\n{holder.Console()}");
        }

        init = 0;
    }

    private async Task StartAsync()
    {
        init = 0;
        init = await holder.BootAsync();

        // --wait needs a manager that already listens.
        const string untilBooted = """
            until [ -S /run/systemd/private ] && state=$(systemctl is-system-running --wait) || [ "${state:-}" = degraded ]; do sleep 0.02; done
            echo "$state"
            systemctl --failed --no-legend --plain
            """;
        CommandOutcome booted = await EnterAsync(untilBooted, new CommandOptions { Title = $"({Suite}) boot", HangGuard = BootLimit });
        if (!booted.Succeeded)
        {
            throw new InvalidOperationException($"the bed did not boot: {booted.Errors}\n{holder.Console()}");
        }
    }

    private Task<CommandOutcome> EnterAsync(string script, CommandOptions options) => init is 0
        ? throw new InvalidOperationException("the bed is not running")
        : commands.RunAsync(
            "nsenter",
            [
                $"--target={init}", "--mount", "--uts", "--ipc", "--net", "--pid", "--cgroup",
                "env", "-i", "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME=/root", "LANG=C.UTF-8", "DEBIAN_FRONTEND=noninteractive",
                "bash", "-e", "-u", "-o", "pipefail", "-c", script,
            ],
            options);

    /// <summary>Writes CLASS[.TEST].journal.log beside the transcript.</summary>
    private async Task SaveJournalAsync()
    {
        if (init is 0)
        {
            return;
        }

        try
        {
            CommandOutcome journal = await EnterAsync("journalctl --no-pager --output=short-precise", new CommandOptions { Title = "the journal", OutputIsData = true });
            await File.AppendAllTextAsync(Transcript.Beside("journal.log"), journal.Output);
        }
        catch (CommandFailedException e)
        {
            Transcript.Write("the journal could not be saved: " + e.Message);
        }
    }
}
