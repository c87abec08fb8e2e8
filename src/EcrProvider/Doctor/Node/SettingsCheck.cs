using System.Text;
using EcrProvider.Kubelet;
using EcrProvider.Messages;
using EcrProvider.Settings;

namespace EcrProvider.Doctor.Node;

/// <summary>/etc/default/ecr-credential-provider is root's alone to change, and everything in it is read by somebody.</summary>
internal sealed class SettingsCheck() : Check<NodePatient>("settings")
{
    public override Finding Look(NodePatient subject)
    {
        if (subject.SettingsAreHidden)
        {
            return Finding.Warning(DoctorMessages.NotRoot());
        }

        _ = subject.Settings;
        if (subject.Host.Files.Read(ProviderSettings.Path, ProviderSetReader.Limit).Bytes is not { } content)
        {
            return Finding.Ok($"no {ProviderSettings.Path}, and none is needed");
        }

        List<EnvironmentFile.Assignment> assignments = EnvironmentFile.Parse(Encoding.UTF8.GetString(content));
        EnvironmentFile.Assignment[] unknown = [.. assignments.Where(assignment => !SettingNames.AreKnown(assignment.Name))];

        // Names alone: a value may be a secret.
        return unknown.Length > 0
            ? Finding.Warning(DoctorMessages.UnknownSettings(string.Join(", ", unknown.Select(Named)), Correction(unknown)))
            : Finding.Ok(assignments.Count == 0 ? $"{ProviderSettings.Path} sets nothing" : $"{ProviderSettings.Path} sets {string.Join(", ", assignments.Select(assignment => assignment.Name))}");
    }

    private static string Named(EnvironmentFile.Assignment assignment) =>
        SettingNames.Nearest(assignment.Name) is { } nearest ? $"{assignment}, is {nearest} meant?" : assignment.ToString();

    /// <summary>What was meant in place of the name, or else a comment sign before it. A name holds nothing that sed(1) or a shell would understand.</summary>
    private static string Correction(EnvironmentFile.Assignment[] unknown) => string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"sed -i '{string.Join("; ", unknown.Select(assignment => $"{assignment.Line}s/{assignment.Name}/{SettingNames.Nearest(assignment.Name) ?? $"#{assignment.Name}"}/"))}' {ProviderSettings.Path}");
}
