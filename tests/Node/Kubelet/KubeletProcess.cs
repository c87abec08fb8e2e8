using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Node.Http;

namespace Node.Kubelet;

/// <summary>The life of the process: flags, credential providers, healthz, pods, TERM.</summary>
internal static class KubeletProcess
{
    private const string TokenGate = "KubeletServiceAccountTokenForCredentialProviders";

    /// <summary>Runs as kubelet does; comes back only with an exit code.</summary>
    public static int Run(ReadOnlySpan<string> args)
    {
        KubeletFlags flags;
        try
        {
            flags = KubeletFlags.Parse(args);
        }
        catch (RefusedException e)
        {
            return Failed(e.Message);
        }

        if (flags.Has("help"))
        {
            Console.WriteLine("The kubelet is the primary \"node agent\" that runs on each node. (This one is a stand-in.)\n\nUsage:\n  kubelet [flags]");
            return 0;
        }

        if (flags.Has("version") && flags["version"] is not ("false" or "0"))
        {
            Console.WriteLine($"Kubernetes {KubeletVersion.Current.Text}");
            return 0;
        }

        return Start(flags, args.ToArray());
    }

    /// <summary><c>node verdict CONFIG BINDIR</c>: only loads.</summary>
    public static int Verdict(string config, string binDir)
    {
        try
        {
            ProviderRegistration.Register(config, binDir, KubeletVersion.Current, tokenGate: null);
            Console.WriteLine("accepted");
            return 0;
        }
        catch (RefusedException e)
        {
            Console.WriteLine($"refused: {e.Message}");
            return 1;
        }
    }

    private static int Start(KubeletFlags flags, string[] args)
    {
        using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Leave);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Leave);
        Journal.Write("started", json =>
        {
            json.WriteStartArray("argv");
            foreach (var arg in args) json.WriteStringValue(arg);
            json.WriteEndArray();
        });

        KubeletConfiguration config;
        try
        {
            config = KubeletConfiguration.Load(flags["config"]);
        }
        catch (RefusedException e)
        {
            return Failed(e.Message);
        }

        Klog.Info("server.go:529", "Kubelet version", ("kubeletVersion", KubeletVersion.Current.Text));
        IReadOnlyList<CredentialProvider> providers = [];
        var (path, binDir) = (flags["image-credential-provider-config"], flags["image-credential-provider-bin-dir"]);
        if (path.Length > 0 || binDir.Length > 0)
        {
            try
            {
                providers = ProviderRegistration.Register(path, binDir, KubeletVersion.Current, flags.Gate(TokenGate));
            }
            catch (RefusedException e)
            {
                Journal.Write("refused", json => json.WriteString("reason", e.Message));
                Klog.Error("kuberuntime_manager.go:301", "Failed to register CRI auth plugins", e.Message);
                return 1;
            }
        }

        var keyring = new Keyring([.. providers.Select(provider => new ProviderPlugin(provider, binDir))]);
        _ = HealthzAsync(
            IPAddress.Parse(flags.Has("healthz-bind-address") ? flags["healthz-bind-address"] : config.HealthzAddress ?? "127.0.0.1"),
            int.Parse(flags.Has("healthz-port") ? flags["healthz-port"] : config.HealthzPort ?? "10248", CultureInfo.InvariantCulture));
        SdNotify.Send("READY=1");
        Klog.Info("server.go:1274", "Started kubelet");
        Journal.Write("ready", json => json.WriteNumber("providers", providers.Count));
        new StaticPods(keyring).WatchAsync().GetAwaiter().GetResult();
        return 0;
    }

    private static int Failed(string reason)
    {
        Klog.Error("run.go:72", "command failed", reason);
        return 1;
    }

    private static void Leave(PosixSignalContext signal)
    {
        signal.Cancel = true;
        Ctr.KillAll();
        Journal.Write("stopped", _ => { });
        Environment.Exit(0);
    }

    private static async Task HealthzAsync(IPAddress address, int port)
    {
        if (port == 0) return;
        var server = new HttpServer(request => Task.FromResult(request.Path is "/healthz"
            ? new HttpResponse(200, "text/plain; charset=utf-8", "ok")
            : new(404, "text/plain; charset=utf-8", "404 page not found\n")));
        while (true)
        {
            try
            {
                server.Listen(new(address, port));
                return;
            }
            catch (SocketException e)
            {
                // Kubelet goes on without, and tries again (after 5 s, where this one is quicker).
                Klog.Error("server.go:1019", "Failed to start healthz server", $"listen tcp {address}:{port}: bind: {e.Message}");
                await Task.Delay(500);
            }
        }
    }
}
