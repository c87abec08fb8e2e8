using System.Globalization;
using System.Text;
using EcrProvider.Kubelet;
using EcrProvider.Kubelet.Config;
using EcrProvider.Messages;

namespace EcrProvider.Commands;

/// <summary>Verdicts on configs for people and for pipelines, and the effective config for both.</summary>
internal static class ConfigReport
{
    private const string Hidden = "(hidden)";

    // Whatever the program of somebody else calls its secrets.
    private static readonly string[] SecretWords = ["SECRET", "TOKEN", "PASSW", "KEY", "CREDENTIAL", "AUTH"];

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
        });
        return Encoding.UTF8.GetString(CanonicalJson.Write(config with { Providers = [.. providers] }));
    }

    private static bool MayBeSecret(ExecEnvVar variable) =>
        Array.Exists(SecretWords, word => variable.Name.Contains(word, StringComparison.OrdinalIgnoreCase))
        || variable.Value.Contains('@', StringComparison.Ordinal);

    private static string? Name(KubeletVersion? kubelet) =>
        kubelet is null ? null : string.Create(CultureInfo.InvariantCulture, $"{kubelet.Value.Major}.{kubelet.Value.Minor}");
}
