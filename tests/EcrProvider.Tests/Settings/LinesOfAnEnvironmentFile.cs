using CsCheck;
using EcrProvider.Settings;
using EcrProvider.Tests.Kubelet.Systemd;
using Xunit;

namespace EcrProvider.Tests.Settings;

public class LinesOfAnEnvironmentFile
{
    [Theory]
    [InlineData("A=b", "b")]
    [InlineData("  A = b c  \n", "b c")]
    [InlineData("A=", "")]
    [InlineData("A=\"b c\" 'd'", "b cd")]
    [InlineData("A=\"b\\\"c\\$d\\`e\\\\f\\g\"", "b\"c$d`e\\f\\g")]
    [InlineData("A='b\\c\"d'", "b\\c\"d")]
    [InlineData("A=b\\\nc", "bc")]
    [InlineData("A=\"b\nc\"", "b\nc")]
    [InlineData("A=b\\ ", "b ")]
    [InlineData("A=b#c", "b#c")]
    [InlineData("# x\n; y\n\nA=b", "b")]
    [InlineData("# x \\\nA=c\nA=b", "b")]
    [InlineData("A=a\nA=b", "b")]
    [InlineData("A=\"open", "open")]
    [InlineData("\uFEFFB=x\r\nA=b\r\n", "b")]
    [InlineData("A\t=\tb\t", "b")]
    [InlineData("A=b \\\n", "b ")]
    [InlineData("A=b \\\nc ", "b c")]
    [InlineData("A='b'c d ", "bc d")]
    [InlineData("A='b' ", "b")]
    [InlineData("A='b\nc", "b\nc")]
    [InlineData("A=b'c'\"d\"", "b'c'\"d\"")]
    [InlineData("A=b\\\r\nc", "b")]
    [InlineData("A=\"b\\\nc\"", "bc")]
    [InlineData("A=\\'b", "'b")]
    [InlineData("A=b\rB=c", "b")]
    [InlineData("# \\", null)]
    [InlineData("A=b \\", "b ")]
    [InlineData("A=\\", "")]
    [InlineData("A=\"b\\", "b")]
    [InlineData("A=\"b\\\rc\"", "b\\\rc")]
    [InlineData("#A=c", null)]
    [InlineData("A_1=c\nA=b", "b")]
    public void Mean_what_systemd_reads(string text, string? value) =>
        Assert.Equal(value, EnvironmentFile.Parse(text).LastOrDefault(assignment => assignment.Name is "A")?.Value);

    [Theory]
    [InlineData("export A=b")]
    [InlineData("1A=b")]
    [InlineData("A")]
    [InlineData("=b")]
    [InlineData("A-B=c")]
    public void Are_passed_over_when_they_assign_nothing(string text) => Assert.Empty(EnvironmentFile.Parse(text));

    [Fact]
    public void Are_counted_from_one_also_after_continued_ones() =>
        Assert.Equal(
            [("A", 2), ("B", 5), ("C", 7)],
            EnvironmentFile.Parse("#\nA=\"x\ny\"\n\nB=x\\\ny\nC=z").Select(assignment => (assignment.Name, assignment.Line)));

    [Theory]
    [InlineData("\r\n\r\nA_1=b", "A_1 (line 3)")]
    [InlineData("# goes on \\\nhere\n_A=b", "_A (line 3)")]
    [InlineData("x\n=\nA=s3cret", "A (line 3)")]
    public void Are_said_by_name_and_number_and_never_by_value(string text, string shown) =>
        Assert.Equal(shown, Assert.Single(EnvironmentFile.Parse(text)).ToString());

    [Fact]
    public void Bring_back_every_value_that_can_be_written() =>
        WordsOfAVariable.Values.Sample(value => Assert.Equal(value, Assert.Single(EnvironmentFile.Parse(EnvironmentFile.Format("A", value)!)).Value));

    [Theory]
    [InlineData("\0")]
    [InlineData("a\rb")]
    [InlineData("\u001b[31m")]
    [InlineData("\u007f")]
    public void Cannot_carry_control_characters(string value) => Assert.Null(EnvironmentFile.Format("A", value));

    [Fact]
    public void Never_make_the_reader_fail() => Gen.String.Sample(text => EnvironmentFile.Parse(text).Count >= 0);
}
