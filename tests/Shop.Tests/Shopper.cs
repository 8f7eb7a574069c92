using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Avanii.Testing;
using Microsoft.Playwright;

namespace Avanii.Shop.Tests;

/// <summary>What a person does, in their words.</summary>
public sealed class Shopper : IAsyncDisposable
{
    // A ring around the element itself, or around the box that it stands in.
    private const string FocusIsVisible = """
        () => {
          for (let e = document.activeElement, i = 0; e && i < 3; e = e.parentElement, i++) {
            const style = getComputedStyle(e);
            if ((style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none') return true;
          }
          return false;
        }
        """;

    private readonly IBrowserContext _context;

    public Shopper(IBrowserContext context, IPage page)
    {
        _context = context;
        Page = page;
        // A file that the policy refuses, a script that throws, a picture that is missing. A status of 4xx on the page itself is no fault.
        _context.Console += (_, message) =>
        {
            if (message.Type == "error" && !message.Text.Contains("the server responded with a status of 4", StringComparison.Ordinal))
            {
                Complaints.Enqueue(message.Text);
            }
        };
        _context.WebError += (_, error) => Complaints.Enqueue(error.Error);
    }

    public IPage Page { get; }

    /// <summary>What the browser found wrong with the pages.</summary>
    public ConcurrentQueue<string> Complaints { get; } = new();

    public async Task<IPage> NewTabAsync() => await _context.NewPageAsync();

    public async Task<IReadOnlyList<string>> CookiesAsync() => [.. (await _context.CookiesAsync()).Select(cookie => cookie.Name)];

    public ILocator Heading => Page.Locator("h1");

    public ILocator Badge => Page.Locator("header .badge");

    public Task OpenAsync(string path) => Page.GotoAsync(path);

    /// <summary>Becomes somebody with an account, who signs in with a passkey.</summary>
    /// <param name="email">Nobody else's.</param>
    internal async Task<PasskeyDevice> RegisterAsync(string email, string name = "Mia Ångström")
    {
        var passkeys = await PasskeyDevice.OfAsync(Page);
        await OpenAsync("/account/register");
        await Page.GetByLabel("Full name").FillAsync(name);
        await Page.GetByLabel("E-mail").FillAsync(email);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Send me the letter" }).ClickAsync();
        await Assertions.Expect(Heading).ToHaveTextAsync("Look into your mailbox");
        await OpenAsync(await LinkOfLetterAsync(email, "/account/register/"));
        await CreatePasskeyAsync();
        return passkeys;
    }

    internal async Task CreatePasskeyAsync()
    {
        await Page.GetByRole(AriaRole.Button, new() { Name = "Create a passkey" }).ClickAsync();
        await Assertions.Expect(Page).ToHaveURLAsync(new Regex("/account(/join)?(\\?.*)?$"));
    }

    /// <summary>Out of the mailbox of this machine.</summary>
    /// <param name="email">Whom the letter is for.</param>
    /// <param name="path">What the link's path begins with.</param>
    /// <param name="subject">A part of it; without, the newest letter.</param>
    public async Task<string> LinkOfLetterAsync(string email, string path, string subject = "")
    {
        var letter = Page.Locator("li", new() { HasText = email }).GetByRole(AriaRole.Link, new() { Name = subject });
        await Eventually.IsTrue(async () =>
        {
            await OpenAsync("/dev/mail");
            return await letter.CountAsync() > 0;
        }, TimeSpan.FromSeconds(20), $"a letter to {email} about {subject}");
        await letter.First.ClickAsync();
        var text = await Page.Locator("pre").First.InnerTextAsync();
        return Regex.Match(text, $@"https?://[^/\s]+{Regex.Escape(path)}\S*").Value;
    }

    /// <summary>Looks at the page anew until it says what it should; what it said last is in the failure.</summary>
    public Task SeeAsync(ILocator part, string text) => Eventually.GetAsync(
        async () =>
        {
            await Page.ReloadAsync();
            return await part.First.InnerTextAsync(new() { Timeout = 1000 });
        },
        seen => seen.Contains(text, StringComparison.Ordinal), what: $"{Page.Url} to say {text}");

    public async Task AddToCartAsync(string product, IPage? tab = null)
    {
        tab ??= Page;
        await tab.GotoAsync($"/p/{product}");
        await tab.GetByRole(AriaRole.Button, new() { Name = "Add to cart" }).ClickAsync();
        await Assertions.Expect(tab.Locator(".added")).ToBeVisibleAsync();
    }

    public async Task OpenCheckoutAsync(IPage? tab = null, string name = "Mia Ångström")
    {
        tab ??= Page;
        await tab.GotoAsync("/checkout");
        await tab.GetByLabel("E-mail").FillAsync("mia@example.com");
        await tab.GetByLabel("Full name").FillAsync(name);
        await tab.GetByLabel("Street and number").FillAsync("Hafenstraße 12");
        await tab.GetByLabel("Postal code").FillAsync("20457");
        await tab.GetByLabel("City").FillAsync("Hamburg");
        await tab.GetByLabel("Country").SelectOptionAsync("Germany");
    }

    public static ILocator OrderButton(IPage tab) => tab.GetByRole(AriaRole.Button, new() { Name = "Order for" });

    public async Task OrderAsync(IPage? tab = null)
    {
        tab ??= Page;
        await OrderButton(tab).ClickAsync();
        await Assertions.Expect(tab).ToHaveURLAsync(new Regex("/orders/[^/]+$"));
    }

    public async Task<int> CountOrdersAsync()
    {
        await OpenAsync("/orders");
        return await Page.Locator(".order-list li").CountAsync();
    }

    /// <summary>Marks the document; the mark is gone when another one takes its place.</summary>
    public Task MarkAsync() => Page.EvaluateAsync("window.marked = true");

    public Task<bool> IsStillMarkedAsync() => Page.EvaluateAsync<bool>("window.marked === true");

    /// <summary>Presses Tab until the focus is on what the selector names, and can be seen there.</summary>
    public async Task TabToAsync(string selector)
    {
        for (var i = 0; i < 150; i++)
        {
            if (await Page.EvaluateAsync<bool>("selector => document.activeElement.matches(selector)", selector))
            {
                Assert.True(await Page.EvaluateAsync<bool>(FocusIsVisible), $"Nobody sees that the focus is on {selector} at {Page.Url}.");
                return;
            }
            await Page.Keyboard.PressAsync("Tab");
        }
        Assert.Fail($"The keyboard does not reach {selector} at {Page.Url}.");
    }

    public ValueTask DisposeAsync() => _context.DisposeAsync();
}
