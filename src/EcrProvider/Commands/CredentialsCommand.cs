using System.CommandLine;
using System.Globalization;
using System.Text;
using EcrProvider.Host;
using EcrProvider.Messages;
using EcrProvider.Registries;
using EcrProvider.Settings;
using EcrProvider.Tokens;

namespace EcrProvider.Commands;

/// <summary><c>credentials IMAGE</c>: what kubelet would be answered, for programs that do not ask kubelet.</summary>
internal static class CredentialsCommand
{
    public static Command Create(HostContext host)
    {
        var image = new Argument<string>("IMAGE") { Description = "An image or a registry's host: tag and path do not matter." };
        var format = new Option<string>("--format") { Description = "How to print it.", DefaultValueFactory = _ => "json" };
        format.AcceptOnlyFromAmong("json", "user-password", "docker-config");
        var command = new Verb(
            "credentials",
            "Print the user name and password of an image's registry, for other programs than kubelet. Run it as root, as kubelet does.",
            ExitCodes.OfOrdinaryVerbs,
            """
            CRICTL_CREDS="$(ecr-credential-provider credentials IMAGE --format user-password)" crictl pull IMAGE
            ctr -n k8s.io images pull --user "$(ecr-credential-provider credentials IMAGE --format user-password)" IMAGE
            (umask 077; ecr-credential-provider credentials IMAGE --format docker-config > auth.json)
            """)
        {
            image, format,
        };
        command.SetAction(parsed =>
        {
            parsed.InvocationConfiguration.Output.Write(Print(host, parsed.GetValue(image)!, parsed.GetValue(format)!));
            return ExitCode.Ok;
        });
        return command;
    }

    private static string Print(HostContext host, string image, string format)
    {
        ProviderSettings settings = ProviderSettings.Load(host);
        Registry registry = RegistryAliases.RegistryOf(image, [], settings, host.Files)
            ?? throw new ProviderException(EverydayMessages.NotEcr(image));
        AuthorizationToken token = NodePassword.Get(host, settings, registry);
        string pair = $"{token.UserName}:{token.Password.Reveal()}";
        return format switch
        {
            "user-password" => pair + "\n",
            "docker-config" => DockerConfig(registry.Host, pair),
            _ => Json(registry.Host, token),
        };
    }

    private static string Json(string host, AuthorizationToken token) => JsonOutput.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("registry"u8, host);
        json.WriteString("username"u8, token.UserName);
        json.WriteString("password"u8, token.Password.Reveal());
        json.WriteString("expires_at"u8, token.ExpiresAt?.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
        json.WriteEndObject();
    });

    private static string DockerConfig(string host, string pair) => JsonOutput.Write(json =>
    {
        json.WriteStartObject();
        json.WriteStartObject("auths"u8);
        json.WriteStartObject(host);
        json.WriteString("auth"u8, Convert.ToBase64String(Encoding.UTF8.GetBytes(pair)));
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    });
}
