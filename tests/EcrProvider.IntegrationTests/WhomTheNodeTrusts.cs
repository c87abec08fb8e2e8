using System.Globalization;
using EcrProvider.Testing;
using Xunit;

namespace EcrProvider.IntegrationTests;

/// <summary>
/// The fault matrix on real sockets: TLS. Each row runs with the lean trust store and with the runtime's own: what the one accepts, the other does.
/// </summary>
public sealed class WhomTheNodeTrusts : IDisposable
{
    private readonly Sandbox sandbox = new();
    private readonly Authority root = Authority.Root("Test Root");
    private Stub? server;

    [Theory]
    [InlineData("SSL_CERT_FILE", "")]
    [InlineData("SSL_CERT_FILE", "runtime")]
    [InlineData("SSL_CERT_DIR", "")]
    public async Task A_root_that_the_admin_names_is_enough(string setting, string store)
    {
        using Authority leaf = root.Server();

        (await RunAsync(leaf, leaf.Certificate, setting, root.Certificate, store)).AssertAnswered();
    }

    [Fact]
    public async Task AWS_CA_BUNDLE_is_enough_and_takes_the_place_of_all_others()
    {
        using Authority leaf = root.Server();
        using Authority other = Authority.Root("Another Root");

        (await RunAsync(leaf, leaf.Certificate, "AWS_CA_BUNDLE", root.Certificate)).AssertAnswered();
        sandbox.With("SSL_CERT_FILE", sandbox.Write("right.pem", root.Certificate));
        (await RunAsync(leaf, leaf.Certificate, "AWS_CA_BUNDLE", other.Certificate)).AssertRefused("ECR214", "AWS_CA_BUNDLE");
    }

    [Theory]
    [InlineData("")]
    [InlineData("runtime")]
    public async Task A_chain_with_an_intermediate_holds_if_the_server_sends_it(string store)
    {
        using Authority intermediate = root.Intermediate("Test Intermediate");
        using Authority leaf = intermediate.Server();

        (await RunAsync(leaf, leaf.Certificate + intermediate.Certificate, "SSL_CERT_FILE", root.Certificate, store)).AssertAnswered();
    }

    [Fact]
    public async Task A_chain_without_its_intermediate_does_not_hold()
    {
        using Authority intermediate = root.Intermediate("Test Intermediate");
        using Authority leaf = intermediate.Server();

        (await RunAsync(leaf, leaf.Certificate, "SSL_CERT_FILE", root.Certificate)).AssertRefused("ECR214", "CN=Test Intermediate");
    }

    [Theory]
    [InlineData("")]
    [InlineData("runtime")]
    public async Task Cross_signed_roots_of_one_subject_hold_either_way(string store)
    {
        using Authority old = Authority.Root("Old Root");
        using Authority cross = root.SignedBy(old);
        using Authority leaf = root.Server();

        (await RunAsync(leaf, leaf.Certificate + cross.Certificate, "SSL_CERT_FILE", old.Certificate, store)).AssertAnswered();
        (await RunAsync(leaf, leaf.Certificate + cross.Certificate, "SSL_CERT_FILE", root.Certificate, store)).AssertAnswered();
        (await RunAsync(leaf, leaf.Certificate, "SSL_CERT_FILE", cross.Certificate + old.Certificate, store)).AssertAnswered();
    }

    [Theory]
    [InlineData("")]
    [InlineData("runtime")]
    public async Task An_expired_root_beside_a_good_one_of_the_same_subject_does_no_harm(string store)
    {
        using Authority expired = Authority.Root("Test Root", ofKey: root, days: -1);
        using Authority leaf = root.Server();

        (await RunAsync(leaf, leaf.Certificate, "SSL_CERT_FILE", expired.Certificate + root.Certificate, store)).AssertAnswered();
        (await RunAsync(leaf, leaf.Certificate, "SSL_CERT_FILE", root.Certificate + expired.Certificate, store)).AssertAnswered();
    }

    [Fact]
    public async Task A_broken_certificate_in_the_bundle_does_no_harm()
    {
        using Authority leaf = root.Server();
        const string broken = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";

        (await RunAsync(leaf, leaf.Certificate, "SSL_CERT_FILE", broken + root.Certificate)).AssertAnswered();
    }

    [Fact]
    public async Task A_root_of_another_key_and_the_same_name_is_no_root()
    {
        using Authority impostor = Authority.Root("Test Root");
        using Authority leaf = impostor.Server();

        (await RunAsync(leaf, leaf.Certificate, "SSL_CERT_FILE", root.Certificate)).AssertRefused("ECR214");
    }

    [Theory]
    [InlineData("other.example", Authority.ServerAuthentication, 30, "it is for other.example")]
    [InlineData("localhost", Authority.ClientAuthentication, 30, "issuer CN=Test Root")]
    [InlineData("localhost", Authority.ServerAuthentication, -1, "timedatectl")]
    public async Task A_certificate_for_something_else_is_refused(string name, string usage, int days, string says)
    {
        using Authority leaf = root.Server(name, usage, days);

        (await RunAsync(leaf, leaf.Certificate, "SSL_CERT_FILE", root.Certificate)).AssertRefused("ECR214", says);
        Assert.Empty(server!.Requests);
    }

    [Fact]
    public async Task An_unknown_root_is_refused_and_never_asked_for_again()
    {
        using Authority leaf = root.Server();

        (await RunAsync(leaf, leaf.Certificate, "UNRELATED", "")).AssertRefused("ECR214", "AWS_CA_BUNDLE");
    }

    [Fact]
    public async Task A_bundle_that_is_not_there_is_told() =>
        (await sandbox.Asking("https://localhost:9").With("AWS_CA_BUNDLE", "/nowhere.pem").RunAsync()).AssertRefused("ECR218", "/nowhere.pem");

    [Fact]
    public async Task A_black_hole_behind_the_connection_ends_with_the_deadline()
    {
        using Authority leaf = root.Server();

        (await RunAsync(leaf, leaf.Certificate, "SSL_CERT_FILE", root.Certificate, fault: "no-handshake")).AssertRefused("ECR210", "within 2 s");
    }

    public void Dispose()
    {
        server?.Dispose();
        root.Dispose();
        sandbox.Dispose();
    }

    private async Task<Outcome> RunAsync(Authority leaf, string chain, string setting, string trusted, string store = "", string fault = "")
    {
        server?.Dispose();
        server = Stub.Aws(fault, "--cert", sandbox.Write("server.pem", chain), "--key", sandbox.Write("server.key", leaf.Key));
        string path = sandbox.Write("trusted/ca.pem", trusted);
        if (setting is "SSL_CERT_DIR")
        {
            path = Path.GetDirectoryName(path)!;
        }

        return await sandbox.Asking(string.Create(CultureInfo.InvariantCulture, $"https://localhost:{server.Port}"))
            .With("ECR_DEADLINE", fault.Length > 0 ? "2" : "20").With(setting, path).With("ECR_TRUST_STORE", store).RunAsync();
    }
}
