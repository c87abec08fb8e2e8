using System.Security.Cryptography;
using System.Text;

namespace Node.Kubelet;

/// <summary>A pod of one image: pulled (imagePullPolicy Always), with backing-off until it works, then run once.</summary>
internal sealed class Pod(string uid, string reference, Keyring keyring)
{
    private static readonly bool Runs = Environment.GetEnvironmentVariable("NODE_KUBELET_RUN") is not ("no" or "off" or "0");

    public async Task LiveAsync(CancellationToken stop)
    {
        if (ImageName.Parse(reference) is not { } image)
        {
            Fail("InvalidImageName", $"Failed to apply default image tag \"{reference}\": couldn't parse image name \"{reference}\": invalid reference format");
            Pulled("none", "InvalidImageName");
            return;
        }

        for (var wait = TimeSpan.FromSeconds(1); !await PullAsync(image); wait = wait < TimeSpan.FromSeconds(8) ? wait * 2 : wait)
        {
            await Task.Delay(wait, stop);
            Fail("ImagePullBackOff", $"Back-off pulling image \"{reference}\"");
        }

        if (Runs) await RunAsync(image, stop);
    }

    private async Task<bool> PullAsync(ImageName image)
    {
        var credentials = await keyring.LookupAsync(image.Repository);
        if (credentials.Count == 0) Klog.Info("kuberuntime_image.go:42", "Pulling image without credentials", ("image", reference));
        var errors = new List<string>();
        foreach (var credential in credentials.Count == 0 ? [null] : credentials.Cast<Credential?>())
        {
            var origin = credential is null ? "none" : credential.FromCache ? "cache" : "provider";
            var error = await Ctr.PullAsync(image.Full, credential);
            Pulled(origin, error);
            if (error is null)
            {
                Klog.Info("kubelet.go:1", "Successfully pulled image", ("image", reference), ("credential", origin));
                return true;
            }

            errors.Add(error);
            Klog.Error("kuberuntime_image.go:53", "Failed to pull image", error, ("image", reference));
        }

        Fail("ErrImagePull", string.Join(", ", errors));
        return false;
    }

    private async Task RunAsync(ImageName image, CancellationToken stop)
    {
        var name = "node-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(uid)))[..12];
        var said = new List<string>();
        var error = await Ctr.RunContainerAsync(image.Full, name, Said, stop);
        if (error is not null) Fail("RunContainerError", error);
        Journal.Write("run", json =>
        {
            json.WriteString("image", reference);
            json.WriteBoolean("ok", error is null);
            json.WriteString("output", string.Join('\n', said));
            json.WriteString("error", error);
        });

        void Said(string line)
        {
            said.Add(line);
            Klog.Info("kubelet.go:2", "Container says", ("image", reference), ("line", line));
            Journal.Write("said", json =>
            {
                json.WriteString("image", reference);
                json.WriteString("line", line);
            });
        }
    }

    private void Pulled(string credential, string? error) => Journal.Write("pull", json =>
    {
        json.WriteString("image", reference);
        json.WriteBoolean("ok", error is null);
        json.WriteString("credential", credential);
        json.WriteString("error", error);
    });

    private void Fail(string reason, string message) => Klog.Error(
        "pod_workers.go:1324", "Error syncing pod, skipping", $"failed to \"StartContainer\" for \"app\" with {reason}: \"{message.Replace("\"", "\\\"", StringComparison.Ordinal)}\"", ("image", reference));
}
