using EcrProvider.Host;
using EcrProvider.Messages;
using EcrProvider.Registries;
using EcrProvider.Settings;
using EcrProvider.Tokens;

namespace EcrProvider.Plugin;

/// <summary>The exec plugin: one request in, one answer out. The way of the data is the body of <see cref="Run"/>.</summary>
internal static class CredentialProvider
{
    /// <param name="host">This process.</param>
    /// <param name="arguments">Of the command line: <c>--registry-alias</c> counts, and the rest is as good as none.</param>
    /// <param name="ask">For a password that the node does not have.</param>
    /// <param name="unknownWord">A positional argument that means nothing here: answered all the same, as upstream does, and said.</param>
    /// <returns>0 with the answer on stdout, or 1 with one line on stderr and nothing on stdout.</returns>
    public static int Run(HostContext host, IReadOnlyList<string> arguments, TokenAsker ask, string? unknownWord = null)
    {
        Registry? registry = null;
        try
        {
            CredentialProviderRequest request = RequestReader.Read(host);
            ProviderSettings settings = ProviderSettings.Load(host);
            registry = RegistryAliases.RegistryOf(request.Image, RegistryAliases.OfArguments(arguments), settings, host.Files)
                ?? throw new ProviderException(RequestMessages.NotEcr(request.Image));
            (CredentialProviderResponse response, Message line, string identity, JournalPriority priority) = Answer(host, settings, registry, request, ask);
            StandardStreams.Answer(host, ResponseWriter.Write(response).Span);
            Report.Write(host, priority, line, ("ECR_REGISTRY", registry.Host), ("ECR_IDENTITY", identity));
            if (unknownWord is not null)
            {
                Report.Write(host, JournalPriority.Warning, RequestMessages.UnknownWord(unknownWord));
            }

            return ExitCode.Ok;
        }
        catch (ProviderException failure)
        {
            Report.Write(host, JournalPriority.Error, failure.Line, ("ECR_REGISTRY", registry?.Host ?? ""));
            return ExitCode.Failed;
        }
    }

    /// <summary>True for the command lines of kubelet's configs: none, upstream's <c>get-credentials</c>, and aliases of registries.</summary>
    public static bool IsAsked(IReadOnlyList<string> arguments) => arguments switch
    {
        [] => true,
        ["get-credentials", ..] => !arguments.Any(argument => argument is "--help" or "-h" or "-?"),
        [var option, ..] => option.StartsWith(RegistryAliases.Option, StringComparison.Ordinal),
    };

    private static (CredentialProviderResponse Response, Message Line, string Identity, JournalPriority Priority) Answer(
        HostContext host, ProviderSettings settings, Registry registry, CredentialProviderRequest request, TokenAsker ask)
    {
        try
        {
            (AuthorizationToken token, string identity, Message? warning) = TokenSource.Get(host, settings, registry, request.ServiceAccount, ask);
            TimeSpan cacheDuration = CredentialProviderResponse.HalfOfRemainingLife(token, host.Clock.GetUtcNow());
            if (warning is not null)
            {
                // Soon again: what hinders a renewal may be over then.
                cacheDuration = cacheDuration < CredentialProviderResponse.FellBack ? cacheDuration : CredentialProviderResponse.FellBack;
            }

            return (
                new(request.ApiVersion, registry.Host, cacheDuration, token),
                warning ?? RequestMessages.Answered(registry.Host, identity, token.Until, ResponseWriter.GoDuration(cacheDuration)),
                identity,
                warning is null ? JournalPriority.Info : JournalPriority.Warning);
        }
        catch (ProviderException none) when (registry.IsPublic && none.Line.LeavesPublicPullAnonymous)
        {
            return (new(request.ApiVersion, registry.Host, CredentialProviderResponse.Anonymous, Token: null), none.Line, "", JournalPriority.Warning);
        }
    }
}
