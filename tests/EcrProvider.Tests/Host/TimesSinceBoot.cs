using EcrProvider.Host;
using Xunit;

namespace EcrProvider.Tests.Host;

public class TimesSinceBoot
{
    [Fact]
    public void Go_on_like_the_kernels_own()
    {
        // The first figure of /proc/uptime counts sleep too (proc(5)).
        double uptime = double.Parse(File.ReadAllText("/proc/uptime").Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);

        Assert.InRange((BootClock.Now() - TimeSpan.FromSeconds(uptime)).TotalSeconds, -1, 60);
    }

    [Theory]
    [InlineData("20 (kubelet) S 1 0 0 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 12345 0 0", 123.45)]
    [InlineData("20 (k3s-server) S 1 0 0 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 12345 0 0", 123.45)]
    [InlineData("20 (bash) S 10 0 0 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 99999 0 0", 60.0)]
    [InlineData("20 (a) (kubelet) S 1 0 0 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 12345 0 0", null)]
    [InlineData("20 (bash) S 1 0 0 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 99999 0 0", null)]
    [InlineData("20 (bash) S 20 0 0 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 99999 0 0", null)]
    [InlineData("20 (kubelet) S 1", null)]
    [InlineData("20 kubelet", null)]
    [InlineData("", null)]
    public void Tell_when_kubelet_was_started_even_if_a_script_of_the_admins_is_in_between(string parent, double? seconds) =>
        Assert.Equal(seconds, BootClock.StartOfKubelet(20, process => process is 20
            ? parent
            : "10 (kubelet) S 1 0 0 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 6000 0 0")?.TotalSeconds);
}
