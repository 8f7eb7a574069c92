using System.Net;
using Avanii.ServiceDefaults;
using Microsoft.AspNetCore.Identity;

namespace Avanii.Web.Tests.Accounts;

public sealed class SettingsAccessTests : IClassFixture<ShopApp>
{
    private readonly ShopApp _app;

    public SettingsAccessTests(ShopApp app)
    {
        _app = app;
        _app.Gateway.Reset();
    }

    public static TheoryData<string> Pages =>
    [
        "/account", "/account/name", "/account/password", "/account/email", "/account/two-step", "/account/two-step/set-up", "/account/passkeys",
        "/account/sessions", "/account/addresses", "/account/addresses/new",
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    [InlineData("/account/email/confirm?link=x")]
    [InlineData("/account/two-step/codes")]
    [InlineData("/account/two-step/off")]
    [InlineData("/account/addresses/019c0000-0000-7000-8000-000000000001")]
    public async Task Somebody_who_is_not_signed_in_is_led_to_the_sign_in_and_back(string path)
    {
        using var browser = _app.Open();
        var page = await browser.GetAsync(path);
        Assert.Equal((HttpStatusCode.Found, $"/account/sign-in?returnTo={Uri.EscapeDataString(path)}"), (page.Status, page.Location));
        Assert.False(page.SetsCookies);
    }

    [Theory]
    [InlineData("/account/register/finish?key=x")]
    [InlineData("/account/reset?key=x")]
    [InlineData("/account/undo?key=x")]
    [InlineData("/account/email/confirm?link=x")]
    [InlineData("/account/join?key=x")]
    public async Task A_page_whose_address_holds_a_key_says_it_to_no_other_page(string path)
    {
        using var mia = await Person.WithAccountAsync(_app);
        Assert.Equal(["no-referrer"], (await mia.Browser.GetAsync(path)).Response.Headers.GetValues("Referrer-Policy"));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_of_the_account_is_for_its_owner_only(string path)
    {
        using var mia = await Person.WithAccountAsync(_app);
        var page = await mia.Browser.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("<meta name=\"robots\" content=\"noindex\"", page.Html, StringComparison.Ordinal);
        Assert.Contains("no-store", page.Response.Headers.CacheControl?.ToString(), StringComparison.Ordinal);
        Assert.Single(page.Html.Split("<h1>").Skip(1));
        Assert.DoesNotContain(" style=", page.Html, StringComparison.Ordinal); // the content security policy drops it
    }

    [Theory]
    [InlineData("/account/name")]
    [InlineData("/account/password")]
    [InlineData("/account/email")]
    [InlineData("/account/two-step/set-up")]
    [InlineData("/account/sessions/end-all")]
    [InlineData("/account/sessions/end-others")]
    [InlineData("/account/sessions/019c0000-0000-7000-8000-000000000001/end")]
    [InlineData("/account/addresses/new")]
    [InlineData("/account/addresses/019c0000-0000-7000-8000-000000000001/remove")]
    [InlineData("/account/passkeys/options")]
    [InlineData("/account/passkeys/add")]
    [InlineData("/account/passkeys/AAAA/remove")]
    public async Task A_post_without_its_token_changes_nothing(string path)
    {
        using var mia = await Person.WithAccountAsync(_app);
        var page = await mia.Browser.PostAsync(path, Browser.Fields(("Form.Name", "Eve"), ("_handler", "name")));
        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Equal(HttpStatusCode.OK, (await mia.Browser.GetAsync("/account")).Status);
    }

    [Fact]
    public async Task The_overview_says_how_things_stand()
    {
        using var mia = await Person.WithAccountAsync(_app, "Mia Ångström");
        await mia.SignInAsync();
        _app.Gateway.On("GET", "/api/orders", () => new Orders.Contracts.OrderPage(
            [.. Enumerable.Range(1, 5).Select(n => new Orders.Contracts.OrderSummary(Guid.NewGuid(), $"AV-{n}", Orders.Contracts.OrderStatus.Paid, DateTimeOffset.UnixEpoch, 10m, "EUR", 1, []))], null));
        var page = await mia.Browser.GetAsync("/account");
        foreach (var text in new[] { "Name Mia Ångström Change", $"E-mail {mia.Email} Change", "Password Set Change", "Passkeys None Add one", "Two-step sign-in Off Switch on", "Signed in In 2 places", "Addresses None kept", "AV-3" })
        {
            Assert.Contains(text, page.Text, StringComparison.Ordinal);
        }
        Assert.DoesNotContain("AV-4", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_overview_is_there_when_the_orders_are_not()
    {
        using var mia = await Person.WithAccountAsync(_app);
        _app.Gateway.Away = true;
        var page = await mia.Browser.GetAsync("/account");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("can’t show your orders", page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Roles.Staff, true)]
    [InlineData(Roles.Owner, true)]
    [InlineData(Roles.Shopper, false)]
    public async Task Who_works_for_the_shop_and_has_no_second_factor_is_urged_to_set_one_up(string role, bool urged)
    {
        using var mia = await Person.WithAccountAsync(_app, role: role);
        await AssertUrgedAsync(urged);
        await mia.QueryAsync(db =>
        {
            db.Add(new IdentityUserPasskey<Guid> { UserId = mia.Id, CredentialId = mia.Id.ToByteArray(), Data = new() { Name = "Phone", PublicKey = [1], AttestationObject = [1], ClientDataJson = [1] } });
            return db.SaveChangesAsync();
        });
        await AssertUrgedAsync(false); // a passkey is one

        async Task AssertUrgedAsync(bool expected)
        {
            foreach (var path in new[] { "/account", "/account/two-step" })
            {
                Assert.Equal(expected, (await mia.Browser.GetAsync(path)).Text.Contains("please set up a second factor", StringComparison.Ordinal));
            }
        }
    }

    [Fact]
    public async Task A_name_is_changed_and_one_that_is_none_is_not()
    {
        using var mia = await Person.WithAccountAsync(_app);
        Assert.Equal("/account?done=name", (await mia.SubmitAsync("/account/name", "account-form", ("Form.Name", " Mia Ångström 🌿 "))).Location);
        Assert.Equal("Mia Ångström 🌿", (await mia.ReadAsync()).Name);
        foreach (var bad in new[] { "", "  ", new string('x', 101), "Mia\r\nBcc: eve@example.com", "Mia\a" })
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await mia.SubmitAsync("/account/name", "account-form", ("Form.Name", bad))).Status);
        }
        Assert.Equal("Mia Ångström 🌿", (await mia.ReadAsync()).Name);
    }

    [Fact]
    public async Task What_was_done_is_said_in_our_words_only()
    {
        using var mia = await Person.WithAccountAsync(_app);
        Assert.Contains("Your name is changed.", (await mia.Browser.GetAsync("/account?done=name")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("hacked", (await mia.Browser.GetAsync("/account?done=You+are+hacked")).Text, StringComparison.Ordinal);
    }
}
