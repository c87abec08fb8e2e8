using EcrProvider;
using EcrProvider.Aws.Identity;
using EcrProvider.Front;
using EcrProvider.Host;
using EcrProvider.Messages;
using EcrProvider.Plugin;
using EcrProvider.Registries;
using EcrProvider.Settings;
using EcrProvider.Tokens;

// What kubelet executes: it gives out the passwords that the node has, and refuses what is no request. For everything else this process becomes the
// whole program, which has the AWS SDK, TLS and the verbs in it, and takes twice as long to start.
HostContext host = HostContext.OfThisProcess();
if (host.InputIsTerminal || !CredentialProvider.IsAsked(args))
{
    Report.Write(host, JournalPriority.Error, WholeProgram.Become(host, args, input: null).Line);
    return ExitCode.CannotExecute;
}

byte[]? input = null;
try
{
    return CredentialProvider.Run(host with { OpenInput = Input, InputArrives = _ => true }, args, Ask);
}
catch (ProviderException failure)
{
    Report.Write(host, JournalPriority.Error, failure.Line);
    return ExitCode.Failed;
}
catch (Exception)
{
    // What nobody foresaw here may go well there, and is reported there if not.
    Report.Write(host, JournalPriority.Error, WholeProgram.Become(host, args, input).Line);
    return ExitCode.Failed;
}

Stream Input() => new MemoryStream(
    input = RequestReader.ReadAll(host, RequestReader.Patience) ?? throw new ProviderException(RequestMessages.NeverEnds(RequestReader.Patience)));

TokenAnswer Ask(HostContext node, ProviderSettings settings, Registry registry, IdentitySource source, TimeSpan? limit) =>
    throw WholeProgram.Become(node, args, input);
