using System.Diagnostics;
using System.Text;

namespace EcrProvider.Host;

internal partial class HostProcesses
{
    private const int OutputLimit = 64 * 1024;

    // What a program wrote before its end is in the pipe by then; only a child that it left behind keeps the pipe open for longer.
    private static readonly TimeSpan Drain = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// Runs a command line of the admin's by sh(1) in a session of its own and on pipes of its own: whatever it leaves behind holds nothing
    /// that kubelet waits for, and at <paramref name="limit"/> it is killed with its children. Exit codes as of <see cref="Run"/>.
    /// </summary>
    /// <param name="environment">All of its environment.</param>
    public virtual ProcessOutcome RunGroup(string commandLine, IReadOnlyDictionary<string, string> environment, TimeSpan limit)
    {
        // setsid(1) of util-linux, which is essential, becomes the command without another process: its number is the group's.
        var start = new ProcessStartInfo("/usr/bin/setsid", ["/bin/sh", "-c", commandLine])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment.Clear();
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        try
        {
            using Process process = Process.Start(start)!;
            process.StandardInput.Close();
            var output = new Capture(process.StandardOutput.BaseStream);
            var error = new Capture(process.StandardError.BaseStream);
            if (!process.WaitForExit(limit))
            {
                _ = LibC.Kill(-process.Id, LibC.KillSignal);
                return new ProcessOutcome(124, "", "");
            }

            output.WaitForEnd(Drain);
            error.WaitForEnd(Drain);
            return new ProcessOutcome(process.ExitCode, output.ToString(), error.ToString());
        }
        catch (System.ComponentModel.Win32Exception trouble)
        {
            return new ProcessOutcome(127, "", trouble.Message);
        }
    }

    /// <summary>What comes out of a pipe, to a limit: more is read and dropped, because a full pipe would hold the program up.</summary>
    private sealed class Capture
    {
        private readonly Lock gate = new();
        private readonly byte[] kept = new byte[OutputLimit];
        private readonly Task reading;
        private int length;

        public Capture(Stream pipe) => reading = ReadAsync(pipe);

        public void WaitForEnd(TimeSpan limit) => reading.Wait(limit);

        public override string ToString()
        {
            lock (gate)
            {
                return Encoding.UTF8.GetString(kept, 0, length);
            }
        }

        private async Task ReadAsync(Stream pipe)
        {
            byte[] buffer = new byte[4096];
            for (int read; (read = await pipe.ReadAsync(buffer)) > 0;)
            {
                lock (gate)
                {
                    int taken = Math.Min(read, OutputLimit - length);
                    buffer.AsSpan(0, taken).CopyTo(kept.AsSpan(length));
                    length += taken;
                }
            }
        }
    }
}
