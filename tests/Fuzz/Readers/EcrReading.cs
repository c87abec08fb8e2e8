using System.Text;
using System.Text.Json;
using EcrProvider.Aws;
using EcrProvider.Plugin;
using EcrProvider.Registries;
using EcrProvider.Settings;
using EcrProvider.Tokens;
using Ecr = Amazon.ECR;
using EcrPublic = Amazon.ECRPublic;

namespace EcrProvider.Fuzz.Readers;

/// <summary>GetAuthorizationToken of ECR, or of ECR Public when the input begins with <c>p</c>: <c>NNN BODY</c>, and on to kubelet's answer.</summary>
internal sealed class EcrReading : Reader
{
    public static readonly string[] Words =
    [
        "200 ", "400 ", "403 ", "500 ", "429 ", "{", "}", "[", "]", "\"__type\":", "\"com.amazonaws.ecr#AccessDeniedException\"", "\"ExpiredTokenException\"", "\"ThrottlingException:http://x\"", "\"code\":",
        "\"message\":", "\"Message\":", "<Error>", "<Code>", "</Code>", "<Message>", "</Message>", "SignatureDoesNotMatch", "Signature expired", "&lt;", "&#0;", "&#xd800;",
    ];

    private readonly AwsContext[] contexts;

    public EcrReading()
        : base("ecr", [.. Words, "p", "\"authorizationData\":", "\"authorizationToken\":", "\"QVdTOnNlY3JldA==\"", "\"expiresAt\":", "1.7955E9", "1e308", "253402300799.9999999", ",", "Og==", "null"]) =>
        contexts = [.. ((string[])["123456789012.dkr.ecr.us-west-2.amazonaws.com/a", "public.ecr.aws/a"])
            .Select(image => new AwsContext(Machine.Context, ProviderSettings.Read(Machine.Context), Registry.OfImage(image)!))];

    public override void Check(byte[] input)
    {
        AwsContext aws = contexts[input is [(byte)'p', ..] ? 1 : 0];
        (int status, byte[] body) = Split(input.AsSpan(input is [(byte)'p', ..] ? 1 : 0));
        (Amazon.Runtime.AmazonWebServiceResponse? response, Exception? failure) = new Answer(status, body).Unmarshall(
            aws.Registry.IsPublic ? new EcrPublic.Internal.GetAuthorizationTokenResponseUnmarshaller() : new Ecr.Internal.GetAuthorizationTokenResponseUnmarshaller());
        if (failure is not null)
        {
            OfTheCatalog(
                AwsFailure.Explain(failure, aws, "access key AKIA (environment)", "https://api.ecr.us-west-2.amazonaws.com"),
                "ECR202", "ECR203", "ECR204", "ECR205", "ECR206", "ECR207", "ECR208", "ECR209", "ECR210", "ECR211", "ECR213", "ECR214", "ECR215", "ECR217", "ECR219");
            return;
        }

        (string? token, DateTime? expiresAt) = response is EcrPublic.Model.GetAuthorizationTokenResponse ofPublic
            ? (ofPublic.AuthorizationData?.AuthorizationToken, ofPublic.AuthorizationData?.ExpiresAt)
            : ((Ecr.Model.GetAuthorizationTokenResponse)response!).AuthorizationData?.FirstOrDefault() is { } first ? (first.AuthorizationToken, first.ExpiresAt) : default;
        DateTimeOffset now = aws.Host.Clock.GetUtcNow();
        if (Read(() => AuthorizationDataReader.Read(aws.Registry, token, expiresAt, now), "ECR211", "ECR212") is not { } read)
        {
            return;
        }

        string pair = Encoding.UTF8.GetString(Convert.FromBase64String(token!));
        Promise(Same($"{read.UserName}:{read.Password.Reveal()}", pair) && read.UserName.Length > 0 && read.Password.Reveal().Length > 0, "user and password are AWS's", pair);
        Promise(read.ExpiresAt is null || read.ExpiresAt > now, "no password has ended", read.Until);
        TimeSpan keep = CredentialProviderResponse.HalfOfRemainingLife(read, now);
        Promise(keep >= TimeSpan.Zero && (read.ExpiresAt is null || now + keep <= read.ExpiresAt), "kubelet keeps no password longer than it lives", $"{keep}");
        JsonElement auth = JsonElement.Parse(ResponseWriter.Write(new CredentialProviderResponse("v1", aws.Registry.Host, keep, read)).Span).GetProperty("auth").GetProperty(aws.Registry.Host);
        Promise(Same(auth.GetProperty("password").GetString(), read.Password.Reveal()), "kubelet is given the password", auth.GetRawText());
    }

    /// <summary><c>NNN BODY</c>; 200 when there is no number.</summary>
    public static (int Status, byte[] Body) Split(ReadOnlySpan<byte> input) =>
        input.Length > 3 && int.TryParse(input[..3], out int status) && status is >= 100 and < 600 ? (status, input[4..].ToArray()) : (200, input.ToArray());
}
