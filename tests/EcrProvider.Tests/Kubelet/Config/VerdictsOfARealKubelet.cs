using EcrProvider.Kubelet.Config;
using Xunit;

namespace EcrProvider.Tests.Kubelet.Config;

/// <summary>70 files and what the loader of kubelet 1.36.2 said of each; its bin-dir held one program, <c>ecr</c>.</summary>
public class VerdictsOfARealKubelet
{
    private static readonly string Folder = Path.Join(AppContext.BaseDirectory, "Kubelet", "verdicts");

    public static TheoryData<string, string> Files
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (string line in File.ReadLines(Path.Join(Folder, "verdicts.txt")))
            {
                string[] words = line.Split(' ');
                data.Add(words[0], words[1]);
            }

            return data;
        }
    }

    [Fact]
    public void Are_70() => Assert.Equal(70, Files.Count);

    [Theory]
    [MemberData(nameof(Files))]
    public void Are_ours_too(string file, string verdict)
    {
        ReadResult read = CredentialProviderConfigReader.Read(File.ReadAllBytes(Path.Join(Folder, file)), file, new KubeletVersion(1, 36));

        // That the program exists is asked of the file system, elsewhere (Compose).
        bool accepted = read.Config?.Providers.All(provider => provider.Name is "ecr") ?? false;
        Assert.True(verdict is "accepted" == accepted, $"kubelet: {verdict}; we: {string.Join("\n", read.Violations)}");
    }

    [Fact]
    public void Hold_for_our_canonical_JSON_of_every_accepted_file() =>
        Assert.All(Files.Where(row => row.Data.Item2 is "accepted"), row =>
        {
            (string file, _) = row.Data;
            ReadResult read = CredentialProviderConfigReader.Read(File.ReadAllBytes(Path.Join(Folder, file)), file, new KubeletVersion(1, 36));

            byte[] json = CanonicalJson.Write(read.Config!);

            Assert.Equal(json, CanonicalJson.Write(CredentialProviderConfigReader.Read(json, file, new KubeletVersion(1, 36)).Config!));
        });
}
