using EcrProvider.Host;
using EcrProvider.Messages;

namespace EcrProvider;

/// <summary>How every message goes out: to the journal with its fields, and what is amiss to standard error as well.</summary>
internal static class Report
{
    /// <param name="host">This process.</param>
    /// <param name="priority">Info goes to the journal alone: kubelet throws standard error away when all went well, and a shell's user has the answer.</param>
    /// <param name="line">From the catalog.</param>
    /// <param name="fields">Of the journal's entry, beside those that every entry has.</param>
    public static void Write(HostContext host, JournalPriority priority, Message line, params ReadOnlySpan<(string Name, string Value)> fields)
    {
        if (priority is not JournalPriority.Info)
        {
            host.Error.WriteLine(line);
        }

        host.Journal.Write(
            priority, line.ToString(), [("MESSAGE_ID", line.JournalId), ("ECR_MESSAGE", line.Id), ("ECR_REMEDY", OneLine.Of(line.Remedy)), .. fields]);
    }
}
