using System.Net;
using System.Runtime.CompilerServices;
using System.Text;
using Amazon.Runtime;
using EcrProvider.Aws;
using EcrProvider.Aws.Identity;
using EcrProvider.Registries;
using EcrProvider.Settings;

namespace EcrProvider.Fuzz.Readers;

/// <summary>IMDSv2: three answers one after the other, each <c>NNN BODY</c>: the session, the role's name, its keys.</summary>
internal sealed class ImdsReading : Reader
{
    private readonly AwsContext aws;
    private readonly Queue<(int Status, string Body)> answers = new();

    public ImdsReading()
        : base("imds", [.. CredentialsReading.Words, "200 ", "401 ", "403 ", "404 ", "301 ", "204 ", "AQAEAsession", "node-role", "\n", "<html>", "http://example.com/", "//"]) =>
        aws = new AwsContext(Machine.Context, ProviderSettings.Read(Machine.Context), Registry.OfImage("123456789012.dkr.ecr.us-west-2.amazonaws.com/a")!);

    public override void Check(byte[] input)
    {
        string[] parts = Parts(input, 3);
        answers.Clear();
        foreach (string part in parts)
        {
            // Without what is asked again after a wait: that is the integration tests'.
            int status = part.Length > 3 && int.TryParse(part[..3], out int number) && number is >= 200 and < 500 and not 429 ? number : 200;
            answers.Enqueue((status, part.Length > 4 ? part[4..] : ""));
        }

        using var imds = new ImdsClient(aws);
        using var handler = new Answers(answers);
        using var http = new HttpClient(handler) { BaseAddress = Http(imds).BaseAddress, Timeout = Http(imds).Timeout };
        (Http(imds), Imds(aws)) = (http, imds);
        NodeIdentity? identity = Read(() => new ImdsIdentity().GetAsync(aws).GetAwaiter().GetResult(), "ECR220", "ECR221", "ECR222", "ECR225", "ECR226");
        if (identity is not null)
        {
            CredentialsReading.IsWhatItSays(parts[2].Length > 4 ? parts[2][4..] : "", "Token", identity.Credentials, key: null, "role of IMDS");
            Promise(identity.Credentials is SessionAWSCredentials or BasicAWSCredentials, "keys are keys", identity.Name);
        }
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "http")]
    private static extern ref HttpClient Http(ImdsClient client);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "imds")]
    private static extern ref ImdsClient? Imds(AwsContext context);

    /// <summary>In the place of a socket.</summary>
    private sealed class Answers(Queue<(int Status, string Body)> answers) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Promise(request.RequestUri is { Scheme: "http", Host: "169.254.169.254", Port: 80 }, "nobody but the metadata service is asked", $"{request.RequestUri}");
            (int status, string body) = answers.Dequeue();
            return Task.FromResult(new HttpResponseMessage((HttpStatusCode)status) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) });
        }
    }
}
