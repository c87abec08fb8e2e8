using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using System.Text;
using EcrProvider.Host;
using EcrProvider.Messages;
using EcrProvider.Plugin;
using EcrProvider.Registries;
using EcrProvider.Tokens;

namespace EcrProvider.Commands;

/// <summary>Every verb but the plugin path.</summary>
internal static class CommandLine
{
    private const string About =
        """
        Kubelet's image credential provider for Amazon ECR.

        Kubelet runs it without arguments: a CredentialProviderRequest on standard input, a
        CredentialProviderResponse on standard output. To see what kubelet would get:

          echo '{"kind":"CredentialProviderRequest","apiVersion":"credentialprovider.kubelet.k8s.io/v1",
                 "image":"123456789012.dkr.ecr.us-west-2.amazonaws.com/app"}' | sudo ecr-credential-provider

        Settings are read from /etc/default/ecr-credential-provider, kubelet's CredentialProviderConfig
        from /etc/ecr-credential-provider/config.yaml. Exit codes: 0 done, 1 failed, 2 wrong usage.
        """;

    // @FILE would print lines of any file that root can read.
    private static readonly ParserConfiguration NoResponseFiles = new() { ResponseFileTokenReplacer = null };

    public static RootCommand Root(HostContext host, string[] arguments)
    {
        var get = new Verb(
            "get-credentials",
            "Answer a CredentialProviderRequest: what no arguments do too.",
            ExitCodes.OfOrdinaryVerbs,
            """
            echo '{"kind":"CredentialProviderRequest","apiVersion":"credentialprovider.kubelet.k8s.io/v1",
                   "image":"123456789012.dkr.ecr.us-west-2.amazonaws.com/app"}' | sudo ecr-credential-provider get-credentials
            """)
        {
            // Configs in the field pass more words; upstream takes no notice of them.
            TreatUnmatchedTokensAsErrors = false,
        };
        get.Options.Add(new Option<string[]>(RegistryAliases.Option)
        {
            Description = "A host that is an ECR registry under another name, e.g. mirror.example.com=123456789012.dkr.ecr.us-west-2.amazonaws.com.",
            HelpName = "ALIAS=REGISTRY",
        });
        get.SetAction(_ => CredentialProvider.Run(host, arguments, TokenSource.Ask));
        var root = new RootCommand(About)
        {
            get, CredentialsCommand.Create(host), GetLoginPasswordCommand.Create(host), DoctorCommand.Create(host), NodeCommand.Create(host), ConfigCommand.Create(host),
            CacheCommand.Create(host),
        };
        root.Directives.Clear();
        HelpOfVerbs.AddTo(root);
        return root;
    }

    public static bool IsVerb(HostContext host, string word) =>
        Root(host, []).Subcommands.Any(verb => string.Equals(verb.Name, word, StringComparison.Ordinal));

    /// <summary>Runs a verb. Usage errors end with 2, a <see cref="ProviderException"/> with its line and 1.</summary>
    public static int Run(HostContext host, string[] arguments)
    {
        try
        {
            return Invoke(host, Root(host, arguments).Parse(arguments, NoResponseFiles));
        }
        catch (ProviderException failure)
        {
            host.Error.WriteLine(failure.Line);
            return ExitCode.Failed;
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            host.Error.WriteLine(NodeMessages.NoAccess(trouble.Message));
            return ExitCode.Failed;
        }
    }

    private static int Invoke(HostContext host, ParseResult parsed)
    {
        if (parsed.Errors.Count > 0)
        {
            return Misunderstood(host, parsed);
        }

        using var output = new StringWriter();
        int code = parsed.Invoke(new InvocationConfiguration { Output = output, Error = host.Error, EnableDefaultExceptionHandler = false });
        StandardStreams.Answer(host, Encoding.UTF8.GetBytes(output.ToString()));
        return code;
    }

    private static int Misunderstood(HostContext host, ParseResult parsed)
    {
        IEnumerable<string> problems = parsed.UnmatchedTokens.Count > 0
            ? parsed.UnmatchedTokens.Select(token => $"'{OneLine.Of(token)}' is no verb or option here")
            : parsed.Errors.Select(error => OneLine.Of(error.Message));
        string problem = string.Join(", ", problems.Distinct(StringComparer.Ordinal));
        host.Error.WriteLine(UsageMessages.Misunderstood(Suggestion(parsed) is { } word ? $"{problem}; did you mean {word}?" : problem, PathOf(parsed.CommandResult)));
        return ExitCode.Usage;
    }

    // The library's own: a line of its, and then a word a line.
    private static string? Suggestion(ParseResult parsed)
    {
        if (parsed.Action is not ParseErrorAction { ShowTypoCorrections: true } typo)
        {
            return null;
        }

        typo.ShowHelp = false;
        using var suggestions = new StringWriter();
        parsed.Invoke(new InvocationConfiguration { Output = suggestions, Error = TextWriter.Null });
        return suggestions.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Skip(1).FirstOrDefault();
    }

    private static string PathOf(CommandResult result) =>
        result.Parent is CommandResult parent ? $"{PathOf(parent)} {result.Command.Name}" : "ecr-credential-provider";
}
