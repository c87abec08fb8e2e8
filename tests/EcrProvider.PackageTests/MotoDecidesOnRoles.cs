using EcrProvider.Testing;
using Xunit;

namespace EcrProvider.PackageTests;

/// <summary>The packaged program against moto in auth mode: whose credentials go where. moto issues the roles' keys and checks their policies.</summary>
[Collection(nameof(MotoBeds))]
public sealed class MotoDecidesOnRoles(MotoNode moto)
{
    private const string Other = "210987654321.dkr.ecr.us-west-2.amazonaws.com";

    // {"sub":"system:serviceaccount:shop:cart"}
    private const string Token = "e30.eyJzdWIiOiJzeXN0ZW06c2VydmljZWFjY291bnQ6c2hvcDpjYXJ0In0.c2lnbmF0dXJl";

    private string Node => $"AWS_ACCESS_KEY_ID='{moto.Node.Id}' AWS_SECRET_ACCESS_KEY='{moto.Node.Secret}'";

    [Fact]
    public async Task A_profile_with_a_role_asks_as_the_role()
    {
        string environment = await ConfigAsync(moto.Assumer, MotoNode.PullRole);

        CommandOutcome outcome = await moto.AskAsync($"{environment} AWS_PROFILE=pull");

        Assert.True(outcome.Succeeded, outcome.Errors);
    }

    [Fact]
    public async Task A_role_without_the_permission_and_a_user_who_may_not_assume_it_are_told_apart()
    {
        CommandOutcome idle = await moto.AskAsync($"{await ConfigAsync(moto.Assumer, MotoNode.IdleRole)} AWS_PROFILE=pull");
        CommandOutcome nobody = await moto.AskAsync($"{await ConfigAsync(moto.Nobody, MotoNode.PullRole)} AWS_PROFILE=pull");

        Assert.StartsWith("ECR202 ", idle.Errors, StringComparison.Ordinal);
        Assert.StartsWith("ECR260 ", nobody.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_account_has_a_role_and_another_a_profile()
    {
        string environment = await ConfigAsync(moto.Node, MotoNode.PullRole) + $" AWS_ACCESS_KEY_ID='{moto.Assumer.Id}' AWS_SECRET_ACCESS_KEY='{moto.Assumer.Secret}'"
            + $" ECR_IDENTITIES='123456789012=role:{MotoNode.PullRole} 210987654321=profile:base'";
        await moto.RequestsAsync();

        CommandOutcome byRole = await moto.AskAsync(environment);
        IReadOnlyList<string> ofRole = await moto.RequestsAsync();
        CommandOutcome byProfile = await moto.AskAsync(environment, Other);
        IReadOnlyList<string> ofProfile = await moto.RequestsAsync();

        Assert.True(byRole.Succeeded, byRole.Errors);
        Assert.True(byProfile.Succeeded, byProfile.Errors);
        Assert.Contains($"\"accessKey\":\"{moto.Assumer.Id}\"", ofRole[0], StringComparison.Ordinal);
        Assert.DoesNotContain(moto.Assumer.Id, ofRole[1], StringComparison.Ordinal);
        Assert.Contains($"\"accessKey\":\"{moto.Node.Id}\"", Assert.Single(ofProfile), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_web_identity_asks_as_its_role()
    {
        await moto.Bed.WriteFileAsync("/root/token", Token, "600");
        await moto.LetOneCallComeUnsignedAsync();

        CommandOutcome outcome = await moto.AskAsync($"AWS_ROLE_ARN={MotoNode.PullRole} AWS_WEB_IDENTITY_TOKEN_FILE=/root/token");

        Assert.True(outcome.Succeeded, outcome.Errors);
    }

    [Fact]
    public async Task A_pods_token_asks_as_the_pods_role_and_CloudTrail_can_read_whose()
    {
        await moto.RequestsAsync();
        await moto.LetOneCallComeUnsignedAsync();

        CommandOutcome outcome = await moto.AskAsync(Node, more: ServiceAccount(MotoNode.PullRole));

        Assert.True(outcome.Succeeded, outcome.Errors);
        IReadOnlyList<string> requests = await moto.RequestsAsync();
        Assert.Contains("\"RoleSessionName\":\"shop.cart\"", requests[0], StringComparison.Ordinal);
        Assert.All(requests, request => Assert.DoesNotContain(moto.Node.Id, request, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_pods_token_never_rides_the_nodes_role()
    {
        string mapped = $"{Node} ECR_IDENTITIES='123456789012=role:{MotoNode.PullRole}'";
        await moto.RequestsAsync();
        await moto.LetOneCallComeUnsignedAsync();

        CommandOutcome denied = await moto.AskAsync(mapped, more: ServiceAccount(MotoNode.IdleRole));
        CommandOutcome without = await moto.AskAsync(mapped, more: ServiceAccount(role: null));

        Assert.StartsWith("ECR202 ", denied.Errors, StringComparison.Ordinal);
        Assert.Contains("role/idle", denied.Errors, StringComparison.Ordinal);
        Assert.StartsWith("ECR270 ", without.Errors, StringComparison.Ordinal);
        Assert.All([denied, without], outcome => Assert.Empty(outcome.Output));
        Assert.All(await moto.RequestsAsync(), request => Assert.DoesNotContain(moto.Node.Id, request, StringComparison.Ordinal));

        CommandOutcome allowed = await moto.AskAsync($"{Node} ECR_SERVICE_ACCOUNT_FALLBACK=node", more: ServiceAccount(role: null));

        Assert.True(allowed.Succeeded, allowed.Errors);
    }

    private static string ServiceAccount(string? role) =>
        $",\"serviceAccountToken\":\"{Token}\",\"serviceAccountAnnotations\":{{{(role is null ? "" : $"\"eks.amazonaws.com/ecr-role-arn\":\"{role}\"")}}}";

    private async Task<string> ConfigAsync((string Id, string Secret) key, string role)
    {
        string path = $"/root/aws-{key.Id}";
        await moto.Bed.WriteFileAsync(
            path, $"[profile base]\naws_access_key_id = {key.Id}\naws_secret_access_key = {key.Secret}\n[profile pull]\nrole_arn = {role}\nsource_profile = base\n", "600");
        return $"AWS_CONFIG_FILE={path}";
    }
}
