using EcrProvider.Messages;

namespace EcrProvider.Tokens;

/// <summary>A password, and how it was come by.</summary>
/// <param name="Identity">Who it was given to, in words.</param>
/// <param name="Warning">Why it is not a new one although it ought to be; null: all is well.</param>
internal sealed record TokenAnswer(AuthorizationToken Token, string Identity, Message? Warning = null);
