namespace EcrProvider.Doctor;

/// <summary>One line of the report.</summary>
/// <param name="Id">Of the check, e.g. <c>drop-in</c>. Documented in docs/doctor.md: it never changes.</param>
/// <param name="Subject">The registry's host or the image; null for the node.</param>
internal sealed record CheckResult(string Id, string? Subject, Finding Finding);
