using System.Globalization;
using EcrProvider.Aws;
using EcrProvider.Aws.Identity;

namespace EcrProvider.Doctor.Pull;

/// <summary>Which source of credentials is asked, what it gives, until when.</summary>
internal sealed class IdentityCheck() : Check<RegistryPatient>("identity", "source", "imds")
{
    public override bool NeedsNetwork => true;

    public override Finding Look(RegistryPatient subject)
    {
        NodeIdentity identity = AskAsync(subject).GetAwaiter().GetResult();
        subject.Identity = identity;
        string until = identity.Credentials.Expiration is { } end ? string.Create(CultureInfo.InvariantCulture, $", until {end.ToUniversalTime():yyyy-MM-ddTHH:mm:ssZ}") : "";
        return Finding.Ok(identity.Name + until);
    }

    private static async Task<NodeIdentity> AskAsync(RegistryPatient subject)
    {
        using AwsContext aws = subject.Ask();
        return await subject.Source!.GetAsync(aws);
    }
}
