using System.Globalization;

namespace EcrProvider.Testing;

/// <summary>The kubelet.service of a bed, watched from outside as an administrator would.</summary>
public sealed class Kubelet(Bed bed)
{
    /// <summary>Of the main process; 0 if none runs.</summary>
    public Task<int> MainPidAsync() => NumberAsync("MainPID");

    /// <summary>How often systemd has restarted it by itself (Restart=) since it was last started by somebody.</summary>
    public Task<int> RestartsAsync() => NumberAsync("NRestarts");

    /// <summary>How often systemd has started it so far, whoever asked for it: to be compared. Every boot of a bed has the host's boot id.</summary>
    public async Task<int> StartsAsync()
    {
        CommandOutcome count = await bed.RunAsync("journalctl --sync; journalctl --unit=kubelet --output=cat --no-pager | grep -c '^Started kubelet' || true").OrThrow();
        return int.Parse(count.Text, CultureInfo.InvariantCulture);
    }

    /// <summary>active, inactive, activating (between two tries), failed.</summary>
    public async Task<string> StateAsync() => await PropertyAsync("ActiveState");

    /// <summary>The live command line, from /proc, without the program.</summary>
    /// <exception cref="CommandFailedException">It does not run.</exception>
    public async Task<IReadOnlyList<string>> ArgumentsAsync()
    {
        CommandOutcome commandLine = await bed.RunAsync("cat \"/proc/$(systemctl show --property=MainPID --value kubelet)/cmdline\"").OrThrow();
        return commandLine.Output.Split('\0')[1..^1];
    }

    /// <summary>Waits until healthz answers 200, which kubelet gives only after it has accepted its credential providers.</summary>
    /// <exception cref="CommandFailedException">It did not; its journal is in the message.</exception>
    public async Task HealthyAsync(TimeSpan? limit = null)
    {
        double seconds = (limit ?? TimeSpan.FromSeconds(60)).TotalSeconds;
        await bed.RunAsync(string.Create(CultureInfo.InvariantCulture, $$"""
            timeout {{seconds}} sh -c 'until curl -sf -o /dev/null http://127.0.0.1:10248/healthz; do sleep 0.05; done' && exit
            journalctl --unit=kubelet --output=cat --no-pager --lines=15 >&2
            exit 1
            """)).OrThrow();
    }

    private async Task<int> NumberAsync(string property) => int.Parse(await PropertyAsync(property), CultureInfo.InvariantCulture);

    private async Task<string> PropertyAsync(string property) => (await bed.RunAsync($"systemctl show --property={property} --value kubelet").OrThrow()).Text;
}
