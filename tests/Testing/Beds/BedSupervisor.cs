using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace EcrProvider.Testing;

/// <summary>
/// The process that holds a bed (bed.sh). It lives as long as its standard input: a kill -9 of the tests closes that too.
/// </summary>
/// <remarks>
/// Not PR_SET_PDEATHSIG on our side: it is the parent *thread* whose death counts (prctl(2)), and .NET retires pool threads.
/// </remarks>
internal sealed class BedSupervisor : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process holder;
    private readonly string home;
    private readonly StringBuilder errors = new();
    private bool disposed;

    /// <summary>Mounts the bed's layers above a rootfs.</summary>
    /// <param name="size">Of what may be written, as mount(8) takes a tmpfs's.</param>
    public BedSupervisor(string lower, string size)
    {
        home = BedHost.NewFolder();
        string script = Script.WriteTo(home, "bed.sh");
        string[] line = ["--mount", "--propagation", "private", "bash", script, "hold", home, lower, size, BedHost.CgroupOf(home)];
        holder = Process.Start(new ProcessStartInfo("unshare", line)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        holder.ErrorDataReceived += (_, line) => errors.AppendLine(line.Data);
        holder.BeginErrorReadLine();
    }

    /// <summary>Waits for the layers to be mounted. To be called first, once.</summary>
    public Task ReadyAsync() => ExpectAsync("ready");

    /// <summary>Starts systemd on the bed's layers; returns the process id of init, as the host sees it.</summary>
    public async Task<int> BootAsync()
    {
        string answer = await AskAsync("boot", Patience);
        return answer.StartsWith("init ", StringComparison.Ordinal)
            ? int.Parse(answer.AsSpan("init ".Length), NumberStyles.None, CultureInfo.InvariantCulture)
            : throw Failure($"boot: {answer}");
    }

    /// <summary>Shuts down; false if something had to be killed after that time.</summary>
    public async Task<bool> StopAsync(TimeSpan limit) =>
        await AskAsync($"stop {(int)limit.TotalSeconds}", limit + Patience) is "clean";

    /// <summary>Of a stopped bed: what was written becomes what <see cref="ResetAsync"/> goes back to.</summary>
    public async Task KeepAsync() => await ExpectAsync("kept", "keep");

    /// <summary>Kills the bed and forgets what was written.</summary>
    public async Task ResetAsync() => await ExpectAsync("empty", "reset");

    /// <summary>What init and the scripts before it said.</summary>
    public string Console() => File.Exists(Path.Join(home, "console")) ? File.ReadAllText(Path.Join(home, "console")) : "";

    public async ValueTask DisposeAsync()
    {
        if (disposed)
        {
            return;
        }

        disposed = true;
        holder.StandardInput.Close();
        using var guard = new CancellationTokenSource(Patience);
        try
        {
            await holder.WaitForExitAsync(guard.Token);
        }
        catch (OperationCanceledException)
        {
            // Its children go with it, and the next run sweeps the folder.
            holder.Kill(entireProcessTree: true);
        }

        holder.Dispose();
    }

    private async Task ExpectAsync(string expected, string? order = null)
    {
        string answer = await AskAsync(order, Patience);
        if (!string.Equals(answer, expected, StringComparison.Ordinal))
        {
            throw Failure($"{order ?? "start"}: {answer}");
        }
    }

    private async Task<string> AskAsync(string? order, TimeSpan limit)
    {
        if (order is not null)
        {
            await holder.StandardInput.WriteLineAsync(order);
            await holder.StandardInput.FlushAsync();
        }

        using var guard = new CancellationTokenSource(limit);
        return await holder.StandardOutput.ReadLineAsync(guard.Token) ?? throw Failure("the holder of the bed is gone");
    }

    private InvalidOperationException Failure(string what) => new($"{what}\n{errors}{Console()}");
}
