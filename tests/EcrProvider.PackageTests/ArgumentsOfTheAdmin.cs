using System.Text;
using CsCheck;
using EcrProvider.Testing;
using Xunit;

namespace EcrProvider.PackageTests;

/// <summary>
/// argv with us = argv without us and our two, for whatever stands in /etc/default/kubelet, on the systemd of each suite. A unit like
/// kubelet.service writes its argv to a file; the drop-in is the package's own.
/// </summary>
[Collection(nameof(Beds))]
public sealed class ArgumentsOfTheAdmin
{
    private const int Values = 60;

    // One start each; the values in the order that a failure names.
    private const string Probe = """
        cd /root/argv
        for value in [0-9]*; do
            cp "$value" /etc/default/kubelet
            systemctl reset-failed kubelet
            systemctl start kubelet
            mv /run/argv "$value.$1"
        done
        """;

    private static readonly string[] Fixed =
    [
        "KUBELET_EXTRA_ARGS=\n",
        "",
        "KUBELET_EXTRA_ARGS=--node-ip=10.0.0.5 --v=2\n",
        "KUBELET_EXTRA_ARGS=\"--node-labels=a='b c' --v=2\"\n",
        "KUBELET_EXTRA_ARGS=\"--a=1\n--b=2\"\n",
        "KUBELET_EXTRA_ARGS='--a=$HOME ${X} `id` $$'\n",
        "KUBELET_EXTRA_ARGS=--a='\"open\n",
        "KUBELET_EXTRA_ARGS=\"--a=\\\"open --b\"\n",
        "KUBELET_EXTRA_ARGS='--a=b \\'\n",
        "KUBELET_EXTRA_ARGS='c:\\\\dir \\\"x\\\" \\n'\n",
        "KUBELET_EXTRA_ARGS=--a=é%n%%\n",
        "export KUBELET_EXTRA_ARGS=--lost\n",
        "KUBELET_EXTRA_ARGS=--first\nKUBELET_EXTRA_ARGS=--last\n",
    ];

    [Theory]
    [InlineData("trixie")]
    [InlineData("bookworm", Traits = ["Category", "Long"])]
    public async Task Are_what_they_were_and_ours_follow(string suite)
    {
        Assert.SkipWhen(Bed.WhyNot() is not null, Bed.WhyNot() ?? "");
        await using Bed bed = await Bed.BootAsync(new BedOptions { Suite = suite, Transcript = Transcript.OfTest<ArgumentsOfTheAdmin>(suite) });
        string[] values = [.. Fixed, .. Random(Values - Fixed.Length)];
        for (int index = 0; index < values.Length; index++)
        {
            await bed.WriteFileAsync($"/root/argv/{index:000}", values[index]);
        }

        await bed.WriteFileAsync("/root/probe", Probe, "755");
        await bed.WriteFileAsync("/usr/local/bin/kubelet", """
            #!/bin/bash
            [ "${!#}" != --version ] || exit 0
            printf '%s\0' "$@" > /run/argv
            """, "755");
        await bed.WriteFileAsync("/usr/lib/systemd/system/kubelet.service", """
            [Service]
            Type=oneshot
            EnvironmentFile=-/etc/default/kubelet
            ExecStart=/usr/local/bin/kubelet --from-the-unit $KUBELET_EXTRA_ARGS
            """);
        await bed.RunAsync("systemctl daemon-reload; bash /root/probe without").OrThrow();
        await bed.CopyInAsync(Artifacts.Deb, "/root/ours.deb");
        await bed.RunAsync("apt-get install -y /root/ours.deb").OrThrow();
        await bed.RunAsync("bash /root/probe with").OrThrow();

        for (int index = 0; index < values.Length; index++)
        {
            string without = await bed.ReadFileAsync($"/root/argv/{index:000}.without");
            string with = await bed.ReadFileAsync($"/root/argv/{index:000}.with");
            Assert.True(
                with == without
                    + "--image-credential-provider-config=/run/ecr-credential-provider/config.json\0"
                    + "--image-credential-provider-bin-dir=/usr/libexec/ecr-credential-provider\0",
                $"value {index}: {values[index]}\nwithout: {without.Replace('\0', '|')}\nwith:    {with.Replace('\0', '|')}");
        }
    }

    private static IEnumerable<string> Random(int count)
    {
        Gen<string> value = Gen.OneOfConst("a", "--v=2", " ", "\t", "\n", "'", "\"", "\\", "$", "$HOME", "${X}", "`", "é", "=", "#", "\\\n", "%n")
            .Array[1, 10].Select(string.Concat);
        var pcg = new PCG(42);
        for (int index = 0; index < count; index++)
        {
            var assignment = new StringBuilder("KUBELET_EXTRA_ARGS=");
            string text = value.Generate(pcg, null, out _);
            string form = (index % 3) switch
            {
                0 => text,
                1 => $"\"{text}\"",
                _ => $"'{text}'",
            };
            yield return assignment.Append(form).Append('\n').ToString();
        }
    }
}
