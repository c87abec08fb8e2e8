using System.Buffers;
using System.Text;
using System.Text.Json;
using EcrProvider.Host;
using EcrProvider.Messages;
using EcrProvider.Plugin;
using EcrProvider.Registries;
using EcrProvider.Settings;
using EcrProvider.Tokens;

namespace EcrProvider.Commands;

/// <summary>
/// Docker's credential-helper protocol (github.com/docker/docker-credential-helpers), when called as <see cref="Name"/>. Errors go to standard
/// output, where docker, podman and skopeo read them, with exit code 1.
/// </summary>
internal static class DockerCredential
{
    public const string Name = "docker-credential-ecr-node";

    // Clients compare this text, and go on anonymously then.
    private const string NotFound = "credentials not found in native keychain";

    public static int Run(HostContext host, string[] arguments)
    {
        switch (arguments)
        {
            case ["get"]:
                return Get(host);
            case ["list"]:
                return Say(host, "{}", ExitCode.Ok);
            case ["store" or "erase"]:
                // As amazon-ecr-credential-helper: whoever logs in has to learn that nothing was kept.
                return Say(host, "not implemented", ExitCode.Failed);
            case ["version" or "--version"]:
                return Say(host, $"{Name} {ProductVersion.Text}", ExitCode.Ok);
            default:
                return Say(host, $"Usage: {Name} <get|list|store|erase|version>", ExitCode.Failed);
        }
    }

    private static int Get(HostContext host)
    {
        try
        {
            string server = Encoding.UTF8.GetString(RequestReader.ReadAll(host, RequestReader.Patience) ?? []).Trim();
            if (server.Length == 0)
            {
                return Say(host, "no credentials server URL", ExitCode.Failed);
            }

            // No alias: it is true of containerd's hosts.toml, and this client asks the alias itself.
            return Registry.OfImage(WithoutScheme(server)) is { } registry ? Get(host, server, registry) : Say(host, NotFound, ExitCode.Failed);
        }
        catch (ProviderException failure)
        {
            // docker passes over what it reads on standard output, and shows this.
            host.Error.WriteLine(failure.Line);
            return Say(host, failure.Line.ToString(), ExitCode.Failed);
        }
    }

    private static int Get(HostContext host, string server, Registry registry)
    {
        AuthorizationToken token;
        try
        {
            token = NodePassword.Get(host, ProviderSettings.Load(host), registry);
        }
        catch (ProviderException none) when (registry.IsPublic && none.Line.LeavesPublicPullAnonymous)
        {
            return Say(host, NotFound, ExitCode.Failed);
        }

        var answer = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(answer, new JsonWriterOptions { Encoder = GoJsonEncoder.Instance }))
        {
            json.WriteStartObject();
            json.WriteString("ServerURL"u8, server);
            json.WriteString("Username"u8, token.UserName);
            json.WriteString("Secret"u8, token.Password.Reveal());
            json.WriteEndObject();
        }

        answer.Write("\n"u8);
        StandardStreams.Answer(host, answer.WrittenSpan);
        return ExitCode.Ok;
    }

    // http:// stays, and is no registry: everybody on the way would read the password.
    private static string WithoutScheme(string server) =>
        server.StartsWith("https://", StringComparison.OrdinalIgnoreCase) ? server["https://".Length..] : server;

    private static int Say(HostContext host, string line, int exitCode)
    {
        StandardStreams.Answer(host, Encoding.UTF8.GetBytes(line + "\n"));
        return exitCode;
    }
}
