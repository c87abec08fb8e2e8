using EcrProvider.Aws;
using EcrProvider.Aws.Identity;

namespace EcrProvider.Doctor.Pull;

/// <summary>The metadata service answers, where the node's identity comes from it. Silence is a hop limit, too.</summary>
internal sealed class ImdsCheck() : Check<RegistryPatient>("imds", "source")
{
    public override bool NeedsNetwork => true;

    public override Finding Look(RegistryPatient subject)
    {
        if (!subject.Source!.Key.Contains("imds", StringComparison.Ordinal))
        {
            return Finding.Ok("not asked: the source of credentials is another one");
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
