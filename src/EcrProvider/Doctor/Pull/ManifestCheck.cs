using System.Net;
using EcrProvider.Aws;
using EcrProvider.Messages;
using EcrProvider.Registries;

namespace EcrProvider.Doctor.Pull;

/// <summary>The image is there and may be pulled: a missing repository, a missing tag and a missing permission are told apart.</summary>
internal sealed class ManifestCheck() : Check<ImagePatient>("manifest")
{
    public override bool NeedsNetwork => true;

    public override Finding Look(ImagePatient subject)
    {
        if (subject.Registry.Token is null || subject.Registry.Registry.IsPublic)
        {
            return Finding.Skipped(subject.Registry.Token is null ? "no password" : "ECR Public is pulled from by everybody");
        }

        string path = $"{subject.Repository}/manifests/{subject.Reference}";
        using AwsContext aws = subject.Registry.Ask();
        using RegistryAnswer head = RegistryAnswer.Get(aws, subject.Registry, HttpMethod.Head, path);
        if (head.Status is HttpStatusCode.OK && !head.IsPage)
        {
            return Finding.Ok($"{subject.Repository}:{subject.Reference} is there and may be pulled");
        }

        // Only a GET is told why.
        using RegistryAnswer answer = RegistryAnswer.Get(aws, subject.Registry, HttpMethod.Get, path);
        return Finding.Failed(answer switch
        {
            { Code: "NAME_UNKNOWN" } => DoctorMessages.NoRepository(subject.Repository, subject.Registry.ImagesHost, answer.Said),
            { IsPage: true } => DoctorMessages.RegistryTrouble(subject.Registry.ImagesHost, answer.Said),
            { Status: HttpStatusCode.NotFound } => DoctorMessages.NoTag(subject.Repository, subject.Reference, answer.Said),
            { Status: HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden } => DoctorMessages.PullDenied(subject.Repository, answer.Said, Statement(subject)),
            _ => DoctorMessages.RegistryTrouble(subject.Registry.ImagesHost, answer.Said),
        });
    }

    private static string Statement(ImagePatient subject)
    {
        Registry registry = subject.Registry.Registry;
        string arn = $"arn:{Partition.OfRegion(registry.Region).Name}:ecr:{registry.Region}:{registry.Account}:repository/{subject.Repository}";
        return $$"""{"Effect":"Allow","Action":["ecr:BatchGetImage","ecr:GetDownloadUrlForLayer"],"Resource":"{{arn}}"}""";
    }
}
