using System.Buffers.Binary;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using EcrProvider.Host;
using EcrProvider.Messages;
using EcrProvider.Plugin;
using EcrProvider.Tokens;
using Xunit;

namespace EcrProvider.Tests.Plugin;

public sealed class WhatKubeletAsks : IDisposable
{
    private readonly TestHost host = new();

    [Theory]
    [InlineData("v1")]
    [InlineData("v1beta1")]
    [InlineData("v1alpha1")]
    public void Is_read_in_every_version(string version)
    {
        host.Input = $$$"""
            {"kind":"CredentialProviderRequest","apiVersion":"credentialprovider.kubelet.k8s.io/{{{version}}}","image":"r/app","new":{"a":[1]}}
            """;

        CredentialProviderRequest request = RequestReader.Read(host.Context);

        Assert.Equal(("credentialprovider.kubelet.k8s.io/" + version, "r/app", null), (request.ApiVersion, request.Image, request.ServiceAccount));
    }

    [Theory]
    [InlineData("""{"other":"x","eks.amazonaws.com/ecr-role-arn":"arn:role"}""", "arn:role")]
    [InlineData("""{"eks.amazonaws.com/role-arn":"arn:another"}""", null)]
    [InlineData("null", null)]
    public void May_carry_a_service_account(string annotations, string? role)
    {
        host.Input = $$$"""
            {"kind":"CredentialProviderRequest","apiVersion":"credentialprovider.kubelet.k8s.io/v1","image":"r/app",
             "serviceAccountToken":"a.b.c","serviceAccountAnnotations":{{{annotations}}}}
            """;

        CredentialProviderRequest request = RequestReader.Read(host.Context);

        Assert.Equal(("a.b.c", role), (request.ServiceAccount!.Token.Reveal(), request.ServiceAccount.Role));
        Assert.DoesNotContain("a.b.c", request.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "ECR101")]
    [InlineData(" \n\t", "ECR101")]
    [InlineData("hello", "ECR103")]
    [InlineData("[]", "ECR103")]
    [InlineData("{", "ECR103")]
    [InlineData("{} {}", "ECR103")]
    [InlineData("{\"kind\":1}", "ECR103")]
    [InlineData("{\"kind\":\"\\ud800\"}", "ECR103")]
    [InlineData("{}", "ECR104")]
    [InlineData("{\"kind\":\"Pod\"}", "ECR104")]
    [InlineData("{\"kind\":\"CredentialProviderRequest\",\"apiVersion\":\"credentialprovider.kubelet.k8s.io/v2\"}", "ECR105")]
    [InlineData("{\"kind\":\"CredentialProviderRequest\",\"apiVersion\":\"credentialprovider.kubelet.k8s.io/v1\"}", "ECR106")]
    public void Is_refused_with_its_own_message(string input, string id)
    {
        host.Input = input;

        Assert.Equal(id, Refusal().Id);
    }

    [Fact]
    public void Is_refused_when_it_is_larger_than_any_request()
    {
        host.Input = new string('x', 10_000_000);

        Assert.Equal("ECR102", Refusal().Id);
    }

    [Fact]
    public void Is_never_quoted_when_it_is_broken_and_holds_a_token()
    {
        host.Input = """{"serviceAccountToken":"eyJhbGciOi","kind":x}""";

        Assert.DoesNotContain("eyJ", Refusal().ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Cannot_write_more_than_one_line_into_the_log()
    {
        host.Input = """{"kind":"a\nb\u001b[31m\u2028\u202ec"}""";

        string line = Refusal().ToString();

        Assert.Contains("\"a b [31m c\"", line, StringComparison.Ordinal);
        Assert.DoesNotContain(line, char.IsControl);
    }

    [Fact]
    public void May_be_any_bytes_and_the_reader_survives() =>
        Gen.OneOf(Gen.Byte.Array, Spoiled).Sample(bytes =>
        {
            try
            {
                return RequestReader.Read(host.Context with { OpenInput = () => new MemoryStream(bytes) }).Image.Length > 0;
            }
            catch (ProviderException refused)
            {
                return refused.Line.Id.StartsWith("ECR10", StringComparison.Ordinal);
            }
        });

    [Fact]
    public void Brings_no_control_character_into_a_log_line() =>
        Gen.Select(Gen.OneOfConst("kind", "apiVersion", "image", "new"), Texts, Gen.OneOfConst("", "mirror.example.com=x\u001b[2J", "\u0007")).Sample((field, text, aliases) =>
        {
            using var node = new TestHost();
            node.Environment["ECR_REGISTRY_ALIASES"] = aliases;
            var request = new JsonObject
            {
                ["kind"] = "CredentialProviderRequest",
                ["apiVersion"] = "credentialprovider.kubelet.k8s.io/v1",
                ["image"] = "mirror.example.com/app",
                [field] = text,
            };
            node.Input = request.ToJsonString();
            string socket = Path.Join(node.Root, "journal");
            using var journald = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
            journald.Bind(new UnixDomainSocketEndPoint(socket));

            int exitCode = CredentialProvider.Run(node.Context with { Journal = new Journal(socket) }, [text], TokenSource.Ask);

            byte[] datagram = new byte[8192];
            int length = journald.Receive(datagram);
            const int beforeMessage = 8 + sizeof(ulong); // MESSAGE, newline, length
            string entry = Encoding.UTF8.GetString(datagram.AsSpan(beforeMessage, (int)BinaryPrimitives.ReadUInt64LittleEndian(datagram.AsSpan(8))));
            return exitCode is 1 && length > 0 && entry.Length > 0 && string.Equals(entry + "\n", node.Error, StringComparison.Ordinal)
                && !entry.Any(c => char.IsControl(c) || char.GetUnicodeCategory(c) is UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Format);
        });

    public void Dispose() => host.Dispose();

    /// <summary>A request with a few bytes cut out of it or put into it.</summary>
    private static Gen<byte[]> Spoiled { get; } = Gen.Select(
        Gen.Double[0, 1],
        Gen.Int[0, 9],
        Gen.OneOf(Gen.Byte.Array[0, 3], Gen.OneOfConst("\"", "{", "}", "\\u", "\\ud800", "null", "1e999", "[[[[").Select(Encoding.UTF8.GetBytes))).Array[1, 4].Select(edits =>
        edits.Aggregate(
            """{"kind":"CredentialProviderRequest","apiVersion":"credentialprovider.kubelet.k8s.io/v1","image":"r/app","new":{"a":[1]}}"""u8.ToArray(),
            (bytes, edit) =>
            {
                int at = (int)(edit.Item1 * bytes.Length);
                return [.. bytes[..at], .. edit.Item3, .. bytes[Math.Min(bytes.Length, at + edit.Item2)..]];
            }));

    private static Gen<string> Texts { get; } =
        Gen.OneOf(Gen.Char, Gen.Char['\0', '\u001f'], Gen.Char['\u007f', '\u009f'], Gen.OneOfConst('\n', '\u2028', '\u2029', '\u202e', '/', 'a')).Array[0, 40].Select(chars => new string(chars));

    private Message Refusal() => Assert.Throws<ProviderException>(() => RequestReader.Read(host.Context)).Line;
}
