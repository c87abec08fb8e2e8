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
    /// <param name="unknownWord">A positional argument that means nothing here: answered all the same, as upstream does, and said.</param>
    /// <returns>0 with the answer on stdout, or 1 with one line on stderr and nothing on stdout.</returns>
    public static int Run(HostContext host, string? unknownWord = null)
    {
        try
        {
            (CredentialProviderResponse response, LogEntry entry) = Answer(host);
            StandardStreams.Answer(host, ResponseWriter.Write(response).Span);
            host.Journal.Write(entry.Priority, entry.Text, ("ECR_REGISTRY", response.Registry));
            if (unknownWord is not null)
            {
                host.Journal.Write(
                    JournalPriority.Warning,
                    $"the argument \"{OneLine.Of(unknownWord)}\" means nothing here: take it out of args in the config");
            }

            return ExitCode.Ok;
        }
        catch (ProviderException failure)
        {
            host.Error.WriteLine(failure.Line);
            host.Journal.Write(JournalPriority.Error, failure.Line.ToString(), ("ECR_MESSAGE", failure.Line.Id));
            return ExitCode.Failed;
        }
    }

    private static (CredentialProviderResponse Response, LogEntry Entry) Answer(HostContext host)
    {
        CredentialProviderRequest request = RequestReader.Read(host);
        Registry registry = Registry.OfImage(request.Image)
            ?? throw new ProviderException(RequestMessages.NotEcr(request.Image));
        ProviderSettings settings = ProviderSettings.Load(host);
        try
        {
            (AuthorizationToken token, string identity) = TokenSource.Get(host, settings, registry, request.ServiceAccount);
            TimeSpan cacheDuration = CredentialProviderResponse.HalfOfRemainingLife(token, host.Clock.GetUtcNow());
            return (new(request.ApiVersion, registry.Host, cacheDuration, token), Answered(registry, identity, token, cacheDuration));
        }
        catch (ProviderException none) when (registry.IsPublic && none.Line.MeansNoIdentity)
        {
            return (
                new(request.ApiVersion, registry.Host, CredentialProviderResponse.Anonymous, Token: null),
                new LogEntry(JournalPriority.Warning, none.Line.ToString()));
        }
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
