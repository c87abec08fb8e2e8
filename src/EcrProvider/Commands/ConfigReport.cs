using System.Globalization;
using System.Text;
using EcrProvider.Kubelet;
using EcrProvider.Kubelet.Config;
using EcrProvider.Messages;
using EcrProvider.Registries;

namespace EcrProvider.Commands;

/// <summary>Verdicts on configs for people and for pipelines, and the effective config for both.</summary>
internal static class ConfigReport
{
    private const string Hidden = "(hidden)";

    // What is known to be none: the program of somebody else may call its secrets as it likes.
    private static readonly string[] Harmless =
    [
        "AWS_REGION", "AWS_DEFAULT_REGION", "AWS_PROFILE", "AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE", "AWS_ROLE_ARN", "AWS_CA_BUNDLE",
        "AWS_USE_FIPS_ENDPOINT", "AWS_USE_DUALSTACK_ENDPOINT", "HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY", "HOME", "PATH",
    ];

    public static string Text(IReadOnlyList<ConfigVerdict> verdicts, KubeletVersion? kubelet)
    {
        string whose = Name(kubelet) is { } version ? $"kubelet {version}" : "any kubelet from 1.26 on";
        var text = new StringBuilder();
        foreach (ConfigVerdict verdict in verdicts)
        {
            if (verdict.Config is { } config)
            {
                string providers = string.Join(", ", config.Providers.Select(provider => provider.Name));
                text.Append(CultureInfo.InvariantCulture, $"{OneLine.Of(verdict.File)}: valid for {whose} ({providers})\n");
            }

            foreach (Refusal refusal in verdict.Refusals)
            {
                text.Append(CultureInfo.InvariantCulture, $"{OneLine.Of(refusal.Place?.ToString() ?? refusal.Message.Text)}\n");
            }
        }

        return text.ToString();
    }

    /// <summary>The field names are documented in docs/configuration.md; what is there stays, more may come.</summary>
    public static string Json(IReadOnlyList<ConfigVerdict> verdicts, KubeletVersion? kubelet) => JsonOutput.Write(json =>
    {
        json.WriteStartObject();
        json.WriteBoolean("valid"u8, verdicts.All(verdict => verdict.IsValid));
        json.WriteString("kubelet"u8, Name(kubelet));
        json.WriteStartArray("files"u8);
        foreach (ConfigVerdict verdict in verdicts)
        {
            json.WriteStartObject();
            json.WriteString("path"u8, verdict.File);
            json.WriteBoolean("valid"u8, verdict.IsValid);
            JsonOutput.Write(json, "violations", verdict.Refusals);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    /// <param name="canonicalJson">A config that kubelet accepts.</param>
    public static string WithoutSecrets(byte[] canonicalJson)
    {
        // All that is newest: what was accepted once is accepted again.
        CredentialProviderConfig config = CredentialProviderConfigReader.Read(canonicalJson, "", new KubeletVersion(1, int.MaxValue)).Config!;
        IEnumerable<CredentialProvider> providers = config.Providers.Select(provider => provider with
        {
            Env = [.. provider.Env.Select(variable => MayBeSecret(variable) ? variable with { Value = Hidden } : variable)],
            Args = [.. provider.Args.Select(WithoutSecret)],
        });
        return Encoding.UTF8.GetString(CanonicalJson.Write(config with { Providers = [.. providers] }));
    }

    private static bool MayBeSecret(ExecEnvVar variable) =>
        !(Harmless.Contains(variable.Name, StringComparer.OrdinalIgnoreCase) || variable.Name.StartsWith("ECR_", StringComparison.Ordinal))
        || variable.Value.Contains('@', StringComparison.Ordinal);

    // Of an argument that is not known the name of an option is shown.
    private static string WithoutSecret(string argument) => argument switch
    {
        "get-credentials" => argument,
        _ when argument.StartsWith(RegistryAliases.Option, StringComparison.Ordinal) => argument,
        ['-', ..] when argument.IndexOf('=', StringComparison.Ordinal) is >= 0 and var at => argument[..(at + 1)] + Hidden,
        ['-', ..] => argument,
        _ => Hidden,
    };

    private static string? Name(KubeletVersion? kubelet) =>
        kubelet is null ? null : string.Create(CultureInfo.InvariantCulture, $"{kubelet.Value.Major}.{kubelet.Value.Minor}");
}
