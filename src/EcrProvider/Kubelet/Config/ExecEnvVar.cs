namespace EcrProvider.Kubelet.Config;

/// <summary>A variable that kubelet adds to the plugin's environment.</summary>
internal sealed record ExecEnvVar(string Name, string Value);
