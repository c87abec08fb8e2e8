using System.Net;
using EcrProvider.Aws;
using EcrProvider.Messages;

namespace EcrProvider.Doctor.Pull;

/// <summary>The registry accepts the password.</summary>
internal sealed class RegistryApiCheck() : Check<RegistryPatient>("registry-api", "password")
{
    public override bool NeedsNetwork => true;

    public override Finding Look(RegistryPatient subject)
    {
        if (subject.Token is null || subject.Registry.IsPublic)
        {
            return Finding.Skipped("ECR Public is pulled from by everybody");
        }

        string registry = subject.ImagesHost;
        using AwsContext aws = subject.Ask();
        using RegistryAnswer answer = RegistryAnswer.Get(aws, subject, HttpMethod.Get, "");
        return answer.Status switch
        {
            HttpStatusCode.OK when !answer.IsPage => Finding.Ok($"https://{registry}/v2/ accepts the password"),
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => Finding.Failed(DoctorMessages.PasswordRefused(registry, answer.Said)),
            _ => Finding.Failed(DoctorMessages.RegistryTrouble(registry, answer.Said)),
        };
    }
}
