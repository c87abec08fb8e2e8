using EcrProvider.Aws;
using EcrProvider.Messages;

namespace EcrProvider.Doctor.Pull;

/// <summary>One question by the plugin's transport; its failures in the plugin's words.</summary>
internal static class Http
{
    /// <exception cref="ProviderException">ECR209–ECR217.</exception>
    public static HttpResponseMessage Send(AwsContext aws, HttpRequestMessage question, string endpoint)
    {
        try
        {
            return aws.Http.SendAsync(question, aws.Token).GetAwaiter().GetResult();
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
        {
            throw new ProviderException(AwsFailure.Network(failure, aws, endpoint), failure);
        }
    }
}
