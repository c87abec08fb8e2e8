using System.Text.Json;
using Node.Http;

namespace Node.Kubelet;

/// <summary>What this kubelet did, one JSON object per line, in /run/node-kubelet.jsonl (or $NODE_KUBELET_RECORD): for tests to assert on.</summary>
internal static class Journal
{
    private static readonly JsonLines File = new(Environment.GetEnvironmentVariable("NODE_KUBELET_RECORD") ?? "/run/node-kubelet.jsonl");

    /// <summary>Adds {"time":…, "event":…, "pid":…, the members}.</summary>
    public static void Write(string name, Action<Utf8JsonWriter> members)
    {
        try
        {
            File.Write(json =>
            {
                json.WriteString("event", name);
                json.WriteNumber("pid", Environment.ProcessId);
                members(json);
            });
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Klog.Error("node.go:1", $"cannot write the record of events: {e.Message}");
        }
    }
}
