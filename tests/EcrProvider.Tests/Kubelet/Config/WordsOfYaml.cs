using System.Text;
using EcrProvider.Kubelet.Config.Yaml;
using Xunit;

namespace EcrProvider.Tests.Kubelet.Config;

/// <summary>YAML 1.1 as kubelet has it: which words without quotes are no text.</summary>
public class WordsOfYaml
{
    [Theory]
    [InlineData("Null", "~ null Null NULL")]
    [InlineData("Bool", "y Y yes Yes YES true True TRUE on On ON n N no No NO false False FALSE off Off OFF")]
    [InlineData("Number", "0 12 -1 +1 1_000 1.5 .5 1e3 1E-3 9 0x1F 0X1f 0o17 0b101 0B1 -0x1 .inf .Inf .INF -.inf +.INF .nan .NaN .NAN 08")]
    [InlineData("Text", "a nULL yEs tru oN 5m 1.2.3 0xyz 0x - + . .. e3 1e 2026-11-24 .infinity -.nan NaN Infinity 0d1 1:30")]
    public void Are_of_this_type(string type, string words) =>
        Assert.All(words.Split(' '), word => Assert.Equal((word, type), (word, ScalarTypes.OfPlain(word).ToString())));

    [Fact]
    public void Are_true_or_false() =>
        Assert.Equal(
            "y Y yes Yes YES true True TRUE on On ON",
            string.Join(' ', "y Y yes Yes YES true True TRUE on On ON n N no No NO false False FALSE off Off OFF".Split(' ').Where(ScalarTypes.IsTrue)));

    [Theory]
    [InlineData("nothing", "a: ~")]
    [InlineData("nothing", "a:")]
    [InlineData("the truth value on", "a: on")]
    [InlineData("the number 0x1F", "a: 0x1F")]
    [InlineData("a text", "a: \"12\"")]
    [InlineData("a text", "a: !!str 12")]
    [InlineData("the number 12", "a: ! 12")]
    [InlineData("a list", "a: [1]")]
    [InlineData("an object", "a: {b: 1}")]
    [InlineData("a list", "a: &x [1]")]
    [InlineData("a list", "\ufeffa: [1]")]
    [InlineData("the number 1", "{\"a\": 1}")]
    [InlineData("the number 1", "a: 1\n---\nb: [")]
    public void Are_described_as_what_they_are(string description, string yaml) =>
        Assert.Equal(description, Assert.Single(Assert.IsType<YamlMapping>(YamlReader.Read(Encoding.UTF8.GetBytes(yaml))).Entries).Value.Describe());

    [Theory]
    [InlineData("\n{\"a\": 1,}", "it begins with { and is not JSON", 2, 9)]
    [InlineData("a: \u0007", "the control character U+0007 cannot stand in YAML: delete it", 1, 1)]
    [InlineData("a: 1\nb: \u007f", "the control character U+007F cannot stand in YAML: delete it", 2, 1)]
    [InlineData("? [a]\n: b", "a key has to be a word", 1, 3)]
    [InlineData("a: *b", "the alias *b has no anchor before it", 1, 4)]
    [InlineData("a: 1\n... b", "it is not YAML: Did not find expected <document start>.", 2, 1)]
    [InlineData("a: !!int 1", "the tag tag:yaml.org,2002:int has no place here", 1, 4)]
    public void That_cannot_be_are_named_with_their_place(string yaml, string problem, int line, int column)
    {
        YamlException refusal = Assert.Throws<YamlException>(() => YamlReader.Read(Encoding.UTF8.GetBytes(yaml)));

        Assert.Equal((problem, (long)line, (long)column), (refusal.Message, refusal.Line, refusal.Column));
    }

    [Fact]
    public void Are_UTF_8() =>
        Assert.Equal("it is not UTF-8: save it as UTF-8", Assert.Throws<YamlException>(() => YamlReader.Read([(byte)'a', 0xE9, (byte)'b'])).Message);

    [Theory]
    [InlineData("")]
    [InlineData("# a comment alone")]
    public void May_be_missing(string yaml) => Assert.Null(YamlReader.Read(Encoding.UTF8.GetBytes(yaml)));

    [Fact]
    public void May_be_nested_to_the_fiftieth_level_and_no_deeper()
    {
        Assert.NotNull(YamlReader.Read(Nested(50)));
        Assert.Equal("it is nested deeper than 50 levels", Assert.Throws<YamlException>(() => YamlReader.Read(Nested(51))).Message);

        // An object in a list, and so on: what begins with { is JSON.
        Assert.NotNull(YamlReader.Read(Objects(25)));
        Assert.Throws<YamlException>(() => YamlReader.Read(Objects(26)));

        static byte[] Nested(int depth) => Encoding.UTF8.GetBytes(new string('[', depth) + "a" + new string(']', depth));
        static byte[] Objects(int pairs) => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("[{a: ", pairs)) + "1" + string.Concat(Enumerable.Repeat("}]", pairs)));
    }

    [Fact]
    public void May_be_fifty_thousand_and_no_more()
    {
        Assert.NotNull(YamlReader.Read(List(49_999)));
        Assert.StartsWith("it has more than 50000 parts", Assert.Throws<YamlException>(() => YamlReader.Read(List(50_000))).Message, StringComparison.Ordinal);

        // Sixteen characters are as large as one of them.
        Assert.NotNull(YamlReader.Read(Text(16 * 49_999 + 15)));
        Assert.Throws<YamlException>(() => YamlReader.Read(Text(16 * 50_000)));

        // An alias is itself and once more what it stands for, here a list of 100: 101 with the list.
        Assert.NotNull(YamlReader.Read(Aliases(489)));
        Assert.Throws<YamlException>(() => YamlReader.Read(Aliases(490)));

        static byte[] Text(int length) => Encoding.UTF8.GetBytes(new string('a', length));
        static byte[] Aliases(int count) => Encoding.UTF8.GetBytes(
            "[b, b, &a [" + string.Join(',', Enumerable.Repeat("c", 100)) + "], " + string.Join(',', Enumerable.Repeat("*a", count)) + "]");
        static byte[] List(int items) => Encoding.UTF8.GetBytes("[" + string.Join(',', Enumerable.Repeat("a", items)) + "]");
    }
}
