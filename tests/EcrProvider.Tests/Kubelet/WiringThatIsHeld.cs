using EcrProvider.Kubelet;
using Xunit;

namespace EcrProvider.Tests.Kubelet;

/// <summary>The note that kubelet died with our flags: what it says, and until when it counts.</summary>
public sealed class WiringThatIsHeld : IDisposable
{
    private const UnixFileMode Executable = UnixFileMode.UserRead | UnixFileMode.UserExecute;

    private readonly FakeNode node = new();

    private UnitCommand Kubelet => UnitCommand.Parse(node.Properties["ExecStart"])!;

    [Fact]
    public void Is_written_for_people_too()
    {
        Held.Write(node.Context, Kubelet, "E1124 failed to run Kubelet");

        Assert.Equal(
            $$"""
            {
              "fingerprint": "{{Held.FingerprintOf(node.Context, Kubelet)}}",
              "reason": "E1124 failed to run Kubelet",
              "since": "2026-11-24T12:00:00Z"
            }
            """,
            node.Host.Read(NodePaths.Held));
        Assert.Equal(("E1124 failed to run Kubelet", "2026-11-24T12:00:00Z"), (Held.Current(node.Context, Kubelet)?.Reason, Held.Current(node.Context, Kubelet)?.Since));
        Assert.False(Held.IsHidden(node.Context));
    }

    [Theory]
    [InlineData(NodePaths.Config)]
    [InlineData(NodePaths.ProviderProgram)]
    [InlineData("/usr/bin/kubelet")]
    public void Is_so_until_config_program_or_kubelet_is_another(string file)
    {
        Held.Write(node.Context, Kubelet, "E1124 failed to run Kubelet");
        string before = node.Host.Read(file)!;

        node.Host.Write(file, before + " ", Executable);

        Assert.Null(Held.Current(node.Context, Kubelet));
    }

    [Theory]
    [InlineData("no JSON")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"fingerprint\": \"f\", \"reason\": 1, \"since\": \"s\"}")]
    public void Is_not_so_when_the_note_cannot_be_read(string note)
    {
        node.Host.Write(NodePaths.Held, note);

        Assert.Null(Held.Current(node.Context, Kubelet));
    }

    public void Dispose() => node.Dispose();
}
