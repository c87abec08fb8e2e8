using EcrProvider.Aws;
using EcrProvider.Messages;
using EcrProvider.Tokens;

namespace EcrProvider.Doctor.Pull;

/// <summary>ecr:GetAuthorizationToken, asked anew; what is denied is named as an IAM statement.</summary>
internal sealed class PasswordCheck() : Check<RegistryPatient>("password", "connection", "identity", "caller")
{
    private const string Statement = """{"Effect":"Allow","Action":"ecr:GetAuthorizationToken","Resource":"*"}""";

    public override bool NeedsNetwork => true;

    public override Finding Look(RegistryPatient subject)
    {
        try
        {
            subject.Token = AskAsync(subject).GetAwaiter().GetResult();
            return Finding.Ok($"given, valid until {subject.Token.Until}");
        }
        catch (ProviderException denied) when (denied.Line.Id is "ECR202")
        {
            return Finding.Failed(denied.Line with { Remedy = $"{denied.Line.Remedy}, or the statement {Statement}" });
        }
        catch (ProviderException denied) when (subject.Registry is { IsPublic: true } && denied.Line.LeavesPublicPullAnonymous)
        {
            return Finding.Warning(denied.Line);
        }
    }

    private static async Task<AuthorizationToken> AskAsync(RegistryPatient subject)
    {
        using AwsContext aws = subject.Ask();
        return await EcrTokens.GetAsync(aws, subject.Identity!);
    }
}
