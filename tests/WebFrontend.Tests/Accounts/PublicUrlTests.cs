using Avanii.Web.Accounts;
using Avanii.Web.Mail;

namespace Avanii.Web.Tests.Accounts;

public sealed class PublicUrlTests(PublicUrlTests.PublicShop shop) : IClassFixture<PublicUrlTests.PublicShop>
{
    /// <summary>A shop that was told where it is.</summary>
    public sealed class PublicShop : AccountShop
    {
        protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string> { ["Shop:PublicUrl"] = "https://shop.example/" };
    }

    [Fact]
    public async Task Links_lead_to_the_shop_and_not_to_where_a_request_says_it_is()
    {
        var email = AccountShop.NewEmail();
        await shop.GivenAccountAsync(email);
        using var browser = shop.OpenElsewhere();
        browser.Host = "evil.example";
        await browser.ForgetAsync(email);
        var link = Assert.Single(Assert.Single(await shop.LettersToAsync(email)).Parts.OfType<LetterPart.Action>());
        Assert.StartsWith($"https://shop.example{AccountPaths.ResetPassword}?key=", link.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Passkeys_belong_to_the_shops_own_host()
    {
        using var browser = shop.OpenElsewhere();
        var options = await browser.PostAsync("/account/sign-in/passkey/options", (await browser.GetAsync(AccountPaths.SignIn)).Form("data-passkey=\"get\""));
        Assert.Contains("\"rpId\":\"shop.example\"", options.Html, StringComparison.Ordinal);
        Assert.Contains("\"userVerification\":\"required\"", options.Html, StringComparison.Ordinal);
    }
}

public sealed class HostsAddressTests(HostsAddressTests.HostedShop shop) : IClassFixture<HostsAddressTests.HostedShop>
{
    /// <summary>A shop that nobody told where it is, on a host that says so; the blueprint's variable is there and empty.</summary>
    public sealed class HostedShop : AccountShop
    {
        protected override IReadOnlyDictionary<string, string> Settings =>
            new Dictionary<string, string> { ["Shop:PublicUrl"] = "", ["RENDER_EXTERNAL_URL"] = "https://avanii.onrender.example" };
    }

    [Fact]
    public async Task Mails_passkeys_and_search_engines_all_learn_the_hosts_address()
    {
        var email = AccountShop.NewEmail();
        await shop.GivenAccountAsync(email);
        using var browser = shop.OpenElsewhere();
        await browser.ForgetAsync(email);
        var link = Assert.Single(Assert.Single(await shop.LettersToAsync(email)).Parts.OfType<LetterPart.Action>());
        Assert.StartsWith($"https://avanii.onrender.example{AccountPaths.ResetPassword}?key=", link.Url, StringComparison.Ordinal);

        var options = await browser.PostAsync("/account/sign-in/passkey/options", (await browser.GetAsync(AccountPaths.SignIn)).Form("data-passkey=\"get\""));
        Assert.Contains("\"rpId\":\"avanii.onrender.example\"", options.Html, StringComparison.Ordinal);

        Assert.Contains("<link rel=\"canonical\" href=\"https://avanii.onrender.example/new\"", (await browser.GetAsync("/new")).Html, StringComparison.Ordinal);
    }
}
