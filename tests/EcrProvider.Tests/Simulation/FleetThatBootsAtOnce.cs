using System.Reflection;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using EcrProvider.Simulation;
using EcrProvider.Tokens;
using Xunit;

namespace EcrProvider.Tests.Simulation;

/// <summary><c>make simulate</c>: its figures are those of docs/operations.md, and its retry policy is the program's.</summary>
public class FleetThatBootsAtOnce
{
    [Fact]
    public void Costs_what_the_documentation_says() =>
        Assert.Contains("\n\n" + FleetReport.Table() + "\n", File.ReadAllText(Path.Join(Sources.Root, "docs/operations.md")), StringComparison.Ordinal);

    [Fact]
    public void Repeats_what_is_throttled_as_the_SDK_does()
    {
        // The SDK has no public way to ask it; its version is pinned.
        MethodInfo delay = Assert.Single(
            typeof(StandardRetryPolicy).GetMethods(BindingFlags.NonPublic | BindingFlags.Static),
            method => method.Name is "CalculateRetryDelay" && method.GetParameters()[0].ParameterType == typeof(IExecutionContext));
        for (int retry = 1; retry < Repetitions.Attempts; retry++)
        {
            var request = new RequestContext(false) { Retries = retry, LastCapacityType = CapacityManager.CapacityType.Throttling };
            object[] arguments = [new Amazon.Runtime.Internal.ExecutionContext(request, new ResponseContext()), 20_000];
            int[] milliseconds = [.. Enumerable.Range(0, 5000).Select(_ => (int)delay.Invoke(obj: null, arguments)!)];

            double longest = Repetitions.LongestDelay(retry) * 1000;
            Assert.InRange(milliseconds.Max(), longest * 0.95, longest);
            Assert.InRange(milliseconds.Min(), 0, longest * 0.05);
        }
    }

    [Fact]
    public void Has_nobody_who_waits_for_another_ones_repetitions_in_vain() => Assert.True(
        Enumerable.Range(1, Repetitions.Attempts - 1).Sum(Repetitions.LongestDelay) + 1 < TokenCache.Patience.TotalSeconds);
}
