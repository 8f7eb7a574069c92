using Avanii.ServiceDefaults;
using Avanii.Web.Accounts;
using Avanii.Web.Contracts;
using Avanii.Web.Tests.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Avanii.Web.Tests.BackOffice;

/// <summary>From a command to somebody at work, in a real browser.</summary>
public sealed class StaffBrowserTests(AccountShop shop, PasskeyTests.Chromium chromium) : IClassFixture<AccountShop>, IClassFixture<PasskeyTests.Chromium>
{
    [Fact]
    public async Task An_owner_invites_somebody_who_registers_with_a_passkey_and_helps_a_shopper()
    {
        using var mia = await Person.WithAccountAsync(shop, "Mia Ångström");
        var (owners, members) = (AccountShop.NewEmail(), AccountShop.NewEmail());
        await using var owner = await chromium.OpenAsync(shop);
        await owner.Page.GotoAsync((await shop.QueryAsync(async db =>
        {
            await using var scope = shop.Services.CreateAsyncScope();
            return await scope.ServiceProvider.GetRequiredService<Web.BackOffice.StaffInvitations>().InviteOwnerAsync(owners, CancellationToken.None);
        }))!);
        await TakePasskeyAsync(owner.Page);
        await owner.Page.GetByRole(AriaRole.Link, new() { Name = "Open Staff" }).ClickAsync();
        await owner.Page.GetByRole(AriaRole.Link, new() { Name = "Invite somebody" }).ClickAsync();
        await owner.Page.GetByLabel("E-mail").FillAsync(members);
        await owner.Page.GetByLabel("Full name").FillAsync("Kim Vega");
        await owner.Page.GetByLabel("Customers").CheckAsync();
        await owner.Page.GetByRole(AriaRole.Button, new() { Name = "Send the invitation" }).ClickAsync();
        await Expect(owner.Page.GetByRole(AriaRole.Status).First).ToContainTextAsync("The letter is on its way.");

        await using var kim = await chromium.OpenAsync(shop);
        await kim.Page.GotoAsync(await shop.LinkToAsync(members, "Work with us"));
        await TakePasskeyAsync(kim.Page);
        var made = (await shop.FindAsync(members))!;
        Assert.Equal(("Kim Vega", Roles.Staff, StaffAreas.Customers), (made.Name, made.Role, Assert.Single(made.Areas)));
        await Expect(kim.Page.GetByRole(AriaRole.Link, new() { Name = "Open Staff" })).ToHaveCountAsync(0);
        await kim.Page.GetByRole(AriaRole.Link, new() { Name = "Open Customers" }).ClickAsync();
        await kim.Page.GetByLabel("E-mail").FillAsync(mia.Email);
        await kim.Page.GetByRole(AriaRole.Button, new() { Name = "Find" }).ClickAsync();
        await Expect(kim.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Mia Ångström");
        await kim.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out everywhere" }).ClickAsync();
        await Expect(kim.Page.GetByRole(AriaRole.Status).First).ToContainTextAsync("They are signed out everywhere.");
        Assert.Equal(0, await shop.QueryAsync(db => db.Sessions.CountAsync(s => s.AccountId == mia.Id)));
        Assert.Empty(owner.Complaints);
        Assert.Empty(kim.Complaints);
    }

    private static async Task TakePasskeyAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Create a passkey" }).ClickAsync();
        await page.WaitForURLAsync("**" + AccountPaths.Home);
    }
}
