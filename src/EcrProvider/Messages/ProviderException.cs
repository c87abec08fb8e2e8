namespace EcrProvider.Messages;

/// <summary>The program's one exception of its own: caught in Program, which prints the message and exits.</summary>
internal sealed class ProviderException(Message message, Exception? cause = null) : Exception(message.ToString(), cause)
{
    public Message Line { get; } = message;
}
