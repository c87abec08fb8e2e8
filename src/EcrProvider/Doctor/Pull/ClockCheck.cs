using EcrProvider.Messages;

namespace EcrProvider.Doctor.Pull;

/// <summary>AWS refuses a signature that is five minutes off; the life of a password is reckoned by the clock too.</summary>
internal sealed class ClockCheck() : Check<RegistryPatient>("clock", "connection")
{
    private static readonly TimeSpan Allowed = TimeSpan.FromMinutes(5);

    public override bool NeedsNetwork => true;

    public override Finding Look(RegistryPatient subject) => subject.ClockDifference switch
    {
        null => Finding.Ok("the API did not tell the time"),
        { } difference when difference.Duration() > Allowed => Finding.Failed(DoctorMessages.ClockWrong(difference, subject.Endpoint)),
        { } difference => Finding.Ok($"within {Math.Ceiling(difference.Duration().TotalSeconds):0} s of AWS's"),
    };
}
