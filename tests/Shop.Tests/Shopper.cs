using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Avanii.Shop.Tests;

/// <summary>What a person does, in their words.</summary>
public sealed class Shopper : IAsyncDisposable
{
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

    /// <summary>Presses Tab until the focus is on what the selector names.</summary>
    public async Task TabToAsync(string selector)
    {
        for (var i = 0; i < 150; i++)
        {
            if (await Page.EvaluateAsync<bool>("selector => document.activeElement.matches(selector)", selector))
            {
                return;
            }
            await Page.Keyboard.PressAsync("Tab");
        }
        Assert.Fail($"The keyboard does not reach {selector} at {Page.Url}.");
    }

    public ValueTask DisposeAsync() => _context.DisposeAsync();
}
