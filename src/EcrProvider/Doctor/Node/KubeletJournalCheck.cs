using System.Globalization;
using EcrProvider.Host;
using EcrProvider.Messages;

namespace EcrProvider.Doctor.Node;

/// <summary>What kubelet logged last of its credential providers in this boot, unless a password was answered since.</summary>
internal sealed class KubeletJournalCheck() : Check<NodePatient>("journal")
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public override Finding Look(NodePatient subject)
    {
        (decimal When, string Text)? answered = Last(subject.Host, "SYSLOG_IDENTIFIER=ecr-credential-provider", "ECR_MESSAGE=ECR100");
        (decimal When, string Text)? logged = Last(subject.Host, "--grep", "^[EWF][0-9].*(credential provider|credential-provider|CRI auth plugins)", "_SYSTEMD_UNIT=kubelet.service", "_COMM=kubelet");
        return logged is var (when, text) && when > (answered?.When ?? 0)
            ? Finding.Warning(DoctorMessages.LoggedLast(text))
            : Finding.Ok(answered is var (_, last) ? last : "nothing in this boot: kubelet has not asked us yet");
    }

    private static (decimal When, string Text)? Last(HostContext host, params string[] which)
    {
        string line = host.Processes.Run(
            "journalctl", ["--boot", "--lines", "1", "--output", "short-unix", "--no-pager", "--quiet", .. which], Limit).Output.Trim();

        // SECONDS.MICROSECONDS HOST NAME[PID]: TEXT
        string[] words = line.Split(' ', 4);
        return words.Length == 4 && decimal.TryParse(words[0], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal when) ? (when, words[3]) : null;
    }
}
