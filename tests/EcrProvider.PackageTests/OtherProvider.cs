using EcrProvider.Testing;

namespace EcrProvider.PackageTests;

/// <summary>A credential provider that kubelet had before ours came, for registry.example.com: in kubeadm-flags.env, as kubeadm's patches put it.</summary>
internal static class OtherProvider
{
    public const string Image = "registry.example.com/app:1";
    public const string Config = "/etc/other/config.yaml";
    public const string Folder = "/opt/other/bin";

    /// <summary>An image whose registry is ours.</summary>
    public const string OurImage = "123456789012.dkr.ecr.us-west-2.amazonaws.com/app:1";

    private const string Program = """
        #!/bin/sh
        cat > /dev/null
        echo '{"kind":"CredentialProviderResponse","apiVersion":"credentialprovider.kubelet.k8s.io/v1","cacheKeyType":"Registry","cacheDuration":"1h","auth":{"registry.example.com":{"username":"other","password":"theirs"}}}'
        """;

    private const string ConfigText = """
        apiVersion: kubelet.config.k8s.io/v1
        kind: CredentialProviderConfig
        providers:
        - name: other-provider
          apiVersion: credentialprovider.kubelet.k8s.io/v1
          matchImages: ["registry.example.com"]
          defaultCacheDuration: 1h

        """;

    /// <summary>Kubelet has it from its next start on.</summary>
    public static async Task InstallAsync(Bed bed)
    {
        await bed.WriteFileAsync($"{Folder}/other-provider", Program, "755");
        await bed.WriteFileAsync(Config, ConfigText);
        await bed.WriteFileAsync(
            "/var/lib/kubelet/kubeadm-flags.env",
            $"KUBELET_KUBEADM_ARGS=\"--node-ip=10.99.0.1 --image-credential-provider-config={Config} --image-credential-provider-bin-dir={Folder}\"\n");
    }

    /// <summary>Asks kubelet for one image of each registry. Without containerd no pull succeeds; the providers are executed all the same.</summary>
    public static Task WantBothAsync(Bed bed) => bed.WriteFileAsync("/etc/kubernetes/manifests/both.image", $"{Image}\n{OurImage}\n");

    /// <summary>Waits until the live kubelet has executed a provider.</summary>
    /// <param name="bed">Where.</param>
    /// <param name="provider">other-provider, ecr-credential-provider.</param>
    /// <param name="answered">True: and it has answered.</param>
    public static async Task ExecutedAsync(Bed bed, string provider, bool answered) => await bed.RunAsync($$"""
        pid=$(/usr/bin/systemctl show -p MainPID --value kubelet)
        timeout 60 sh -c "until jq -e 'select(.event == \"exec\" and .pid == $pid and .provider == \"{{provider}}\"{{(answered ? " and .exit == 0 and .error == null" : "")}})' /run/node-kubelet.jsonl; do sleep 0.05; done" > /dev/null
        """).OrThrow();
}
