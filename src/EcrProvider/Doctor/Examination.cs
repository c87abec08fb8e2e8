using EcrProvider.Messages;

namespace EcrProvider.Doctor;

/// <summary>Runs checks in their order: what depends on a failed one is skipped, so that the first failure is the cause.</summary>
internal sealed class Examination(bool offline, TimeLimit time)
{
    private readonly List<CheckResult> results = [];

    public IReadOnlyList<CheckResult> Results => results;

    public bool HasFailed => results.Exists(result => result.Finding.Status is CheckStatus.Failed);

    /// <param name="name">Of the subject; null: the node.</param>
    /// <param name="without">Why none of these can be run; null: they can.</param>
    public void Run<TSubject>(string? name, TSubject subject, string? without, params IEnumerable<Check<TSubject>> checks)
    {
        var causes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (Check<TSubject> check in checks)
        {
            string? cause = check.After.Select(earlier => causes.GetValueOrDefault(earlier)).FirstOrDefault(found => found is not null);
            Finding finding = (without ?? (cause is null ? null : $"{cause} failed") ?? WhyNotNow(check)) is { } reason
                ? Finding.Skipped(reason)
                : Look(check, subject);
            if ((cause ?? (finding.Status is CheckStatus.Failed ? check.Id : null)) is { } first)
            {
                causes[check.Id] = first;
            }

            results.Add(new CheckResult(check.Id, name, finding));
        }
    }

    private string? WhyNotNow<TSubject>(Check<TSubject> check) =>
        !check.NeedsNetwork ? null : offline ? "--offline" : time.IsOver ? $"the {TimeLimit.Total.TotalSeconds:0} s for all checks are over" : null;

    private static Finding Look<TSubject>(Check<TSubject> check, TSubject subject)
    {
        try
        {
            return check.Look(subject);
        }
        catch (ProviderException failure)
        {
            return Finding.Failed(failure.Line);
        }
    }
}
