using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using EcrProvider.Aws;
using EcrProvider.Aws.Sts;
using EcrProvider.Registries;
using EcrProvider.Settings;

namespace EcrProvider.Fuzz.Readers;

/// <summary>AssumeRole and GetCallerIdentity: <c>NNN BODY</c>.</summary>
internal sealed class StsReading : Reader
{
    private readonly AwsContext aws;

    public StsReading()
        : base(
            "sts",
            [.. EcrReading.Words, "<Credentials>", "</Credentials>", "<AccessKeyId>", "</AccessKeyId>", "<SecretAccessKey>", "</SecretAccessKey>", "<SessionToken>", "</SessionToken>", "<Expiration>", "</Expiration>",
             "2026-11-24T13:00:00Z", "<Arn>", "</Arn>", "arn:aws:sts::123456789012:assumed-role/a/b", "InvalidIdentityToken", "RegionDisabledException", "&amp;", "&"]) =>
        aws = new AwsContext(Machine.Context, ProviderSettings.Read(Machine.Context), Registry.OfImage("123456789012.dkr.ecr.us-west-2.amazonaws.com/a")!);

    public override void Check(byte[] input)
    {
        (int status, byte[] body) = EcrReading.Split(input);
        (Amazon.Runtime.AmazonWebServiceResponse? role, Exception? failure) = new Answer(status, body).Unmarshall(new AssumeRoleResponseUnmarshaller());
        (Amazon.Runtime.AmazonWebServiceResponse? caller, _) = new Answer(status, body).Unmarshall(new GetCallerIdentityResponseUnmarshaller());
        if (failure is not null)
        {
            OfTheCatalog(
                StsFailure.Explain(failure, aws, "https://sts.us-west-2.amazonaws.com", "its web identity token", "arn:aws:iam::123456789012:role/a"),
                "ECR203", "ECR204", "ECR205", "ECR206", "ECR207", "ECR208", "ECR209", "ECR210", "ECR214", "ECR215", "ECR217", "ECR219", "ECR260", "ECR261", "ECR262", "ECR263", "ECR264", "ECR265");
            return;
        }

        string text = Encoding.UTF8.GetString(body);
        if (((AssumeRoleResponse)role!).Credentials?.GetCredentials() is { } keys)
        {
            Promise(
                Stands("AccessKeyId", keys.AccessKey) && Stands("SecretAccessKey", keys.SecretKey) && Stands("SessionToken", keys.Token),
                "keys stand in the answer", keys.AccessKey);
        }

        string? arn = ((GetCallerIdentityResponse)caller!).Arn;
        Promise(arn is null || Stands("Arn", arn), "the ARN stands in the answer", arn ?? "");

        bool Stands(string element, string value) =>
            Regex.Matches(text, $"(?=<{element}>(?<inside>.*?)</{element}>)", RegexOptions.Singleline | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5))
                .Any(match => Same(WebUtility.HtmlDecode(match.Groups["inside"].Value), value));
    }
}
