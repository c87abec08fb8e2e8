using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EcrProvider.Testing;

namespace EcrProvider.PackageTests;

/// <summary>Pulls that a kubelet is asked for together, and its record of them.</summary>
internal sealed class SoakWave
{
    private const string Record = SoakNode.Records + "/kubelet.jsonl";
    private const string Manifests = "/etc/kubernetes/manifests";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly ILookup<string, JsonElement> executions;
    private readonly ILookup<string, JsonElement> pulls;

    private SoakWave(IEnumerable<string> record)
    {
        JsonElement[] events = [.. record.Select(line => JsonElement.Parse(line))];
        executions = Of("exec", image => image);
        pulls = Of("pull", image => image[..image.LastIndexOf(':')]);

        ILookup<string, JsonElement> Of(string name, Func<string, string> repository) => events
            .Where(entry => entry.GetProperty("event").ValueEquals(name)).ToLookup(entry => repository(entry.GetProperty("image").GetString()!), StringComparer.Ordinal);
    }

    /// <summary>Pulls as kubelet does, until each has ended; afterwards nothing of them is in containerd.</summary>
    /// <param name="node">Where.</param>
    /// <param name="images">Without a tag; no image comes twice in a soak.</param>
    /// <param name="meanwhile">A script that runs while they come one after another; without it they come all at once.</param>
    /// <param name="untilServed">The first end of each does not do: kubelet's next attempts count.</param>
    public static async Task<SoakWave> RunAsync(SoakNode node, IReadOnlyList<string> images, string? meanwhile, bool untilServed)
    {
        await node.Bed.WriteFileAsync($"{SoakNode.Records}/wave", string.Concat(images.Select(image => $"{image}:1\n")));
        Task<CommandOutcome>? other = meanwhile is null ? null : node.Bed.RunAsync(meanwhile, Patience);
        string end = untilServed ? "'\"event\":\"pull\".*\"ok\":true'" : "'\"event\":\"pull\"'";
        CommandOutcome record = await node.Bed.RunAsync(string.Create(CultureInfo.InvariantCulture, $$"""
            [ "$(ctr --namespace k8s.io content list --quiet | wc -l)" = 0 ] || { echo 'content is left of the wave before' >&2; exit 1; }
            : > {{Record}}
            cd "$(mktemp -d)"
            split --lines={{(meanwhile is null ? 1000 : 4)}} --additional-suffix=.image {{SoakNode.Records}}/wave
            for part in *.image; do
                mv "$part" {{Manifests}}/
                sleep {{(meanwhile is null ? 0 : 0.4)}}
            done
            for try in $(seq 2400); do
                ended=$(grep {{end}} {{Record}} | grep -o '"image":"[^"]*"' | sort -u | wc -l) || true
                [ "$ended" -lt {{images.Count}} ] || break
                sleep 0.1
            done
            cat {{Record}}
            rm {{Manifests}}/*.image
            sleep 0.5
            """), Patience).OrThrow();
        if (other is not null)
        {
            await other.OrThrow();
        }

        await node.Bed.RunAsync("""
            for calm in 1 2 3; do
                timeout 120 sh -c 'while pgrep -x ecr-credential- > /dev/null || pgrep -x ctr > /dev/null; do sleep 0.1; done'
                sleep 0.1
            done
            # Of pulls that were cut off.
            ctr --namespace k8s.io leases list --quiet | xargs --no-run-if-empty ctr --namespace k8s.io leases delete > /dev/null
            ctr --namespace k8s.io images list --quiet | xargs --no-run-if-empty ctr --namespace k8s.io images remove --sync > /dev/null
            """, Patience).OrThrow();
        return new SoakWave(record.Lines);
    }

    /// <summary>Whether its first execution of the program was ended by a signal.</summary>
    public bool WasKilled(string image) => executions[image].FirstOrDefault() is { ValueKind: JsonValueKind.Object } first && Exit(first) > 128;

    /// <summary>What is wrong with a pull that could be served; null: nothing.</summary>
    /// <param name="image">Which.</param>
    /// <param name="password">That opens its registry; null: it is pulled from anonymously.</param>
    /// <param name="late">kubelet's next attempts count.</param>
    public string? ServedBadly(string image, string? password, bool late)
    {
        JsonElement[] runs = [.. late ? executions[image].SkipWhile(run => Exit(run) != 0) : executions[image].Take(1)];
        if (runs is [] || Exit(runs[0]) != 0)
        {
            return runs is [] ? "the program never answered" : $"exit code {Exit(runs[0])}: {runs[0].GetProperty("stderr").GetString()}";
        }

        JsonElement[] answers = [.. runs[0].GetProperty("response").GetProperty("auth").EnumerateArray()];
        if (answers.Length != (password is null ? 0 : 1) || (password is not null && !answers[0].GetProperty("passwordSha256").ValueEquals(Fingerprint(password))))
        {
            return "another password than the right one was answered";
        }

        JsonElement[] ends = [.. pulls[image]];
        return (late ? ends : ends.Take(1)).Any(pull => pull.GetProperty("ok").GetBoolean())
            ? null
            : $"containerd: {string.Join(", ", ends.Select(pull => pull.GetProperty("error").GetString()))}";
    }

    /// <summary>What is wrong with a pull that could not be served; null: nothing.</summary>
    /// <param name="image">Which.</param>
    /// <param name="id">What has to be said.</param>
    public string? RefusedBadly(string image, string id)
    {
        if (executions[image].FirstOrDefault() is not { ValueKind: JsonValueKind.Object } first)
        {
            return "it was never asked for";
        }

        string said = first.GetProperty("stderr").GetString()!;
        return Exit(first) == 1 && said.Contains(id + " ", StringComparison.Ordinal) ? null : $"exit code {Exit(first)}: {said}";
    }

    /// <summary>How many of these images' contents had to be downloaded.</summary>
    public int Downloads() => pulls.Where(pull => pull.Any(end => end.GetProperty("ok").GetBoolean()))
        .Select(pull => int.Parse(pull.Key[(pull.Key.LastIndexOf('/') + 1)..], CultureInfo.InvariantCulture) % SoakNode.Images).Distinct().Count();

    private static int Exit(JsonElement run) => run.GetProperty("exit") is { ValueKind: JsonValueKind.Number } code ? code.GetInt32() : -1;

    private static string Fingerprint(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
