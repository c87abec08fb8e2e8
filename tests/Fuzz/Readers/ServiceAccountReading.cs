using System.Buffers.Text;
using System.Text;
using EcrProvider.Aws.Identity;

namespace EcrProvider.Fuzz.Readers;

/// <summary>A pod's token: as it comes, and as the claims of one that is well-formed.</summary>
internal sealed class ServiceAccountReading() : Reader(
    "service-account", "e30.", ".e30.", ".x", "{\"sub\":\"system:serviceaccount:shop:web\"}", "\"sub\":", "system:", "serviceaccount:", "eyJzdWIiOiJzeXN0ZW06c2VydmljZWFjY291bnQ6YTpiIn0", "{", "}", "\"", "\\ud83d\\ude00", "-", "_", "=")
{
    public override void Check(byte[] input)
    {
        Fits(SessionName.OfServiceAccount(Encoding.UTF8.GetString(input)));
        Fits(SessionName.OfServiceAccount($"e30.{Base64Url.EncodeToString(input)}.x"));
    }

    // docs.aws.amazon.com/STS: [\w+=,.@-]{2,64}
    private static void Fits(string name) =>
        Promise(name.Length is >= 2 and <= 64 && name.All(c => char.IsAsciiLetterOrDigit(c) || "_+=,.@-".Contains(c, StringComparison.Ordinal)), "a session's name is one that STS takes", name);
}
