using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Avanii.Catalog.Contracts;
using Avanii.Orders.Contracts;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Avanii.Shop.Tests;

/// <summary>What staff do, as shoppers see it the moment after. What is asked of the catalogue is kept in memory for a minute unless an event
/// says that it has changed, so what shows up within these deadlines came by an event.</summary>
[Collection(ShopCollection.Name)]
public sealed class StaffToShopperTests(ShopStack shop)
{
    [Fact]
    public async Task A_new_price_is_on_pages_and_lists_of_everybody_at_once()
    {
        await using var visitor = await shop.ShopperAsync(); // gets pages that are kept for all visitors
        await using var guest = await shop.ShopperAsync(390);
        await guest.AddToCartAsync("bedside-carafe");
        foreach (var shopper in (Shopper[])[visitor, guest])
        {
            await shopper.OpenAsync("/c/tableware");
            await Expect(PriceInList(shopper)).ToContainTextAsync("€39.00");
        }
        await visitor.OpenAsync("/p/bedside-carafe");
        await Expect(visitor.Page.Locator(".buy-price .price-now")).ToHaveTextAsync("€39.00");

        using var staff = shop.Staff("catalogue");
        var sku = (await staff.GetFromJsonAsync<ProductDetails>("/api/catalog/products/bedside-carafe"))!.Variants.Select(v => v.Sku);
        foreach (var variant in sku)
        {
            using var changed = await staff.PutAsJsonAsync($"/api/catalog/variants/{variant}/price", new ChangePriceRequest(35.5m, 39m));
            Assert.Equal(HttpStatusCode.NoContent, changed.StatusCode);
        }
        await visitor.SeeAsync(visitor.Page.Locator(".buy-price .price-now"), "€35.50");
        await guest.SeeAsync(PriceInList(guest), "€35.50");
        await visitor.OpenAsync("/c/tableware");
        await visitor.SeeAsync(PriceInList(visitor), "€35.50");
        await guest.OpenAsync("/cart");
        await guest.SeeAsync(guest.Page.Locator(".line"), "it was €39.00, it is €35.50 now");
    }

    [Fact]
    public async Task Who_waits_for_a_sold_out_thing_gets_a_letter_when_it_is_back()
    {
        var email = $"waits-{Guid.NewGuid():N}@example.com";
        await using var shopper = await shop.ShopperAsync();
        var page = shopper.Page;
        await shopper.OpenAsync("/p/quilted-pouch?variant=POU-QUI-PLUM");
        await Expect(page.GetByText("Sold out for now")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Add to cart" })).ToHaveCountAsync(0);
        await page.GetByLabel("E-mail").FillAsync(email);
        await page.GetByRole(AriaRole.Button, new() { Name = "Tell me" }).ClickAsync();
        await Expect(shopper.Heading).ToHaveTextAsync("Look into your mailbox");
        await shopper.OpenAsync(await shopper.LinkOfLetterAsync(email, "/back-in-stock/confirm", "shall we tell you?"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Yes, tell me" }).ClickAsync();
        await Expect(shopper.Heading).ToHaveTextAsync("We’ll write to you");

        using var staff = shop.Staff("catalogue");
        using var receipt = new HttpRequestMessage(HttpMethod.Post, "/api/catalog/stock/POU-QUI-PLUM/receipts") { Content = JsonContent.Create(new ReceiveStockRequest(8)) };
        receipt.Headers.Add("Idempotency-Key", "delivery-1");
        using var received = await staff.SendAsync(receipt);
        received.EnsureSuccessStatusCode();
        await shopper.OpenAsync(await shopper.LinkOfLetterAsync(email, "/p/quilted-pouch", "is back"));
        await Expect(page).ToHaveURLAsync(new Regex("variant=POU-QUI-PLUM"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Add to cart" }).ClickAsync();
        await Expect(shopper.Badge).ToHaveTextAsync("1");
        Assert.Empty(shopper.Complaints);
    }

    [Fact]
    public async Task Who_bought_a_thing_reviews_it_and_once_staff_have_read_it_everybody_sees_it()
    {
        await using var buyer = await shop.ShopperAsync();
        var page = buyer.Page;
        await using var stranger = await shop.ShopperAsync(390);
        await stranger.OpenAsync("/p/leather-belt");
        await stranger.Page.GetByRole(AriaRole.Link, new() { Name = "Write a review" }).ClickAsync();
        await Expect(stranger.Page).ToHaveURLAsync(new Regex("/account/sign-in"));
        await stranger.RegisterAsync($"stranger-{Guid.NewGuid():N}@example.com");
        await stranger.OpenAsync("/p/leather-belt/review");
        await Expect(stranger.Page.GetByText("Only who bought something here can review it.")).ToBeVisibleAsync();
        await Expect(stranger.Page.GetByLabel("Your review")).ToHaveCountAsync(0);

        await buyer.RegisterAsync($"buyer-{Guid.NewGuid():N}@example.com");
        await buyer.AddToCartAsync("leather-belt");
        await buyer.OpenCheckoutAsync();
        await buyer.OrderAsync();
        await Expect(buyer.Heading).ToHaveTextAsync("Thank you. It is yours.");
        using (var warehouse = shop.Staff("orders"))
        using (var shipped = await warehouse.PostAsJsonAsync($"/api/orders/{page.Url.Split('/')[^1]}/ship", new ShipOrderRequest("DHL", "1Z")))
        {
            shipped.EnsureSuccessStatusCode();
        }
        await buyer.OpenAsync("/p/leather-belt/review");
        await buyer.SeeAsync(page.GetByRole(AriaRole.Main), "In short"); // as soon as the catalogue knows who has it
        await page.GetByLabel("4 out of 5 stars").CheckAsync();
        await page.GetByLabel("In short").FillAsync("Holds");
        await page.GetByLabel("Your review", new() { Exact = true }).FillAsync("It smells of leather <b>and</b> holds 🌿.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send the review" }).ClickAsync();
        await Expect(page.GetByText("Thank you. Your review appears when somebody here has read it.")).ToBeVisibleAsync();
        await stranger.OpenAsync("/p/leather-belt");
        await Expect(stranger.Page.GetByText("Nobody has written about it yet.")).ToBeVisibleAsync();

        using var staff = shop.Staff("catalogue");
        var waiting = (await staff.GetFromJsonAsync<StaffReviewPage>("/api/catalog/reviews?state=Pending&limit=100"))!.Items.Single(review => review.ProductSlug == "leather-belt");
        using var decision = new HttpRequestMessage(HttpMethod.Post, $"/api/catalog/reviews/{waiting.Id}/publish");
        decision.Headers.TryAddWithoutValidation("If-Match", $"\"{waiting.Version}\"");
        using var published = await staff.SendAsync(decision);
        published.EnsureSuccessStatusCode();
        await stranger.SeeAsync(stranger.Page.Locator("#reviews"), "It smells of leather <b>and</b> holds 🌿.");
        await Expect(stranger.Page.Locator("#reviews").GetByText("Bought here")).ToBeVisibleAsync();
        await Expect(stranger.Page.Locator(".buy-rating").GetByRole(AriaRole.Img)).ToHaveAccessibleNameAsync("4 out of 5 stars");
        await Expect(stranger.Page.Locator(".buy-rating")).ToContainTextAsync("1 review");
        Assert.Empty(buyer.Complaints);
        Assert.Empty(stranger.Complaints);
    }

    [Fact]
    public async Task A_thing_that_is_retired_while_somebody_looks_at_it_is_not_sold_and_keeps_its_page()
    {
        await using var shopper = await shop.ShopperAsync();
        var page = shopper.Page;
        await shopper.OpenAsync("/p/camp-basket");
        using var staff = shop.Staff("catalogue");
        using var retired = await staff.PostAsync("/api/catalog/products/camp-basket/retire", null);
        retired.EnsureSuccessStatusCode();
        await using var next = await shop.ShopperAsync(390);
        await next.OpenAsync("/p/camp-basket");
        await next.SeeAsync(next.Page.Locator("#product"), "We no longer sell this.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add to cart" }).ClickAsync();
        await Expect(page.Locator("[data-notice]")).ToContainTextAsync("We no longer sell that.");
        await Expect(shopper.Badge).ToHaveCountAsync(0);
        await shopper.OpenAsync("/p/camp-basket");
        await page.GetByRole(AriaRole.Link, new() { Name = "see what there is instead" }).ClickAsync();
        await Expect(shopper.Heading).ToHaveTextAsync("Camping");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Picnic basket" })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_thing_without_a_picture_and_one_whose_picture_does_not_come_are_sold_like_others()
    {
        using var staff = shop.Staff("catalogue");
        using var created = await staff.PostAsJsonAsync("/api/catalog/products", new CreateProductRequest(
            "plain-thing", "Plain thing", "Nordhof", "Nobody has taken its picture.", [], "living", VatClass.Standard, [], [new("PLAIN-THING", [], 18m, null, 10, null)], []));
        created.EnsureSuccessStatusCode();
        await using var shopper = await shop.ShopperAsync();
        await shopper.OpenAsync("/p/plain-thing");
        await shopper.AddToCartAsync("plain-thing");
        await shopper.Page.GotoAsync("/cart");
        await Expect(shopper.Page.Locator(".line")).ToContainTextAsync("Plain thing");
        Assert.Empty(shopper.Complaints);

        await using var slow = await shop.ShopperAsync(390);
        await slow.Page.RouteAsync("**/images/**", route => route.AbortAsync());
        await slow.OpenAsync("/p/folding-stool");
        await Expect(slow.Page.GetByRole(AriaRole.Img, new() { Name = "Folding stool, olive" })).ToBeVisibleAsync(); // by its words
        await slow.AddToCartAsync("folding-stool");
    }

    private static ILocator PriceInList(Shopper shopper) => shopper.Page.Locator("#products .tile", new() { HasText = "Carafe with oak stopper" }).Locator(".price-now");
}
