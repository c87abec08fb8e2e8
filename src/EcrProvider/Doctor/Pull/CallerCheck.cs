using EcrProvider.Aws;
using EcrProvider.Aws.Sts;
using EcrProvider.Messages;

namespace EcrProvider.Doctor.Pull;

/// <summary>Who that is in IAM. A pull needs no STS, so a VPC without it is no failure; credentials that AWS does not accept are one.</summary>
internal sealed class CallerCheck() : Check<RegistryPatient>("caller", "identity")
{
    // In a VPC without STS nobody answers, and nothing is lost.
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(5);

    public override bool NeedsNetwork => true;

    public override Finding Look(RegistryPatient subject)
    {
        try
        {
            return Finding.Ok(AskAsync(subject).GetAwaiter().GetResult());
        }
        catch (ProviderException failure) when (failure.Line.Id is not ("ECR203" or "ECR204" or "ECR205"))
        {
            return Finding.Ok($"STS does not tell ({failure.Line.Id}), and no pull needs it");
        }
    }

    private static async Task<string> AskAsync(RegistryPatient subject)
    {
        using AwsContext aws = subject.Ask(Most);
        return await CallerIdentity.GetAsync(aws, subject.Identity!);
    }
}
