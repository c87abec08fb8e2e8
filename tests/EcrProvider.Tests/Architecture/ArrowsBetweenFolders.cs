using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using ArchUnitNET.xUnitV3;
using Xunit;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace EcrProvider.Tests.Architecture;

/// <summary>The way of the data is Plugin → Registries → Tokens → Aws (docs/architecture.md); these rules hold it.</summary>
public class ArrowsBetweenFolders
{
    private static readonly ArchUnitNET.Domain.Architecture Program =
        new ArchLoader().LoadAssembly(typeof(EcrProvider.Host.HostContext).Assembly).Build();

    [Theory]
    [InlineData("Plugin")]
    [InlineData("Registries")]
    [InlineData("Tokens")]
    [InlineData("Aws")]
    [InlineData("Settings")]
    [InlineData("Host")]
    [InlineData("Messages")]
    public void Nothing_on_the_plugin_path_knows_kubelets_side_or_the_verbs(string folder) =>
        Types().That().Are(In(folder))
            .Should().NotDependOnAny(Types().That().Are(In("Kubelet")).Or().Are(In("Doctor")).Or().Are(In("Commands")))
            .Check(Program);

    [Theory]
    [InlineData("Registries", "Plugin")]
    [InlineData("Registries", "Tokens")]
    [InlineData("Registries", "Aws")]
    [InlineData("Tokens", "Plugin")]
    [InlineData("Aws", "Plugin")]
    [InlineData("Settings", "Plugin")]
    [InlineData("Settings", "Aws")]
    [InlineData("Kubelet", "Aws")]
    [InlineData("Kubelet", "Commands")]
    [InlineData("Kubelet", "Doctor")]
    [InlineData("Doctor", "Plugin")]
    [InlineData("Doctor", "Commands")]
    public void The_data_goes_one_way(string from, string to) =>
        Types().That().Are(In(from)).Should().NotDependOnAny(Types().That().Are(In(to))).Check(Program);

    [Theory]
    [InlineData("Host")]
    [InlineData("Messages")]
    public void The_lowest_folders_know_no_other(string folder) =>
        Types().That().Are(In(folder))
            .Should().NotDependOnAny(Types().That().ResideInNamespaceMatching(@"^EcrProvider\.").And().AreNot(In(folder)))
            .Check(Program);

    [Theory]
    [InlineData("YamlDotNet", "Kubelet")]
    [InlineData("System.CommandLine", "Commands")]
    [InlineData("Tomlyn", "Registries")]
    public void A_library_is_used_in_one_folder(string library, string folder) =>
        Types().That().ResideInNamespaceMatching(@"^EcrProvider").And().AreNot(In(folder))
            .Should().NotDependOnAny(Types(true).That().ResideInNamespaceMatching("^" + library.Replace(".", @"\.", StringComparison.Ordinal)))
            .Check(Program);

    private static IObjectProvider<IType> In(string folder) =>
        Types().That().ResideInNamespaceMatching($@"^EcrProvider\.{folder}(\.|$)").As(folder);
}
