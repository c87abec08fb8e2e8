using System.Text.Json;
using EcrProvider.Commands;
using EcrProvider.Doctor;
using EcrProvider.Kubelet;
using EcrProvider.Tests.Kubelet;
using Xunit;

namespace EcrProvider.Tests.Doctor;

public sealed class WhatDoctorPrints : IDisposable
{
    private const string Image = "123456789012.dkr.ecr.us-west-2.amazonaws.com/app:1";

    private readonly FakeNode node = new();

    public WhatDoctorPrints() => node.Start();

    [Fact]
    public void Is_all_ok_on_a_healthy_node_but_for_what_needs_the_network()
    {
        IReadOnlyList<CheckResult> results = Examiner.Run(node.Context, [Image], offline: true).Results;

        Assert.All(results, result => Assert.True(result.Finding.Status is CheckStatus.Ok || result.Finding.Evidence is "--offline", result.ToString()));
        Snapshot.Matches("doctor-healthy.txt", Stable(DoctorReport.Text(results, colour: false)));
        Snapshot.Matches("doctor-healthy.json", Stable(DoctorReport.Json(results)));
    }

    [Fact]
    public void Ends_with_the_cause_and_what_to_type()
    {
        node.Context.Files.Link("/etc/systemd/system/kubelet.service.d/" + NodePaths.DropInName, "/dev/null");

        IReadOnlyList<CheckResult> results = Examiner.Run(node.Context, [Image], offline: true).Results;

        Snapshot.Matches("doctor-masked.txt", Stable(DoctorReport.Text(results, colour: false)));
        Snapshot.Matches("doctor-masked.json", Stable(DoctorReport.Json(results)));
    }

    [Fact]
    public void Is_not_of_kubelets_start_in_an_image_in_the_making()
    {
        node.Stop();
        node.Properties["LoadState"] = "";
        Directory.Delete(node.Context.Files.Locate("/run/systemd/system"));

        CheckResult[] results = [.. Examiner.Run(node.Context, [], offline: true).Results];

        Assert.DoesNotContain(results, result => result.Finding.Status is CheckStatus.Failed);
        Assert.All(results.Where(result => result.Id is "kubelet" or "drop-in" or "wiring" or "next-start"), result => Assert.Equal(CheckStatus.Skipped, result.Finding.Status));
        Assert.Contains(results, result => result is { Id: "config", Finding.Status: CheckStatus.Ok });

        node.Context.Files.Delete(NodePaths.Config);
        Assert.Contains(Examiner.Run(node.Context, [], offline: true).Results, result => result is { Id: "config", Finding.Status: CheckStatus.Failed });
    }

    [Fact]
    public void Has_the_documented_shape()
    {
        using JsonDocument json = JsonDocument.Parse(DoctorReport.Json(Examiner.Run(node.Context, [Image], offline: true).Results));
        string docs = File.ReadAllText(Path.Join(Sources.Root, "docs/doctor.md"));

        Assert.Equal(1, json.RootElement.GetProperty("version").GetInt32());
        Assert.All(json.RootElement.EnumerateObject(), field => Assert.Contains($"`{field.Name}`", docs, StringComparison.Ordinal));
        Assert.All(json.RootElement.GetProperty("checks").EnumerateArray(), check =>
        {
            Assert.Contains($"| `{check.GetProperty("id").GetString()}` |", docs, StringComparison.Ordinal);
            Assert.All(check.EnumerateObject(), field => Assert.Contains($"`{field.Name}`", docs, StringComparison.Ordinal));
        });
    }

    [Fact]
    public void Is_coloured_on_a_terminal_and_not_with_NO_COLOR_or_in_a_pipe()
    {
        Assert.Contains("\e[32mok", Run(node.Context with { OutputIsTerminal = () => true }), StringComparison.Ordinal);
        node.Host.Environment["NO_COLOR"] = "1";
        Assert.DoesNotContain('\e', Run(node.Context with { OutputIsTerminal = () => true }));
        node.Host.Environment.Remove("NO_COLOR");
        Assert.DoesNotContain('\e', Run(node.Context));
    }

    [Theory]
    [InlineData(0, "doctor", Image, "--offline")]
    [InlineData(0, "doctor", Image, "--offline", "--output", "json")]
    [InlineData(1, "doctor", "docker.io/library/nginx", "--offline")]
    [InlineData(2, "doctor", "--output", "yaml")]
    [InlineData(2, "doctor", "--online")]
    public void Has_the_documented_exit_codes(int code, params string[] arguments) => Assert.Equal(code, CommandLine.Run(node.Context, arguments));

    public void Dispose() => node.Dispose();

    private static string Stable(string report) => report.Replace($"\"{ProductVersion.Text}\"", "\"VERSION\"", StringComparison.Ordinal);

    private static string Run(EcrProvider.Host.HostContext host)
    {
        using var output = new MemoryStream();
        CommandLine.Run(host with { OpenOutput = () => output }, ["doctor", Image, "--offline"]);
        return System.Text.Encoding.UTF8.GetString(output.ToArray());
    }
}
