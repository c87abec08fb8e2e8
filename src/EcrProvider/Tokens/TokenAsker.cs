using EcrProvider.Aws.Identity;
using EcrProvider.Host;
using EcrProvider.Registries;
using EcrProvider.Settings;

namespace EcrProvider.Tokens;

/// <summary>Asks ECR: <see cref="TokenSource.Ask"/>, or in the program that kubelet executes, what becomes a process that can.</summary>
/// <param name="limit">How long it may take; null: ECR_DEADLINE.</param>
internal delegate TokenAnswer TokenAsker(HostContext host, ProviderSettings settings, Registry registry, IdentitySource source, TimeSpan? limit);
