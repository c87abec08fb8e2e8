namespace Node.Kubelet;

/// <summary>One entry of a provider's auth: a pattern and what to send to the registries that match it.</summary>
/// <param name="Pattern">The auth key.</param>
/// <param name="Username">The user.</param>
/// <param name="Password">Never logged or recorded.</param>
/// <param name="FromCache">Whether it came without an exec.</param>
internal sealed record Credential(string Pattern, string Username, string Password, bool FromCache);
