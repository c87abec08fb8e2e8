using EcrProvider.Kubelet.Config;
using StandIn = Node.Kubelet;

namespace EcrProvider.Fuzz.Readers;

/// <summary>CredentialProviderConfig, YAML and JSON, beside the test bed's kubelet, whose verdicts are held to a real one's.</summary>
internal sealed class ConfigReading() : Reader(
    "config",
    "apiVersion: ", "kubelet.config.k8s.io/v1", "kind: CredentialProviderConfig\n", "providers:\n", "- name: ", "  - name: ecr\n", "matchImages:\n", "matchImages: [\"*.dkr.ecr.*.amazonaws.com\"]\n",
    "defaultCacheDuration: ", "12h", "1h30m", "-1s", "0", ".5h", "1e3s", "credentialprovider.kubelet.k8s.io/v1", "args:\n", "    args: [a, \"b\"]\n", "    env:\n", "      - name: A\n        value: \"b\"\n", "value: ",
    "tokenAttributes:\n", "      serviceAccountTokenAudience: a\n", "      cacheType: Token\n", "      requireServiceAccount: true\n", "requiredServiceAccountAnnotationKeys: [a/b]\n",
    "optionalServiceAccountAnnotationKeys: ", "true", "yes", "~", "null", "0777", "0x1f", "1_000", "1.5", ".inf", "1:30", "2026-11-24", "!!str ", "!!binary ", "!!int ", "! ", "&a ", "*a", "<<: *a\n", "---\n", "...\n",
    "%YAML 1.1\n", "%TAG ! !\n", "? ", "- ", "  ", "|\n", ">-\n", "# x\n", "{", "}", "\"apiVersion\": ", "\"kind\": ", "\"providers\": [", ", ", "\u0085", "\u00a0", "\r")
{
    private static readonly KubeletVersion Version = new(1, 36);
    private static readonly StandIn.CredentialProviderConfig Bed = new(new StandIn.KubeletVersion("v1.36.2"));

    public override void Check(byte[] input)
    {
        ReadResult read = CredentialProviderConfigReader.Read(input, "f", Version);
        Promise(read.Config is null == read.Violations.Count > 0, "there is a config, or a reason", $"{read.Violations.Count} violations");
        foreach (Violation violation in read.Violations)
        {
            Promise(violation is { Line: > 0, Column: > 0 } && violation.Line <= input.Length + 1 && violation.Problem.Length > 0, "a violation says where and what", violation.ToString());
        }

        if (read.Config is not { } config)
        {
            return;
        }

        SameAsKubelet(config, input);
        byte[] canonical = CanonicalJson.Write(config);
        SameAsKubelet(config, canonical);
        ReadResult again = CredentialProviderConfigReader.Read(canonical, "f", Version);
        Promise(again.Config is not null, "the canonical form is a config", string.Join(" / ", again.Violations));
        Promise(canonical.AsSpan().SequenceEqual(CanonicalJson.Write(again.Config!)), "the canonical form stays as it is", config.Providers[0].Name);
    }

    /// <summary>What kubelet makes of a file that it is given.</summary>
    /// <exception cref="ViolationException">It would not start.</exception>
    public static IReadOnlyList<StandIn.CredentialProvider> AcceptedByKubelet(byte[] content)
    {
        try
        {
            IReadOnlyList<StandIn.CredentialProvider> providers = Bed.Decode(content);
            StandIn.ConfigRules.Check(providers, tokenGate: true);
            Promise(providers.DistinctBy(provider => provider.Name, StringComparer.Ordinal).Count() == providers.Count, "names are distinct", providers[0].Name);
            return providers;
        }
        catch (StandIn.RefusedException refused)
        {
            throw new ViolationException("what is accepted is accepted by kubelet", refused.Message);
        }
    }

    private static void SameAsKubelet(CredentialProviderConfig config, byte[] content)
    {
        IReadOnlyList<StandIn.CredentialProvider> theirs = AcceptedByKubelet(content);
        Promise(theirs.Select(Told).SequenceEqual(config.Providers.Select(Told), StringComparer.Ordinal), "kubelet reads the same", string.Join(" / ", theirs.Select(Told).Concat(config.Providers.Select(Told))));
    }

    private static string Told(StandIn.CredentialProvider provider) => string.Join('\0', [
        provider.Name, provider.ApiVersion, $"{provider.DefaultCacheDuration}", "images", .. provider.MatchImages, "args", .. provider.Args, "env",
        .. provider.Env.SelectMany(variable => (string[])[variable.Name, variable.Value]), .. provider.TokenAttributes is { } token
            ? (string[])[token.Audience, token.CacheType, $"{token.RequireServiceAccount}", .. token.RequiredKeys, "optional", .. token.OptionalKeys] : []]);

    private static string Told(CredentialProvider provider) => string.Join('\0', [
        provider.Name, provider.ApiVersion, $"{GoDuration.Parse(provider.DefaultCacheDuration)}", "images", .. provider.MatchImages, "args", .. provider.Args, "env",
        .. provider.Env.SelectMany(variable => (string[])[variable.Name, variable.Value]), .. provider.TokenAttributes is { } token
            ? (string[])[token.ServiceAccountTokenAudience, token.CacheType, $"{token.RequireServiceAccount}", .. token.RequiredServiceAccountAnnotationKeys, "optional", .. token.OptionalServiceAccountAnnotationKeys] : []]);
}
