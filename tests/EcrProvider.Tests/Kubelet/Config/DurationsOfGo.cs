using EcrProvider.Kubelet.Config;
using Xunit;

namespace EcrProvider.Tests.Kubelet.Config;

/// <summary>The table of Go's own test of time.ParseDuration, as far as we follow it.</summary>
public class DurationsOfGo
{
    [Theory]
    [InlineData("0", 0L)]
    [InlineData("-0", 0L)]
    [InlineData("5s", 5_000_000_000L)]
    [InlineData("-5s", -5_000_000_000L)]
    [InlineData("+5s", 5_000_000_000L)]
    [InlineData("5.6s", 5_600_000_000L)]
    [InlineData("5.s", 5_000_000_000L)]
    [InlineData(".5s", 500_000_000L)]
    [InlineData("100.00100s", 100_001_000_000L)]
    [InlineData("10ns", 10L)]
    [InlineData("11us", 11_000L)]
    [InlineData("12\u00b5s", 12_000L)]
    [InlineData("12\u03bcs", 12_000L)]
    [InlineData("13ms", 13_000_000L)]
    [InlineData("15m", 900_000_000_000L)]
    [InlineData("16h", 57_600_000_000_000L)]
    [InlineData("10.5s4m", 250_500_000_000L)]
    [InlineData("1h2m3s4ms5us6ns", 3_723_004_005_006L)]
    [InlineData("0000000000000000001s", 1_000_000_000L)]
    [InlineData("9223372036854775807ns", long.MaxValue)]
    [InlineData("", null)]
    [InlineData("3", null)]
    [InlineData("-", null)]
    [InlineData("s", null)]
    [InlineData(".", null)]
    [InlineData(".s", null)]
    [InlineData("1..5s", null)]
    [InlineData("1d", null)]
    [InlineData("00", null)]
    [InlineData("1h 2m", null)]
    [InlineData("--5s", null)]
    [InlineData("00000000000000000001s", null)]
    [InlineData("9223372036854775808ns", null)]
    [InlineData("9223372036854775807ns1", null)]
    [InlineData("2562048h", null)]
    [InlineData("2562047h59m", null)]
    public void Are_so_many_nanoseconds_or_none(string text, long? nanoseconds) => Assert.Equal(nanoseconds, GoDuration.Parse(text));
}
