using System.CommandLine;
using EcrProvider.Host;
using EcrProvider.Messages;
using EcrProvider.Registries;
using EcrProvider.Settings;

namespace EcrProvider.Commands;

/// <summary><c>get-login-password</c>, as awscli's: the password and a line end, nothing else.</summary>
internal static class GetLoginPasswordCommand
{
    public static Command Create(HostContext host)
    {
        var region = new Option<string?>("--region") { Description = "Whose registries. [default: AWS_REGION, then AWS_DEFAULT_REGION]" };
        var command = new Verb(
            "get-login-password",
            "Print a region's password for the user AWS, as `aws ecr get-login-password` does.",
            ExitCodes.OfOrdinaryVerbs,
            """
            sudo ecr-credential-provider get-login-password --region us-west-2 |
              skopeo login --username AWS --password-stdin 123456789012.dkr.ecr.us-west-2.amazonaws.com
            """)
        {
            region,
        };
        command.SetAction(parsed =>
        {
            parsed.InvocationConfiguration.Output.Write(Password(host, parsed.GetValue(region)) + "\n");
            return ExitCode.Ok;
        });
        return command;
    }

    private static string Password(HostContext host, string? given)
    {
        ProviderSettings settings = ProviderSettings.Load(host);
        string region = given ?? settings["AWS_REGION"] ?? settings["AWS_DEFAULT_REGION"] ?? throw new ProviderException(EverydayMessages.NoRegion());
        Registry registry = Registry.OfRegion(region) ?? throw new ProviderException(EverydayMessages.NotARegion(region));
        return NodePassword.Get(host, settings, registry).Password.Reveal();
    }
}
