using EcrProvider.Host;
using EcrProvider.Messages;

namespace EcrProvider;

/// <summary>An answer is given when it was written, and not before.</summary>
internal static class StandardStreams
{
    /// <exception cref="ProviderException">ECR109: standard output is closed or full.</exception>
    public static void Answer(HostContext host, ReadOnlySpan<byte> answer)
    {
        try
        {
            using Stream output = host.OpenOutput();
            output.Write(answer);
        }
        catch (IOException trouble)
        {
            throw new ProviderException(RequestMessages.OutputClosed(trouble.Message), trouble);
        }
    }
}
