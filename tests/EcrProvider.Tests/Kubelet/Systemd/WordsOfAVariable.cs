using CsCheck;
using EcrProvider.Kubelet.Systemd;
using Xunit;

namespace EcrProvider.Tests.Kubelet.Systemd;

/// <summary>The table is systemd's own rules; PackageTests asks a real systemd about such values.</summary>
public class WordsOfAVariable
{
    internal static readonly Gen<string> Values =
        Gen.OneOf(Gen.OneOfConst("a", "--v=2", " ", "\t", "\n", "'", "\"", "\\", "$", "$X", "`", "é", "=", "#", "\\\n")).Array[0, 12].Select(string.Concat);

    [Theory]
    [InlineData("")]
    [InlineData(" \t\n ")]
    [InlineData("--node-ip=10.0.0.5 --v=2", "--node-ip=10.0.0.5", "--v=2")]
    [InlineData("a\nb\tc\r d", "a", "b", "c", "d")]
    [InlineData("--labels=\"x y\" 'a b'c", "--labels=x y", "a bc")]
    [InlineData("\"\" ''", "", "")]
    [InlineData(@"a\ b \""c 'd\'e'", "a b", "\"c", "d'e")]
    [InlineData(@"\n", "n")]
    [InlineData("\"open a", "open a")]
    [InlineData("a 'b \"c", "a", "b \"c")]
    [InlineData(@"a \", "a", "")]
    [InlineData("'", "")]
    [InlineData("$HOME `x`", "$HOME", "`x`")]
    public void Are_those_that_systemd_makes(string value, params string[] words) => Assert.Equal(words, ExecWords.Split(value));

    [Fact]
    public void Stay_and_ours_follow_whatever_the_admin_wrote() =>
        Values.Sample(value => Assert.Equal([.. ExecWords.Split(value), "--x=/y"], ExecWords.Split(ExecWords.Append(value, ["--x=/y"]))));

    [Fact]
    public void Are_left_as_the_admin_wrote_them_when_nothing_is_open() =>
        Assert.Equal("a 'b c' --x", ExecWords.Append("a 'b c'", ["--x"]));

    [Theory]
    [InlineData("")]
    [InlineData(" \t")]
    public void Are_ours_alone_where_the_admin_has_none(string value) => Assert.Equal("--x --y", ExecWords.Append(value, ["--x", "--y"]));
}
