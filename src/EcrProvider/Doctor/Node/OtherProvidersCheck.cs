using EcrProvider.Kubelet.Config;
using EcrProvider.Messages;

namespace EcrProvider.Doctor.Node;

/// <summary>No other provider answers for ECR's hosts beside us.</summary>
internal sealed class OtherProvidersCheck() : Check<NodePatient>("other-providers")
{
    public override Finding Look(NodePatient subject)
    {
        IReadOnlyList<CredentialProvider> all = subject.Config?.Providers ?? [];
        HashSet<string> ours = [.. all.Where(IsOurs).SelectMany(provider => provider.MatchImages)];
        foreach (CredentialProvider other in all.Where(provider => !IsOurs(provider)))
        {
            string[] same = [.. other.MatchImages.Where(entry => ours.Contains(entry) || ours.Any(our => MatchImage.Matches(our, entry) || MatchImage.Matches(entry, our)))];
            if (same.Length > 0)
            {
                return Finding.Warning(DoctorMessages.OtherProvider(other.Name, string.Join(", ", same)));
            }
        }

        string[] names = [.. all.Where(provider => !IsOurs(provider)).Select(provider => provider.Name)];
        return Finding.Ok(names.Length == 0 ? "none" : $"{string.Join(", ", names)}, for other hosts");
    }

    private static bool IsOurs(CredentialProvider provider) => provider.Name is NodePatient.ProviderName;
}
