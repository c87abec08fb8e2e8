using EcrProvider.Testing;
using Xunit;

namespace EcrProvider.IntegrationTests.Answers;

/// <summary>One namespace for all rows; where there can be none, each row is skipped with the reason.</summary>
public sealed class SharedAws : IDisposable
{
    private readonly string? reason = AwsNamespace.WhyNot();
    private AwsNamespace? started;

    public AwsNamespace Here()
    {
        Assert.SkipWhen(reason is not null, reason ?? "");
        return started ??= new AwsNamespace();
    }

    public void Dispose() => started?.Dispose();
}
