using System.Runtime.InteropServices;
using Node.Aws;
using Node.Kubelet;

var argv0 = Path.GetFileName(Environment.GetCommandLineArgs()[0]);
var part = argv0 is "kubelet" ? argv0 : args.FirstOrDefault("");
var rest = argv0 is "kubelet" ? args : args.AsSpan(Math.Min(1, args.Length));
try
{
    switch (part)
    {
        case "kubelet":
            return KubeletProcess.Run(rest);
        case "verdict" when rest.Length == 2:
            return KubeletProcess.Verdict(rest[0], rest[1]);
        case "imds":
            new ImdsStub(new(rest, "listen", "role", "region", "account", "access-key", "secret-key", "session-token", "expires-in", "fault", "control", "log")).Listen();
            break;
        case "aws":
            new AwsStub(new(rest, "listen", "cert", "key", "password", "account", "expires-in", "clock-offset", "upstream", "fault", "control", "log")).Listen();
            break;
        case "registry":
            new RegistryStub(new(rest, "listen", "cert", "key", "password", "fault", "control", "log")).Listen();
            break;
        default:
            Console.Error.WriteLine("""
                node kubelet FLAGS…            what kubelet does with image credential providers (also when called as kubelet)
                node verdict CONFIG BINDIR     only: would kubelet accept this configuration?
                node imds [--listen 169.254.169.254:80] [--role NAME] [--region R] [--account A] [--access-key K --secret-key S --session-token T]
                          [--expires-in SECONDS] [--fault silent|no-role|no-keys|401|403|503|slow[=S]] [--control FILE] [--log FILE]
                node registry [--listen 127.0.0.3:443] [--cert FILE --key FILE] [--password PW] [--fault refused|portal] [--control FILE] [--log FILE]
                node aws  [--listen 127.0.0.2:443] [--cert FILE --key FILE] [--password PW] [--account A] [--expires-in SECONDS|none|past]
                          [--clock-offset SECONDS] [--upstream http://HOST:PORT] [--control FILE] [--log FILE] [--fault FAULT]
                          FAULT: access-denied bad-signature expired-token unrecognized-client throttle throttle-429 500 503 hang drip garbage
                          redirect reset slow[=S] no-token bad-token null-token no-colon empty bad-json 503-html
                          skewed invalid-identity-token region-disabled no-credentials no-handshake; [SERVICE:]FAULT[*TIMES]
                """);
            return 2;
    }
}
catch (Exception e) when (e is ArgumentException or FormatException or IOException or System.Net.Sockets.SocketException)
{
    Console.Error.WriteLine($"node {part}: {e.Message}");
    return 2;
}

using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => Environment.Exit(0));
SdNotify.Send("READY=1");
Thread.Sleep(Timeout.Infinite);
return 0;
