namespace Node.Kubelet;

/// <summary>Kubelet would not go on; the message is kubelet's reason.</summary>
internal sealed class RefusedException(string message) : Exception(message);
