using System.Globalization;
using EcrProvider.Host;
using EcrProvider.Messages;
using EcrProvider.Registries;
using EcrProvider.Settings;
using EcrProvider.Tokens;

namespace EcrProvider.Plugin;

/// <summary>The exec plugin: one request in, one answer out. The way of the data is the body of <see cref="Answer"/>.</summary>
internal static class CredentialProvider
{
    /// <param name="host">This process.</param>
    /// <param name="arguments">Of the command line: <c>--registry-alias</c> counts, and the rest is as good as none.</param>
    /// <param name="unknownWord">A positional argument that means nothing here: answered all the same, as upstream does, and said.</param>
    /// <returns>0 with the answer on stdout, or 1 with one line on stderr and nothing on stdout.</returns>
    public static int Run(HostContext host, IReadOnlyList<string> arguments, string? unknownWord = null)
    {
        try
        {
            (CredentialProviderResponse response, LogEntry entry) = Answer(host, arguments);
            StandardStreams.Answer(host, ResponseWriter.Write(response).Span);
            Log(host, entry, ("ECR_REGISTRY", response.Registry));
            if (unknownWord is not null)
            {
                Log(host, new LogEntry(JournalPriority.Warning, RequestMessages.UnknownWord(unknownWord).ToString()));
            }

            return ExitCode.Ok;
        }
        catch (ProviderException failure)
        {
            Log(host, new LogEntry(JournalPriority.Error, failure.Line.ToString()), ("ECR_MESSAGE", failure.Line.Id));
            return ExitCode.Failed;
        }
    }

    private static (CredentialProviderResponse Response, LogEntry Entry) Answer(HostContext host, IReadOnlyList<string> arguments)
    {
        CredentialProviderRequest request = RequestReader.Read(host);
        ProviderSettings settings = ProviderSettings.Load(host);
        Registry registry = Registry.OfImage(request.Image)
            ?? RegistryAliases.OfImage(request.Image, RegistryAliases.OfArguments(arguments), settings, host.Files)
            ?? throw new ProviderException(RequestMessages.NotEcr(request.Image));
        try
        {
            (AuthorizationToken token, string identity) = TokenSource.Get(host, settings, registry, request.ServiceAccount);
            TimeSpan cacheDuration = CredentialProviderResponse.HalfOfRemainingLife(token, host.Clock.GetUtcNow());
            return (new(request.ApiVersion, registry.Host, cacheDuration, token), Answered(registry, identity, token, cacheDuration));
        }
        catch (ProviderException none) when (registry.IsPublic && none.Line.LeavesPublicPullAnonymous)
        {
            return (
                new(request.ApiVersion, registry.Host, CredentialProviderResponse.Anonymous, Token: null),
                new LogEntry(JournalPriority.Warning, none.Line.ToString()));
        }
    }

    /// <summary>To the journal, and what is amiss to stderr as well: kubelet shows it when the exit code is not 0, a shell always.</summary>
    private static void Log(HostContext host, LogEntry entry, params ReadOnlySpan<(string Name, string Value)> fields)
    {
        if (entry.Priority is not JournalPriority.Info)
        {
            host.Error.WriteLine(entry.Text);
        }

        host.Journal.Write(entry.Priority, entry.Text, fields);
    }

    private static LogEntry Answered(Registry registry, string identity, AuthorizationToken token, TimeSpan cacheDuration)
    {
        string until = token.ExpiresAt?.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture) ?? "an unknown time";
        return new LogEntry(
            JournalPriority.Info,
            $"answered for {registry.Host} as {identity}: password valid until {until}, kubelet keeps it for {ResponseWriter.GoDuration(cacheDuration)}");
    }

    private sealed record LogEntry(JournalPriority Priority, string Text);
}
