using System.Globalization;
using System.Text;
using EcrProvider.Kubelet;

namespace EcrProvider.Commands;

/// <summary><see cref="NodeStatus"/> for people and for fleet tools.</summary>
internal static class NodeStatusReport
{
    /// <param name="status">The wiring.</param>
    /// <param name="tokenExpiry">Until when pulls go on without ECR; null: nothing is kept, or not for this user to see.</param>
    public static string Text(NodeStatus status, string? tokenExpiry)
    {
        var text = new StringBuilder();
        void Row(string name, string value) => text.Append(CultureInfo.InvariantCulture, $"  {name,-12} {value}\n");

        text.Append(CultureInfo.InvariantCulture, $"{status.Unit}: {(status.IsWired ? "wired" : status.Held is null ? "not wired" : "not wired, held")}\n");
        if (status.Reason is { } reason)
        {
            Row("reason", reason.ToString());
        }

        Row("state", status.Process == 0 ? status.State : $"{status.State}, process {status.Process}");
        Row("config", status.Flags.Config is { } config ? $"{NodePaths.ConfigFlag}={config}" : $"no {NodePaths.ConfigFlag} on the live command line");
        Row("bin-dir", status.Flags.BinFolder is { } folder ? $"{NodePaths.BinFolderFlag}={folder}" : $"no {NodePaths.BinFolderFlag} on the live command line");
        if (status.Provider is { } provider)
        {
            Row("provider", provider);
        }

        Row("drop-in", status.DropIn.Problem is null ? $"{status.DropIn.Path}, in effect" : $"{status.DropIn.Path ?? "none"}, without effect");
        Row("config.yaml", status.ConfigRefusals.Count == 0 ? $"{NodePaths.Config}, valid" : $"{NodePaths.Config}, refused");
        foreach (Refusal refusal in status.ConfigRefusals)
        {
            Row("", refusal.Place?.ToString() ?? refusal.Message.Text);
        }

        if (status.SettingsRefusal is { } settings)
        {
            Row("settings", $"refused, so no pull is answered: {settings}");
        }

        Row("next start", status.NextStartIsWired ? "wired" : "without our flags");
        foreach (Messages.Message message in status.LeftOut.Except(status.ConfigRefusals.Select(refusal => refusal.Message)).Where(message => message != status.Reason))
        {
            Row("left out", message.ToString());
        }

        if (tokenExpiry is not null)
        {
            Row("password", $"kept, valid until {tokenExpiry}");
        }

        return text.ToString();
    }

    /// <summary>The field names are documented in docs/node-status.md; what is there stays, more may come.</summary>
    public static string Json(NodeStatus status, string? tokenExpiry) => JsonOutput.Write(json =>
    {
        json.WriteStartObject();
        json.WriteBoolean("wired"u8, status.IsWired);
        json.WriteBoolean("held"u8, status.Held is not null);
        json.WriteString("held_since"u8, status.Held?.Since);
        JsonOutput.Write(json, "reason", status.Reason);
        json.WriteString("unit"u8, status.Unit);
        json.WriteString("state"u8, status.State);
        json.WriteNumber("main_pid"u8, status.Process);
        json.WriteString("config"u8, status.Flags.Config);
        json.WriteString("bin_dir"u8, status.Flags.BinFolder);
        json.WriteString("provider"u8, status.Provider);
        json.WriteString("version"u8, ProductVersion.Text);
        json.WriteString("token_expiry"u8, tokenExpiry);

        json.WriteStartObject("drop_in"u8);
        json.WriteString("path"u8, status.DropIn.Path);
        json.WriteBoolean("in_effect"u8, status.DropIn.Problem is null);
        json.WriteEndObject();

        json.WriteStartObject("config_file"u8);
        json.WriteString("path"u8, NodePaths.Config);
        json.WriteBoolean("valid"u8, status.ConfigRefusals.Count == 0);
        JsonOutput.Write(json, "violations", status.ConfigRefusals);
        json.WriteEndObject();

        JsonOutput.Write(json, "settings_refusal", status.SettingsRefusal);
        json.WriteStartObject("next_start"u8);
        json.WriteBoolean("wired"u8, status.NextStartIsWired);
        json.WriteStartArray("left_out"u8);
        foreach (Messages.Message message in status.LeftOut)
        {
            JsonOutput.Write(json, message);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    });
}
