using System.CommandLine;
using EcrProvider.Doctor;
using EcrProvider.Host;

namespace EcrProvider.Commands;

/// <summary><c>doctor [IMAGE…]</c>.</summary>
internal static class DoctorCommand
{
    private const string About =
        "Why a pull says \"no basic auth credentials\": looks at everything between kubelet and the registry, with kubelet's own environment. "
        + "The first check that failed is the cause, and says what to type. Changes nothing, shows no secret; run it as root.";

    public static Command Create(HostContext host)
    {
        var images = new Argument<string[]>("IMAGE") { Description = "As the pod names it, or a registry's host. Without one: the registries that config.yaml names without a wildcard, else that of the instance's own account and region.", Arity = ArgumentArity.ZeroOrMore };
        images.Validators.Add(given =>
        {
            foreach (string word in given.Tokens.Select(token => token.Value).Where(word => word.StartsWith('-')))
            {
                given.AddError($"'{word}' is no option of doctor, and no image.");
            }
        });
        var offline = new Option<bool>("--offline") { Description = "Skip what needs the network." };
        Option<string> output = OutputOption.Create();
        var doctor = new Verb(
            "doctor",
            About,
            "0 nothing failed, 1 something failed, 2 wrong usage",
            """
            sudo ecr-credential-provider doctor
            sudo ecr-credential-provider doctor 123456789012.dkr.ecr.us-west-2.amazonaws.com/app:1
            sudo ecr-credential-provider doctor --offline --output json
            """)
        { images, offline, output };
        doctor.SetAction(parsed =>
        {
            Examination examination = Examiner.Run(host, parsed.GetValue(images) ?? [], parsed.GetValue(offline));
            bool colour = host.OutputIsTerminal() && host.Variable("NO_COLOR") is null && host.Variable("TERM") is not "dumb";
            parsed.InvocationConfiguration.Output.Write(parsed.GetValue(output) is "json"
                ? DoctorReport.Json(examination.Results)
                : DoctorReport.Text(examination.Results, colour));
            return examination.HasFailed ? ExitCode.Failed : ExitCode.Ok;
        });
        return doctor;
    }
}
