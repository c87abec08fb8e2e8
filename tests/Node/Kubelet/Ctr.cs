using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Node.Kubelet;

/// <summary>containerd, asked through its own client. Real kubelet speaks CRI; ctr is what Debian has, so the password stands in argv: fine in a test bed only.</summary>
internal static class Ctr
{
    /// <summary>Serialised, as kubelet's serializeImagePulls does by default.</summary>
    private static readonly SemaphoreSlim OnePull = new(1);
    private static readonly CancellationTokenSource Leaving = new();

    /// <summary>Kills the ctr processes: an attached one passes TERM on to its container and waits, which would hold up systemd's stop.</summary>
    public static void KillAll() => Leaving.Cancel();

    /// <summary>Null if pulled, else ctr's last line of error.</summary>
    public static async Task<string?> PullAsync(string image, Credential? credential)
    {
        string[] user = credential is null ? [] : ["--user", $"{credential.Username}:{credential.Password}"];
        await OnePull.WaitAsync();
        try
        {
            var last = "";

            // containerd 1.4 would look for flags behind the image once more.
            var exit = await RunAsync(["images", "pull", "--hosts-dir", "/etc/containerd/certs.d", .. user, "--", image], _ => { }, line => last = line, CancellationToken.None);
            return exit == 0 ? null : last.StartsWith("ctr: ", StringComparison.Ordinal) ? last[5..] : last.Length > 0 ? last : $"ctr: exit status {exit}";
        }
        finally
        {
            OnePull.Release();
        }
    }

    /// <summary>Runs the image's own command once on the node's network and hands over each line that it says. Null if it ended with 0, else the reason.</summary>
    public static async Task<string?> RunContainerAsync(string image, string pod, Action<string> said, CancellationToken stop)
    {
        var left = new List<string>();
        await RunAsync(["containers", "list", "--quiet"], line => left.Add(line), _ => { }, CancellationToken.None);
        foreach (var container in left.Where(name => name.StartsWith(pod, StringComparison.Ordinal))) await RemoveContainerAsync(container);

        // A name of this kubelet's own: the shim of a container that its predecessor left half started holds the old one's folder for a while.
        var id = string.Create(CultureInfo.InvariantCulture, $"{pod}-{Environment.ProcessId}");
        var last = "";

        // Shares of 0 set no limit at all: a bed's cgroups may have no cpu controller, and then runc would fail to write cpu.weight.
        // ctr of containerd 1.4 sets none by itself, and does not know the flag.
        string[] shares = await KnowsAsync("--cpu-shares") ? ["--cpu-shares", "0"] : [];
        var exit = await RunAsync(["run", "--rm", "--net-host", .. shares, image, id], said, line => last = line, stop);
        if (stop.IsCancellationRequested) await RemoveContainerAsync(id);
        return exit == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"exit status {exit}: {last}");
    }

    private static async Task<bool> KnowsAsync(string flag)
    {
        var known = false;
        await RunAsync(["run", "--help"], line => known |= line.Contains(flag, StringComparison.Ordinal), _ => { }, CancellationToken.None);
        return known;
    }

    private static async Task RemoveContainerAsync(string id)
    {
        await RunAsync(["tasks", "delete", "--force", id], _ => { }, _ => { }, CancellationToken.None);
        await RunAsync(["containers", "delete", id], _ => { }, _ => { }, CancellationToken.None);
    }

    private static async Task<int> RunAsync(string[] arguments, Action<string> stdout, Action<string> stderr, CancellationToken stop)
    {
        using var process = new Process
        {
            StartInfo = new("ctr", ["--namespace", "k8s.io", .. arguments])
            {
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        try
        {
            process.Start();
        }
        catch (Win32Exception e)
        {
            stderr($"ctr: {e.Message}");
            return 127;
        }

        process.StandardInput.Close();
        using var output = process.StandardOutput;
        using var errors = process.StandardError;
        await using var kill = stop.Register(process.Kill);
        await using var leave = Leaving.Token.Register(process.Kill);
        await Task.WhenAll(LinesAsync(output, stdout), LinesAsync(errors, stderr));
        await process.WaitForExitAsync(CancellationToken.None);
        return process.ExitCode;
    }

    private static async Task LinesAsync(StreamReader reader, Action<string> each)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            if (line.Length > 0) each(line);
        }
    }
}
