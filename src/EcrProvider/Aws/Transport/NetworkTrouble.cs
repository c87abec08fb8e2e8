namespace EcrProvider.Aws.Transport;

/// <summary>Why an attempt got no HTTP answer.</summary>
/// <param name="Why">In words, e.g. <c>Connection refused</c>.</param>
/// <param name="Proxy">The proxy that was used, without user and password; null: none.</param>
/// <param name="IsName">The host's name could not be resolved.</param>
internal sealed record NetworkTrouble(string Why, string? Proxy, bool IsName);
