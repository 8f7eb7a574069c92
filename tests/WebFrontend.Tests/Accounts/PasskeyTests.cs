using System.Net;
using System.Text.RegularExpressions;
using Avanii.Web.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Avanii.Web.Tests.Accounts;

/// <summary>With a real browser, whose authenticator is Chromium's virtual one.</summary>
public sealed class PasskeyTests(AccountShop shop, PasskeyTests.Chromium chromium) : IClassFixture<AccountShop>, IClassFixture<PasskeyTests.Chromium>
{
    [Fact]
    public async Task Somebody_registers_with_a_passkey_signs_out_and_signs_in_without_typing_anything()
    {
        var email = AccountShop.NewEmail();
        await using var person = await chromium.OpenAsync(shop);
        await RegisterAsync(person.Page, email);
        await Expect(person.Page.Locator(".bar-link >> text=Account")).ToHaveCountAsync(1);
        var made = await shop.QueryAsync(db => db.Passkeys.AsNoTracking().SingleAsync(p => p.UserId == db.Accounts.Single(a => a.Email == email).Id));
        Assert.Matches("^(Chrome|Chromium) on Linux$", made.Data.Name!);
        Assert.True(made.Data.IsUserVerified);

        await SignOutAsync(person.Page);
        await person.Page.GotoAsync($"{AccountPaths.SignIn}?returnTo=/orders");
        await person.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();
        await Expect(person.Page).ToHaveURLAsync(new Regex("/orders$"));
        await Expect(person.Page.Locator(".bar-link >> text=Account")).ToHaveCountAsync(1);
        Assert.True((await shop.QueryAsync(db => db.Passkeys.AsNoTracking().SingleAsync(p => p.UserId == made.UserId))).Data.SignCount > made.Data.SignCount);
        Assert.Equal(SignInMethods.Passkey, await shop.QueryAsync(db => db.Sessions.Where(s => s.AccountId == made.UserId).Select(s => s.Method).SingleAsync()));
        Assert.Empty(person.Complaints);
    }

    [Fact]
    public async Task What_a_browser_answered_once_signs_nobody_in_again()
    {
        var email = AccountShop.NewEmail();
        await using var person = await chromium.OpenAsync(shop);
        await RegisterAsync(person.Page, email);
        await SignOutAsync(person.Page);
        // Somebody who sees all that the browser sends, cookies included, before it arrives.
        var seen = new TaskCompletionSource<(string Body, string Cookies)>();
        await person.Page.RouteAsync("**/account/sign-in/passkey", async route =>
        {
            seen.TrySetResult((route.Request.PostData!, (await route.Request.AllHeadersAsync())["cookie"]));
            await route.AbortAsync();
        });
        await person.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();
        var (body, cookies) = await seen.Task.WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(AccountPaths.Home, await SendAsync()); // the owner's
        // An authenticator that does not count, as those of phones: only that the ceremony is over stands against the second time.
        await shop.QueryAsync(async db =>
        {
            var passkey = await db.Passkeys.SingleAsync(p => p.UserId == db.Accounts.Single(a => a.Email == email).Id);
            passkey.Data.SignCount = 0;
            return await db.SaveChangesAsync();
        });
        Assert.StartsWith($"{AccountPaths.SignIn}?problem=passkey", await SendAsync(), StringComparison.Ordinal);

        async Task<string> SendAsync()
        {
            using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Chromium.Url(shop) };
            using var post = new HttpRequestMessage(HttpMethod.Post, "/account/sign-in/passkey") { Content = new StringContent(body, null, "application/x-www-form-urlencoded") };
            post.Headers.Add("Cookie", cookies);
            using var answer = await client.SendAsync(post);
            Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
            return answer.Headers.Location!.OriginalString;
        }
    }

    [Fact]
    public async Task Without_a_passkey_for_the_shop_nobody_gets_in_and_the_page_says_why()
    {
        await using var person = await chromium.OpenAsync(shop);
        await person.Page.GotoAsync(AccountPaths.SignIn);
        await person.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();
        await Expect(person.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("No passkey was used");
        await Expect(person.Page.Locator(".bar-link >> text=Sign in")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task A_passkey_whose_account_is_gone_signs_nobody_in()
    {
        var email = AccountShop.NewEmail();
        await using var person = await chromium.OpenAsync(shop);
        await RegisterAsync(person.Page, email);
        await shop.QueryAsync(db => db.Accounts.Where(a => a.Email == email).ExecuteDeleteAsync());
        await person.Page.GotoAsync(AccountPaths.SignIn);
        await person.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();
        await Expect(person.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("That passkey did not work here.");
    }

    private async Task RegisterAsync(IPage page, string email)
    {
        await page.GotoAsync(AccountPaths.Register);
        await page.GetByLabel("Full name").FillAsync("Mia Ångström");
        await page.GetByLabel("E-mail").FillAsync(email);
        await page.GetByRole(AriaRole.Button, new() { Name = "Send me the letter" }).ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync("Look into your mailbox");
        await page.GotoAsync(await shop.LinkToAsync(email, "Your account"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Create a passkey" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex(AccountPaths.Home + "$"));
    }

    private static async Task SignOutAsync(IPage page)
    {
        await page.GotoAsync(AccountPaths.SignIn);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Status).First).ToContainTextAsync("You are signed out.");
    }

    /// <summary>A browser for all tests here.</summary>
    public sealed class Chromium : IAsyncLifetime
    {
        private IPlaywright _playwright = null!;
        private IBrowser _browser = null!;

        public async Task InitializeAsync()
        {
            _playwright = await Playwright.CreateAsync();
            SetDefaultExpectTimeout(15_000); // the machine may be building something else meanwhile
            _browser = await _playwright.Chromium.LaunchAsync(new()
            {
                ExecutablePath = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
                    .SelectMany(folder => new[] { "chromium", "chromium-browser", "google-chrome" }.Select(name => Path.Combine(folder, name)))
                    .FirstOrDefault(File.Exists) ?? throw new InvalidOperationException("There is no Chromium on this machine: ./avanii test installs it."),
                Args = ["--no-sandbox", "--disable-background-networking"], // root needs the one, a machine without a network the other
            });
        }

        /// <summary>A passkey belongs to a name, not to a number.</summary>
        public static Uri Url(ShopApp shop) => new UriBuilder(shop.Url) { Host = "localhost" }.Uri;

        /// <summary>Somebody with a device that asks for their finger.</summary>
        public async Task<Person> OpenAsync(ShopApp shop)
        {
            var context = await _browser.NewContextAsync(new() { BaseURL = Url(shop).ToString(), ReducedMotion = ReducedMotion.Reduce });
            context.SetDefaultTimeout(30_000);
            var page = await context.NewPageAsync();
            var devTools = await context.NewCDPSessionAsync(page);
            await devTools.SendAsync("WebAuthn.enable");
            // https://chromedevtools.github.io/devtools-protocol/tot/WebAuthn/#type-VirtualAuthenticatorOptions
            await devTools.SendAsync("WebAuthn.addVirtualAuthenticator", new()
            {
                ["options"] = new Dictionary<string, object>
                {
                    ["protocol"] = "ctap2",
                    ["transport"] = "internal",
                    ["hasResidentKey"] = true,
                    ["hasUserVerification"] = true,
                    ["isUserVerified"] = true,
                    ["automaticPresenceSimulation"] = true,
                },
            });
            return new Person(context, page);
        }

        public async Task DisposeAsync()
        {
            await _browser.DisposeAsync();
            _playwright.Dispose();
        }
    }

    public sealed class Person : IAsyncDisposable
    {
        private readonly IBrowserContext _context;

        public Person(IBrowserContext context, IPage page)
        {
            (_context, Page) = (context, page);
            context.Console += (_, message) =>
            {
                if (message.Type == "error" && !message.Text.Contains("the server responded with a status of 4", StringComparison.Ordinal))
                {
                    Complaints.Add(message.Text);
                }
            };
        }

        public IPage Page { get; }

        /// <summary>What the browser found wrong with the pages: a script that the policy refuses, for one.</summary>
        public List<string> Complaints { get; } = [];

        public ValueTask DisposeAsync() => _context.DisposeAsync();
    }
}
