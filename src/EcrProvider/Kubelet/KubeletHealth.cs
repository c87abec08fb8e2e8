using System.Globalization;
using EcrProvider.Host;
using EcrProvider.Kubelet.Config.Yaml;

namespace EcrProvider.Kubelet;

/// <summary>
/// Whether kubelet took its flags. healthz answers 200 only after the providers were registered (cmd/kubelet/app), so one 200 of the process
/// that carries our flags proves that it accepted them. <c>systemctl restart</c> proves nothing: the unit is of Type=simple.
/// </summary>
internal sealed class KubeletHealth(HostContext host, KubeletUnit unit)
{
    private const string Standard = "http://127.0.0.1:10248/healthz";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>True when healthz answers 200 now.</summary>
    public bool Answers() => host.IsWell(Endpoint());

    /// <summary>Waits until healthz answers; false when the process died meanwhile, or did not answer within 40 s.</summary>
    public bool Becomes()
    {
        Uri endpoint = Endpoint();
        int process = unit.MainProcess();
        long start = host.Clock.GetTimestamp();
        while (host.Clock.GetElapsedTime(start) < Patience)
        {
            if (unit.MainProcess() != process || process == 0)
            {
                return false;
            }

            if (host.IsWell(endpoint) && unit.MainProcess() == process)
            {
                return true;
            }

            Thread.Sleep(Pause);
        }

        return false;
    }

    /// <summary>As --healthz-port or the KubeletConfiguration say; 127.0.0.1:10248 by default.</summary>
    private Uri Endpoint()
    {
        IReadOnlyList<string> arguments = unit.LiveArguments();
        string? port = Value(arguments, "--healthz-port=") ?? FromConfig(Value(arguments, "--config="));
        return ushort.TryParse(port, CultureInfo.InvariantCulture, out ushort number) && number > 0
            ? new UriBuilder(Standard) { Port = number }.Uri
            : new Uri(Standard);
    }

    private static string? Value(IReadOnlyList<string> arguments, string flag) =>
        arguments.LastOrDefault(argument => argument.StartsWith(flag, StringComparison.Ordinal))?[flag.Length..];

    private string? FromConfig(string? path)
    {
        try
        {
            return path is not null
                && host.Files.Read(path, ProviderSetReader.Limit).Bytes is { } content
                && YamlReader.Read(content) is YamlMapping config
                && config.Entries.FirstOrDefault(entry => entry.Key.Text is "healthzPort").Value is YamlScalar port
                ? port.Text
                : null;
        }
        catch (YamlException)
        {
            return null;
        }
    }
}
