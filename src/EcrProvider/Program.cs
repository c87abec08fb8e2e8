using EcrProvider;
using EcrProvider.Commands;
using EcrProvider.Host;
using EcrProvider.Messages;
using EcrProvider.Plugin;
using EcrProvider.Tokens;

HostContext host = HostContext.OfThisProcess() with { Processes = new HostProcesses(), IsWell = Healthz.Answers };
try
{
    if (host.CalledAs is DockerCredential.Name)
    {
        return DockerCredential.Run(host, args);
    }

    switch (args)
    {
        case [] or ["get-credentials"] when host.InputIsTerminal:
            // Never a silent wait for a request that nobody types.
            host.Error.WriteLine(UsageMessages.InputIsTerminal());
            CommandLine.Run(host with { OpenOutput = host.OpenError }, ["--help"]);
            return ExitCode.Usage;
        case var _ when CredentialProvider.IsAsked(args):
            PagesOfTheStart.GiveBack();
            return CredentialProvider.Run(host, args, TokenSource.Ask);
        case [var word, ..] when !word.StartsWith('-') && !host.InputIsTerminal && !CommandLine.IsVerb(host, word):
            // Configs in the field pass words that upstream takes no notice of: a request on standard input is answered all the same.
            return RequestReader.ReadAll(host, RequestReader.PatienceWithWord) is { } input && RequestReader.LooksLikeRequest(input)
                ? CredentialProvider.Run(host with { OpenInput = () => new MemoryStream(input), InputArrives = _ => true }, args, TokenSource.Ask, unknownWord: word)
                : CommandLine.Run(host, args);
        default:
            return CommandLine.Run(host, args);
    }
}
catch (Exception unforeseen)
{
    // Rather than a stack trace, which would go into kubelet's log.
    Message line = unforeseen is ProviderException { Line: var known } ? known : RequestMessages.Unforeseen(unforeseen);
    Report.Write(host, JournalPriority.Error, line);
    return ExitCode.Failed;
}
