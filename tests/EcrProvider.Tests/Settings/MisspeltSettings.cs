using EcrProvider.Settings;
using Xunit;

namespace EcrProvider.Tests.Settings;

/// <summary>doctor's guess at what the admin meant; what he gives a program of his own is none of our business.</summary>
public class MisspeltSettings
{
    [Theory]
    [InlineData("ECR_DEADLIN", "ECR_DEADLINE")]
    [InlineData("ECR_DEADLINES", "ECR_DEADLINE")]
    [InlineData("ECR_DEADLYNE", "ECR_DEADLINE")]
    [InlineData("ecr_token_cash", "ECR_TOKEN_CACHE")]
    [InlineData("EC_DEADLNES", "ECR_DEADLINE")]
    [InlineData("XXXCR_WIRING", "ECR_WIRING")]
    [InlineData("ECR_WIRING_OFF", null)]
    [InlineData("XXXXR_WIRING", null)]
    [InlineData("PATH", null)]
    public void Are_as_many_letters_away_as_a_slip_of_the_hand(string name, string? meant)
    {
        Assert.Equal(meant, SettingNames.Nearest(name));
    }

    [Theory]
    [InlineData("AWS_REGION", true)]
    [InlineData("https_proxy", true)]
    [InlineData("no_proxy", true)]
    [InlineData("VAULT_ADDR", true)]
    [InlineData("aws_region", false)]
    [InlineData("ECR_SOMETHING_ELSE", false)]
    [InlineData("AWS_SOMETHING_ELSE_ENTIRELY", false)]
    [InlineData("Ecr_something_else", false)]
    [InlineData("HTTPS_PROXI", false)]
    [InlineData("htps_proxy", false)]
    [InlineData("SSL_CERT_FIL", false)]
    public void Are_told_from_names_of_the_admins_own(string name, bool isKnown) => Assert.Equal(isKnown, SettingNames.AreKnown(name));
}
