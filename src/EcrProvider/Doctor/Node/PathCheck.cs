using EcrProvider.Host;
using EcrProvider.Kubelet;
using EcrProvider.Messages;

namespace EcrProvider.Doctor.Node;

/// <summary>The program that an admin types is the one that kubelet executes.</summary>
internal sealed class PathCheck() : Check<NodePatient>("path")
{
    private const string Usual = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    public override Finding Look(NodePatient subject)
    {
        HostFiles files = subject.Host.Files;
        string? first = Usual.Split(':').Select(folder => $"{folder}/ecr-credential-provider").FirstOrDefault(files.IsExecutable);
        if (first is null)
        {
            return Finding.Ok("none in PATH");
        }

        string leadsTo = files.Resolve(first);
        return leadsTo.EndsWith(NodePaths.ProviderProgram, StringComparison.Ordinal) || leadsTo.EndsWith(NodePaths.WholeProgram, StringComparison.Ordinal)
            ? Finding.Ok($"{first} is {NodePaths.ProviderProgram}")
            : Finding.Warning(DoctorMessages.AnotherFirstInPath(first, "/usr/bin/ecr-credential-provider"));
    }
}
