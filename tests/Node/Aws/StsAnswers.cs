using System.Globalization;
using System.Security;
using System.Security.Cryptography;
using System.Text;
using Node.Http;

namespace Node.Aws;

/// <summary>STS: AssumeRole, AssumeRoleWithWebIdentity and GetCallerIdentity, as XML. The access key tells the role, so that ECR's log shows who asked.</summary>
internal sealed class StsAnswers(string account, TimeProvider clock)
{
    private const string Namespace = "https://sts.amazonaws.com/doc/2011-06-15/";

    /// <summary>The access key that a role gets here.</summary>
    public static string AccessKeyOf(string roleArn) => "ASIA" + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(roleArn)))[..16];

    /// <summary>Null for an operation that is not known.</summary>
    public HttpResponse? Answer(AwsCall call, string fault) => call.Operation switch
    {
        "AssumeRole" or "AssumeRoleWithWebIdentity" when !call.Form.ContainsKey("RoleArn") || !call.Form.ContainsKey("RoleSessionName") =>
            AwsErrors.Answer(call, 400, "ValidationError", "RoleArn and RoleSessionName are required"),
        "AssumeRoleWithWebIdentity" when call.Form.GetValueOrDefault("WebIdentityToken", "").Length == 0 =>
            AwsErrors.Answer(call, 400, "InvalidIdentityToken", "The web identity token that was passed is missing"),
        "AssumeRole" or "AssumeRoleWithWebIdentity" => Xml(call, RoleResult(call, fault)),
        "GetCallerIdentity" => Xml(call, $"<Arn>arn:aws:sts::{account}:assumed-role/bed-role/i-0123456789abcdef0</Arn><UserId>AROABEDBEDBEDBEDBED00:i-0123456789abcdef0</UserId><Account>{account}</Account>"),
        _ => null,
    };

    private static HttpResponse Xml(AwsCall call, string result)
    {
        var name = call.Operation;
        var id = AwsErrors.RequestId();
        var xml = $"<{name}Response xmlns=\"{Namespace}\"><{name}Result>{result}</{name}Result><ResponseMetadata><RequestId>{id.Value}</RequestId></ResponseMetadata></{name}Response>";
        return new(200, "text/xml", xml) { Headers = [id] };
    }

    private string RoleResult(AwsCall call, string fault)
    {
        var role = call.Form["RoleArn"];
        var session = call.Form["RoleSessionName"];
        var arn = role.Replace(":iam::", ":sts::", StringComparison.Ordinal).Replace(":role/", ":assumed-role/", StringComparison.Ordinal);
        var user = $"<AssumedRoleUser><Arn>{SecurityElement.Escape($"{arn}/{session}")}</Arn><AssumedRoleId>AROABEDBEDBEDBEDBED00:{SecurityElement.Escape(session)}</AssumedRoleId></AssumedRoleUser>";
        if (fault is "no-credentials") return user;
        var expires = clock.GetUtcNow().AddHours(1).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return $"<Credentials><AccessKeyId>{AccessKeyOf(role)}</AccessKeyId><SecretAccessKey>stub-secret-stub-secret-stub-secret-stub</SecretAccessKey><SessionToken>stub-session-token</SessionToken><Expiration>{expires}</Expiration></Credentials>{user}";
    }
}
