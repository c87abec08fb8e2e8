using EcrProvider.Fuzz;
using Xunit;

namespace EcrProvider.Tests.Fuzz;

/// <summary>tests/Fuzz/corpus: what <c>make fuzz</c> begins with, and every input that was once answered wrongly, each asked here again.</summary>
public class InputsThatAreKept
{
    public static TheoryData<string> Readers => [.. AllReaders.ByName.Keys];

    [Theory]
    [MemberData(nameof(Readers))]
    public void Keep_every_promise(string name)
    {
        using Reader reader = AllReaders.ByName[name]();
        string[] files = [.. Corpus.Files(name)];

        Assert.NotEmpty(files);
        Assert.All(files, file => reader.Check(File.ReadAllBytes(file)));
    }

    [Fact]
    public void Are_all_of_a_reader_that_there_is() =>
        Assert.Equal(AllReaders.ByName.Keys.Order(StringComparer.Ordinal), Directory.GetDirectories(Corpus.Root).Select(Path.GetFileName).Order(StringComparer.Ordinal));
}
