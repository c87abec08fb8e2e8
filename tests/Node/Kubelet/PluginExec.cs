using System.Buffers;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Node.Kubelet;

/// <summary>Kubelet's ExecPlugin: request on stdin, response on stdout, killed after a minute, every exec recorded.</summary>
internal sealed class PluginExec(CredentialProvider provider, string binDir)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(
        double.Parse(Environment.GetEnvironmentVariable("NODE_KUBELET_PLUGIN_TIMEOUT") ?? "60", CultureInfo.InvariantCulture));

    /// <exception cref="RefusedException">With what kubelet logs of the failure.</exception>
    public async Task<PluginResponse> ExecAsync(string image, ServiceAccount? account)
    {
        var watch = Stopwatch.StartNew();
        int? exit = null;
        var stderr = "";
        PluginResponse? response = null;
        string? error = null;
        try
        {
            var (why, code, stdout, said) = await RunAsync(Request(image, account));
            (exit, stderr) = (code, said);
            if (why is not null) throw new RefusedException($"error execing credential provider plugin {provider.Name} for image {image}: {why}: {said}");
            return response = PluginResponse.Parse(stdout, provider.ApiVersion);
        }
        catch (RefusedException e)
        {
            error = e.Message;
            throw;
        }
        finally
        {
            Record(image, exit, watch.Elapsed, stderr, response, error);
        }
    }

    /// <summary>The request in kubelet's order of fields, with the newline of Go's encoder.</summary>
    private byte[] Request(string image, ServiceAccount? account)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("kind", "CredentialProviderRequest");
            json.WriteString("apiVersion", provider.ApiVersion);
            json.WriteString("image", image);
            if (account is not null)
            {
                json.WriteString("serviceAccountToken", account.Token);
                if (account.Annotations.Count > 0)
                {
                    json.WriteStartObject("serviceAccountAnnotations");
                    foreach (var (key, value) in account.Annotations) json.WriteString(key, value);
                    json.WriteEndObject();
                }
            }

            json.WriteEndObject();
        }

        return [.. buffer.WrittenSpan, (byte)'\n'];
    }

    private async Task<(string? Why, int? Exit, byte[] Stdout, string Stderr)> RunAsync(byte[] request)
    {
        using var process = new Process { StartInfo = StartInfo() };
        try
        {
            process.Start();
        }
        catch (Win32Exception e)
        {
            return ($"fork/exec {process.StartInfo.FileName}: {Marshal.GetPInvokeErrorMessage(e.NativeErrorCode).ToLowerInvariant()}", null, [], "");
        }

        // Disposing of the process leaves its pipes open until the garbage collector comes by.
        using var stdout = process.StandardOutput;
        using var stderr = process.StandardError;

        // As in Go, Wait ends only when every holder of the pipes is gone; the kill reaches the plugin alone.
        var output = Task.WhenAll(AllAsync(stdout.BaseStream), AllAsync(stderr.BaseStream));
        using var deadline = new CancellationTokenSource(Limit);
        await using var kill = deadline.Token.Register(process.Kill);
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(request);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The plugin does not read its stdin: its affair.
        }

        var both = await output;
        await process.WaitForExitAsync();

        // Like Go's CommandContext: past the limit it has failed, even if the plugin itself was done and only a child of it kept the pipe open.
        var why = deadline.IsCancellationRequested ? "context deadline exceeded" : process.ExitCode == 0 ? null : $"exit status {process.ExitCode}";
        return (why, process.ExitCode, both[0], Encoding.UTF8.GetString(both[1]));
    }

    private ProcessStartInfo StartInfo()
    {
        var start = new ProcessStartInfo(Path.Join(binDir, provider.Name), provider.Args)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in provider.Env.Where(variable => variable.Name.Length > 0)) start.Environment[name] = value;
        return start;
    }

    private static async Task<byte[]> AllAsync(Stream stream)
    {
        using var all = new MemoryStream();
        await stream.CopyToAsync(all);
        return all.ToArray();
    }

    private void Record(string image, int? exit, TimeSpan took, string stderr, PluginResponse? response, string? error) => Journal.Write("exec", json =>
    {
        json.WriteString("provider", provider.Name);
        json.WriteString("image", image);
        if (exit is { } code) json.WriteNumber("exit", code);
        else json.WriteNull("exit");
        json.WriteNumber("ms", (long)took.TotalMilliseconds);
        json.WriteString("stderr", stderr);
        json.WriteString("error", error);
        if (response is null)
        {
            json.WriteNull("response");
            return;
        }

        json.WriteStartObject("response");
        json.WriteString("cacheKeyType", response.CacheKeyType);
        json.WriteString("cacheDuration", response.CacheDurationText);
        json.WriteStartArray("authKeys");
        foreach (var credential in response.Auth) json.WriteStringValue(credential.Pattern);
        json.WriteEndArray();
        json.WriteStartArray("auth");
        foreach (var credential in response.Auth)
        {
            json.WriteStartObject();
            json.WriteString("key", credential.Pattern);
            json.WriteString("username", credential.Username);
            json.WriteNumber("passwordLength", credential.Password.Length);
            json.WriteString("passwordSha256", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(credential.Password))));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });
}
