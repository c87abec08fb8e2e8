using System.Text;
using EcrProvider.Settings;

namespace EcrProvider.Fuzz.Readers;

/// <summary>systemd's EnvironmentFile=: what is read, written and read again is the same.</summary>
internal sealed class EnvironmentFileReading() : Reader(
    "environment-file",
    "A=", "KUBELET_EXTRA_ARGS=", "\\\n", "\"a b\"", "'a'", "export ", "# x\n", "; x\n", "$X", "${X}", "`", "\\\\", "\\\"", "--v=2", "\r", "é")
{
    public override void Check(byte[] input)
    {
        string text = Encoding.UTF8.GetString(input);
        List<EnvironmentFile.Assignment> assignments = EnvironmentFile.Parse(text);
        int line = 0, lines = text.Count(c => c is '\n') + 1;
        var again = new StringBuilder();
        foreach (EnvironmentFile.Assignment assignment in assignments)
        {
            Promise(assignment.Name is [not (>= '0' and <= '9'), ..] && assignment.Name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_'), "a name is a variable's", assignment.Name);
            Promise(assignment.Line >= line && assignment.Line <= lines, "lines are in order", $"{assignment.Line} after {line} of {lines}");
            line = assignment.Line;
            bool hasControl = assignment.Value.Any(c => c is (< ' ' or '\u007f') and not ('\t' or '\n'));
            string? written = EnvironmentFile.Format(assignment.Name, assignment.Value);
            Promise(written is null == hasControl, "what has no control character can be written", assignment.Value);
            again.Append(written).Append('\n');
        }

        Promise(
            EnvironmentFile.Parse(again.ToString()).Select(Told).SequenceEqual(assignments.Where(a => EnvironmentFile.Format(a.Name, a.Value) is not null).Select(Told), StringComparer.Ordinal),
            "what is written is read again",
            again.ToString());
    }

    private static string Told(EnvironmentFile.Assignment assignment) => $"{assignment.Name}={assignment.Value}";
}
