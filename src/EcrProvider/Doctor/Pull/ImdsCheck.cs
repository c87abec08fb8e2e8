using EcrProvider.Aws;
using EcrProvider.Aws.Identity;

namespace EcrProvider.Doctor.Pull;

/// <summary>The metadata service answers, where the node's identity comes from it. Silence is a hop limit, too.</summary>
internal sealed class ImdsCheck() : Check<RegistryPatient>("imds", "endpoint")
{
    public override bool NeedsNetwork => true;

    public override Finding Look(RegistryPatient subject)
    {
        if (!IdentityChain.Choose(subject.Host, subject.Settings, subject.Registry).Key.Contains("imds", StringComparison.Ordinal))
        {
            return Finding.Ok("not asked: the identity is another one");
        }

        return Finding.Ok(AskAsync(subject).GetAwaiter().GetResult());
    }

    private static async Task<string> AskAsync(RegistryPatient subject)
    {
        using AwsContext aws = subject.Ask();
        string region = await new ImdsIdentity().RegionAsync(aws) ?? "a region that it does not tell";
        return $"{aws.Imds.Service.Authority} answers by IMDSv2: an instance in {region}";
    }
}
