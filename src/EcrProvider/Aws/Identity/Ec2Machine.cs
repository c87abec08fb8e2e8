using System.Text;
using EcrProvider.Host;

namespace EcrProvider.Aws.Identity;

/// <summary>Whether this is an EC2 instance, by what the firmware says (docs.aws.amazon.com, "Detect whether a host is an EC2 instance").</summary>
internal static class Ec2Machine
{
    private const string Dmi = "/sys/class/dmi/id/";

    public static bool Is(HostFiles files) =>
        Says(files, Dmi + "sys_vendor", "Amazon EC2") // Nitro, metal
        || Says(files, Dmi + "board_vendor", "Amazon EC2")
        || Says(files, Dmi + "bios_version", "amazon") // Xen
        || Says(files, "/sys/hypervisor/uuid", "ec2");

    private static bool Says(HostFiles files, string path, string word) =>
        files.Read(path, 4096).Bytes is { } text && Encoding.ASCII.GetString(text).Contains(word, StringComparison.OrdinalIgnoreCase);
}
