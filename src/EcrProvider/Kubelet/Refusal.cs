using EcrProvider.Kubelet.Config;
using EcrProvider.Messages;

namespace EcrProvider.Kubelet;

/// <summary>Why kubelet would not start with a config.</summary>
/// <param name="Message">For a log.</param>
/// <param name="Place">Where in the file; null when it is about the file as a whole.</param>
internal sealed record Refusal(Message Message, Violation? Place = null);
