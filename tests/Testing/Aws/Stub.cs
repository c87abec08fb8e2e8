using System.Diagnostics;
using System.Globalization;

namespace EcrProvider.Testing;

/// <summary>A server of tests/Node in a process of its own, on a free port of the loopback.</summary>
public sealed class Stub : IDisposable
{
    private readonly Process process;
    private readonly string log = Path.GetTempFileName();

    private Stub(string part, params IEnumerable<string> options)
    {
        process = Process.Start(new ProcessStartInfo(Artifacts.Node, [part, "--listen", "127.0.0.1:0", "--log", log, .. options])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        string? line = process.StandardOutput.ReadLine();
        Port = int.Parse(line!.Split(':')[^1], CultureInfo.InvariantCulture);
    }

    public int Port { get; }

    /// <summary>By http, at 127.0.0.1.</summary>
    public string Endpoint => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Port}");

    /// <summary>What was asked, one JSON object a request.</summary>
    public IReadOnlyList<string> Requests => File.ReadAllLines(log);

    /// <param name="fault">As <c>node aws --fault</c> reads it; empty: none.</param>
    public static Stub Aws(string fault = "", params IEnumerable<string> options) => new("aws", ["--fault", fault, .. options]);

    /// <param name="fault">As <c>node imds --fault</c> reads it; empty: none.</param>
    public static Stub Imds(string fault = "", params IEnumerable<string> options) => new("imds", ["--fault", fault, .. options]);

    public void Dispose()
    {
        process.Kill();
        process.Dispose();
        File.Delete(log);
    }
}
