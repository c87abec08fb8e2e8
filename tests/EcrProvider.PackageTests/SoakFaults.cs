namespace EcrProvider.PackageTests;

/// <summary>What goes wrong in a soak. The identifiers are those of docs/operations.md.</summary>
internal static class SoakFaults
{
    private const string Mended = "rm -f /etc/bed/aws.fault /etc/bed/imds.fault";
    private const string Clock = SoakNode.Records + "/clock";
    private const string Cache = SoakNode.Cache;
    private const string Cleared = "; ecr-credential-provider cache clear";

    /// <summary>Takes the process that holds a lock of the cache, once there is one.</summary>
    private const string Leader = $$"""
        for try in $(seq 300); do
            for lock in {{Cache}}/*.lock; do
                leader=$(awk -v "file=:$(stat -c %i "$lock")" '$2 == "FLOCK" && substr($6, length($6) - length(file) + 1) == file { print $5 }' /proc/locks)
                [ -z "$leader" ] || break 2
            done
            sleep 0.02
        done

        """;

    private static readonly SoakFault[] OfEcr =
    [
        new("ECR refuses connections") { Begin = Ecr("reset"), Id = "ECR209" },
        new("ECR never answers") { Begin = Ecr("hang"), Id = "ECR210" },
        new("ECR throttles") { Begin = Ecr("throttle"), Id = "ECR206" },
        new("ECR answers 500") { Begin = Ecr("500"), Id = "ECR208", RoleId = "ECR263" },
        new("a captive portal answers for ECR") { Begin = Ecr("garbage"), Id = "ECR211", RoleId = "ECR262" },
        new("AWS denies") { Begin = Ecr("access-denied"), Id = "ECR202", RoleId = "ECR260", PublicId = "ECR213", Answer = SoakAnswer.Denial },
    ];

    private static readonly SoakFault[] OfImds =
    [
        new("IMDS is silent") { Begin = Imds("silent"), Id = "ECR220" },
        new("IMDS refuses connections") { Begin = "systemctl stop bed-imds", End = "systemctl start bed-imds", Id = "ECR220" },
        new("IMDS refuses its own token") { Begin = Imds("401"), Id = "ECR226" },
        new("IMDS is switched off") { Begin = Imds("403"), Id = "ECR225" },
        new("the instance has lost its role") { Begin = Imds("no-role"), Id = "ECR221" },
    ];

    private static readonly SoakFault[] OfTheClock =
    [
        new("the clock is 25 years slow") { Begin = $"echo -800000000 > {Clock}", Id = "ECR214", Answer = SoakAnswer.None },
        new("the clock is 63 years fast") { Begin = $"echo 2000000000 > {Clock}", Id = "ECR214", Answer = SoakAnswer.None },
        new("the clock is two hours fast") { Begin = $"echo 7200 > {Clock}" },
        new("the clock is three hours slow") { Begin = $"echo -10800 > {Clock}" },
    ];

    private static readonly SoakFault[] OfDisks =
    [
        new("the cache's disk is full")
        {
            Begin = $"mount -t tmpfs -o size=64k,mode=700 tmpfs {Cache}; head -c 1M /dev/zero > {Cache}/fill || true",
            End = $"umount {Cache}",
            Folder = SoakFolder.Hidden,
        },
        new("/run is full")
        {
            Begin = "mount -o remount,size=$(($(df --output=used -k /run | tail -n 1) + 8))k /run; head -c 1M /dev/zero > /run/fill || true",
            End = "rm /run/fill; mount -o remount,size=50% /run",
            Folder = SoakFolder.Unwritable,
        },
        new("the cache is read-only")
        {
            Begin = $"mount --bind {Cache} {Cache}; mount -o remount,bind,ro {Cache}",
            End = $"umount {Cache}",
            Folder = SoakFolder.Unwritable,
        },
        new("the cache's folder is somebody else's") { Begin = $"chown nobody {Cache}", End = $"chown root {Cache}", Folder = SoakFolder.Hidden },
        new("the cache's folder is gone") { Begin = $"rm -r {Cache}", LosesCache = true },
        new("the cache's files are cut off") { Begin = $"find {Cache} -name '*.token' -exec truncate --size=-10 {{}} +", LosesCache = true },
        new("the cache's files are of another make") { Begin = $"for file in $(find {Cache} -name '*.token'); do head -c 400 /dev/urandom > $file; done", LosesCache = true },
    ];

    private static readonly SoakFault[] OfProcesses =
    [
        new("the one that asks for all is killed") { Begin = Ecr("slow=3") + Cleared, Meanwhile = Leader + "kill -KILL $leader", TakesOneProcess = true, LosesCache = true },
        new("the one that asks for all is stopped")
        {
            Begin = Ecr("slow=3") + Cleared,
            Meanwhile = Leader + "kill -STOP $leader; sleep 14; kill -KILL $leader",
            TakesOneProcess = true,
            LosesCache = true,
        },
        new("the cache is cleared") { Meanwhile = "sleep 2" + Cleared, LeavesCacheUnknown = true },
        new("the cache is refreshed") { Meanwhile = "sleep 1; ecr-credential-provider cache refresh" },
        new("kubelet is restarted") { Meanwhile = "sleep 2; systemctl restart kubelet", Disrupts = true },
        new("kubelet is killed") { Meanwhile = "sleep 2; systemctl kill --kill-whom=main --signal=KILL kubelet", Disrupts = true },
        new("containerd is restarted") { Meanwhile = "sleep 2; systemctl restart containerd", Disrupts = true },
        new("journald is restarted") { Meanwhile = "sleep 1; systemctl restart systemd-journald" },
        new("journald is stopped")
        {
            Begin = "systemctl stop systemd-journald.socket systemd-journald-dev-log.socket systemd-journald",
            End = "systemctl start systemd-journald.socket systemd-journald-dev-log.socket systemd-journald",
        },
        new("journald hangs")
        {
            Begin = "kill -STOP $(systemctl show -p MainPID --value systemd-journald)",
            End = "kill -CONT $(systemctl show -p MainPID --value systemd-journald)",
        },
        new("the program is upgraded and downgraded") { Meanwhile = Dpkg("next"), Back = Dpkg("ours") },
        new("program and drop-in are upgraded and downgraded") { Meanwhile = Dpkg("drop-in"), Back = Dpkg("ours"), Disrupts = true },
        new("the package is installed again") { Meanwhile = "apt-get install -y --reinstall /root/ours.deb <&-" },
    ];

    private static readonly SoakFault[] Passing =
    [
        new("ECR throttles two requests") { Begin = Ecr("throttle*2") },
        new("ECR answers 500 twice") { Begin = Ecr("500*2") },
        new("ECR breaks two connections") { Begin = Ecr("reset*2") },
        new("ECR takes three seconds") { Begin = Ecr("slow=3") },
        new("IMDS takes half a second") { Begin = Imds("slow=0.5") },
    ];

    /// <summary>All of them, outages with a kubelet that is restarted meanwhile too.</summary>
    public static IReadOnlyList<SoakFault> All { get; } =
    [
        .. OfEcr.Concat(OfImds).Select(Outage), .. OfEcr.Concat(OfImds).Select(fault => Restarted(Outage(fault))),
        .. OfTheClock.Select(Healed), .. OfTheClock.Select(fault => Restarted(Healed(fault))),
        .. OfDisks, .. OfProcesses.Select(fault => fault.Begin.Length > 0 && fault.End.Length is 0 ? fault with { End = Mended } : fault),
        .. Passing.Select(fault => fault with { End = Mended }),
    ];

    private static SoakFault Outage(SoakFault fault) => fault with
    {
        Answer = fault.Answer is SoakAnswer.Password ? SoakAnswer.None : fault.Answer,
        End = fault.End.Length is 0 ? Mended : fault.End,
    };

    private static SoakFault Healed(SoakFault fault) => fault with { End = $"echo 0 > {Clock}" };

    private static SoakFault Restarted(SoakFault fault) => fault with { Name = fault.Name + ", and kubelet is restarted", RestartsKubelet = true };

    private static string Ecr(string fault) => $"echo {fault} > /etc/bed/aws.fault";

    private static string Imds(string fault) => $"echo {fault} > /etc/bed/imds.fault";

    private static string Dpkg(string package) => $"sleep 1; dpkg --install /root/{package}.deb <&-";
}
