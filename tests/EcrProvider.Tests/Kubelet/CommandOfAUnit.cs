using EcrProvider.Kubelet;
using Xunit;

namespace EcrProvider.Tests.Kubelet;

public class CommandOfAUnit
{
    private const string Kubeadm =
        "{ path=/usr/bin/kubelet ; argv[]=/usr/bin/kubelet $KUBELET_KUBEADM_ARGS ${X} --v=2 $KUBELET_EXTRA_ARGS ; ignore_errors=no ; start_time=[n/a] ; pid=0 }";

    [Fact]
    public void Is_taken_from_what_systemctl_shows()
    {
        UnitCommand? command = UnitCommand.Parse(Kubeadm);

        Assert.NotNull(command);
        Assert.Equal("/usr/bin/kubelet", command.Program);
        Assert.True(command.Expands("KUBELET_EXTRA_ARGS"));
        Assert.False(command.Expands("X"));
    }

    [Fact]
    public void Gives_the_arguments_that_kubelet_gets()
    {
        var environment = new Dictionary<string, string> { ["KUBELET_KUBEADM_ARGS"] = "--a='b c' --d", ["X"] = "e f", ["KUBELET_EXTRA_ARGS"] = "" };

        Assert.Equal(["--a=b c", "--d", "e f", "--v=2"], UnitCommand.Parse(Kubeadm)!.Arguments(environment));
    }

    [Fact]
    public void Has_no_arguments_of_a_variable_that_is_not_set_but_an_empty_one_in_braces() =>
        Assert.Equal(["", "--v=2"], UnitCommand.Parse(Kubeadm)!.Arguments(new Dictionary<string, string>()));

    [Theory]
    [InlineData("")]
    [InlineData("{ path=/bin/x ; argv[]= ; ignore_errors=no }")]
    public void May_be_missing(string property) => Assert.Null(UnitCommand.Parse(property));

    [Theory]
    [InlineData("--image-credential-provider-config=/a --image-credential-provider-bin-dir=/b", "/a", "/b")]
    [InlineData("--image-credential-provider-config /a --image-credential-provider-config=/c", "/c", null)]
    [InlineData("--image-credential-provider-bin-dir --image-credential-provider-config=/a", null, "--image-credential-provider-config=/a")]
    [InlineData("--image-credential-provider-config=", null, null)]
    [InlineData("--image-credential-provider-config", null, null)]
    [InlineData("--v=2", null, null)]
    public void Has_the_last_of_flags_given_twice(string arguments, string? config, string? folder) =>
        Assert.Equal(new ProviderFlags(config, folder), ProviderFlags.Of(arguments.Split(' ')));
}
