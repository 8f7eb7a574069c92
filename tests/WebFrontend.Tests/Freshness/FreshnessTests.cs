using System.Net;
using Avanii.Catalog.Contracts;
using Avanii.Orders.Contracts;
using Avanii.Testing;
using Avanii.Web.Clients;
using Avanii.Web.Freshness;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Avanii.Web.Tests.Freshness;

/// <summary>What the pages show is kept in memory, and is never older than what an event has said.</summary>
public sealed class FreshnessTests
{
    private static readonly Dictionary<string, string?> s_once = new() { ["Freshness:RetryAfter"] = "00:00:00.1" };

    [Fact]
    public async Task A_page_that_was_shown_before_asks_nobody()
    {
        await using var shop = await StartAsync();
        using var browser = shop.Open();
        foreach (var path in new[] { "/", "/p/mug", "/c/mugs", "/new" })
        {
            await browser.GetAsync(path);
            shop.Gateway.Forget();
            Assert.Equal(200, (int)(await browser.GetAsync(path)).Status);
            Assert.True(shop.Gateway.Calls.Count == 0, $"{path} asks {string.Join(", ", shop.Gateway.Calls.Select(c => c.Address))}");
        }
    }

    [Fact]
    public async Task A_page_that_nobody_has_seen_asks_three_times_at_most()
    {
        foreach (var path in new[] { "/", "/p/mug", "/c/mugs", "/new", "/sale", "/search?q=mug" })
        {
            await using var shop = await StartAsync(settings: new() { ["Freshness:RefreshEvery"] = "00:00:30" });
            await Eventually.AreEqual(2, () => shop.Gateway.Calls.Count); // departments and terms of delivery, before anybody comes
            shop.Gateway.Forget();
            using var browser = shop.Open();
            await browser.GetAsync(path);
            Assert.True(shop.Gateway.Calls.Count is > 0 and <= 3, $"{path} asks {string.Join(", ", shop.Gateway.Calls.Select(c => c.Address))}");
        }
    }

    [Fact]
    public async Task A_price_that_changes_is_on_the_pages_of_all_instances_as_soon_as_the_event_comes()
    {
        await using var first = await StartAsync();
        await using var second = await StartAsync(first);
        await using var others = await OtherServices.StartAsync(first.Broker, _ => { });
        var pages = new[] { first, second }.SelectMany(shop => new[] { "/p/mug", "/c/mugs" }.Select(path => (shop, path))).ToList();
        using var browser1 = first.Open();
        using var browser2 = second.Open();
        Task<Page> LookAsync((ShopInstance Shop, string Path) at) => (at.Shop == first ? browser1 : browser2).GetAsync(at.Path);
        foreach (var page in pages)
        {
            Assert.Contains("€18.00", (await LookAsync(page)).Text);
        }
        foreach (var shop in new[] { first, second })
        {
            shop.Gateway.On("GET", "/api/catalog/products/mug", () => Dearer(StubGateway.Mug()));
            shop.Gateway.On("GET", "/api/catalog/products", () => new ProductPage([StubGateway.Tile("mug", "Mug") with { Price = 31m }], null, 1));
        }
        foreach (var page in pages)
        {
            Assert.Contains("€18.00", (await LookAsync(page)).Text); // from memory: without the event nothing changes
        }

        await others.SayAsync(new ProductChanged(Guid.NewGuid(), 2, "mug", []));

        await Task.WhenAll(pages.Select(page => Eventually.IsTrue(
            async () => (await LookAsync(page)).Text.Contains("€31.00", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task A_product_that_is_sold_out_or_retired_is_told_about_without_the_others_being_asked_again()
    {
        await using var shop = await StartAsync();
        await using var others = await OtherServices.StartAsync(shop.Broker, _ => { });
        using var browser = shop.Open();
        shop.Gateway.On("GET", "/api/catalog/products/jug", () => StubGateway.Mug() with { Slug = "jug" });
        foreach (var (message, seen) in new (object, ProductDetails)[]
        {
            (new AvailabilityChanged("MUG-SEA", "mug", Availability.SoldOut, 9), StubGateway.Mug() with { Name = "Gone mug" }),
            (new ProductRetired(Guid.NewGuid(), 9, "mug", ["MUG-SEA"]), StubGateway.Mug(retired: true) with { Name = "Retired mug" }),
        })
        {
            await browser.GetAsync("/p/mug");
            await browser.GetAsync("/p/jug");
            shop.Gateway.On("GET", "/api/catalog/products/mug", () => seen);
            await (message switch
            {
                AvailabilityChanged changed => others.SayAsync(changed),
                _ => others.SayAsync((ProductRetired)message),
            });
            await Eventually.IsTrue(async () => (await browser.GetAsync("/p/mug")).Text.Contains(seen.Name, StringComparison.Ordinal));
            shop.Gateway.Forget();
            await browser.GetAsync("/p/jug");
            Assert.DoesNotContain(shop.Gateway.Calls, call => call.Path.StartsWith("/api/catalog/products/jug", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_price_of_something_that_is_like_it_is_not_old_on_a_products_page_either()
    {
        await using var shop = await StartAsync();
        await using var others = await OtherServices.StartAsync(shop.Broker, _ => { });
        using var browser = shop.Open();
        await browser.GetAsync("/p/mug"); // which shows a cup
        shop.Gateway.Forget();
        await others.SayAsync(new ProductChanged(Guid.NewGuid(), 2, "cup", []));
        await Eventually.IsTrue(async () =>
        {
            await browser.GetAsync("/p/mug");
            return shop.Gateway.Calls.Any(call => call.Path.StartsWith("/api/catalog/products/mug", StringComparison.Ordinal));
        });
    }

    [Fact]
    public async Task What_was_asked_before_the_event_is_not_kept_after_it()
    {
        await using var shop = await StartAsync();
        using var browser = shop.Open();
        var old = new TaskCompletionSource();
        shop.Gateway.Hold("GET", "/api/catalog/products/mug", old.Task, () => StubGateway.Mug() with { Name = "Old mug" });
        var looking = browser.GetAsync("/p/mug");
        await Eventually.IsTrue(() => Task.FromResult(shop.Gateway.Calls.Any(call => call.Path.Contains("/mug", StringComparison.Ordinal))));

        shop.Services.GetRequiredService<Changes>().Note(Topics.Product("mug"));
        shop.Gateway.On("GET", "/api/catalog/products/mug", () => StubGateway.Mug() with { Name = "New mug" });
        using var other = shop.Open();
        Assert.Contains("New mug", (await other.GetAsync("/p/mug")).Text); // does not wait for the answer that is out of date already
        old.SetResult();
        Assert.Contains("Old mug", (await looking).Text);
        Assert.Contains("New mug", (await browser.GetAsync("/p/mug")).Text);
    }

    [Fact]
    public async Task While_no_event_can_come_a_second_is_all_that_is_believed()
    {
        await using var deaf = await ShopInstance.StartAsync(settings: s_once);
        using var browser = deaf.Open();
        await browser.GetAsync("/p/mug");
        deaf.Gateway.On("GET", "/api/catalog/products/mug", () => StubGateway.Mug() with { Name = "New mug" });
        await Eventually.IsTrue(async () => (await browser.GetAsync("/p/mug")).Text.Contains("New mug", StringComparison.Ordinal));
    }

    [Fact]
    public async Task While_the_catalogue_is_away_what_is_not_known_to_be_wrong_is_shown()
    {
        await using var shop = await StartAsync();
        await using var others = await OtherServices.StartAsync(shop.Broker, _ => { });
        using var browser = shop.Open();
        shop.Gateway.On("GET", "/api/catalog/products/jug", () => StubGateway.Mug() with { Slug = "jug" });
        await browser.GetAsync("/p/mug");
        await browser.GetAsync("/p/jug");
        shop.Gateway.Away = true;
        await others.SayAsync(new ProductChanged(Guid.NewGuid(), 2, "jug", []));

        await Eventually.IsTrue(async () => (await browser.GetAsync("/p/jug")).Status == System.Net.HttpStatusCode.ServiceUnavailable);
        Assert.Equal(200, (int)(await browser.GetAsync("/p/mug")).Status);
    }

    [Fact]
    public async Task A_browser_that_has_the_page_as_it_is_gets_it_not_again()
    {
        await using var shop = await StartAsync();
        using var browser = shop.Open();
        var tag = (await browser.GetAsync("/p/mug")).Header("ETag")!;
        Assert.Equal(304, (int)(await browser.GetAsync("/p/mug", ("If-None-Match", tag))).Status);

        shop.Services.GetRequiredService<Changes>().Note(Topics.Product("mug"));
        Assert.Equal(200, (int)(await browser.GetAsync("/p/mug", ("If-None-Match", tag))).Status);
    }

    [Fact]
    public async Task Who_has_a_cart_gets_a_page_of_their_own_and_leaves_none_to_others()
    {
        await using var shop = await StartAsync();
        using var visitor = shop.Open();
        using var guest = shop.Open();
        var tag = (await visitor.GetAsync("/p/mug")).Header("ETag")!;
        await guest.AddToCartAsync();
        var own = await guest.GetAsync("/p/mug", ("If-None-Match", tag));
        Assert.Equal(200, (int)own.Status);
        Assert.Contains(", 2 items", own.Text);
        Assert.Contains("private", own.Header("Cache-Control"));
        Assert.DoesNotContain(", 2 items", (await visitor.GetAsync("/p/mug")).Text);
        await guest.GetAsync("/c/mugs");
        Assert.DoesNotContain(", 2 items", (await visitor.GetAsync("/c/mugs")).Text);
    }

    [Fact]
    public async Task A_page_that_says_that_there_is_nothing_is_not_kept()
    {
        await using var shop = await StartAsync();
        using var browser = shop.Open();
        Assert.Equal(404, (int)(await browser.GetAsync("/p/jug")).Status);
        shop.Gateway.On("GET", "/api/catalog/products/jug", () => StubGateway.Mug() with { Slug = "jug" });
        Assert.Equal(200, (int)(await browser.GetAsync("/p/jug")).Status);
    }

    [Fact]
    public async Task Who_asks_too_often_is_told_so_and_nobody_else_is()
    {
        await using var shop = await StartAsync(settings: new() { ["Freshness:RetryAfter"] = "00:01:00" });
        using var greedy = new Browser(shop.Address, IPAddress.Parse("127.0.0.2"));
        using var other = new Browser(shop.Address, IPAddress.Parse("127.0.0.3"));
        shop.Gateway.Limited = "127.0.0.2";
        foreach (var path in new[] { "/p/mug", "/c/mugs", "/search?q=mug" })
        {
            var refused = await greedy.GetAsync(path);
            Assert.Equal((429, "7"), ((int)refused.Status, refused.Header("Retry-After")));
            Assert.Contains("rather quick", refused.Text);
            Assert.Equal(200, (int)(await other.GetAsync(path)).Status);
        }
        Assert.Equal(200, (int)(await greedy.GetAsync("/p/mug")).Status); // from memory: nobody has to be asked
    }

    [Fact]
    public async Task Who_waited_for_a_question_in_which_another_was_refused_asks_in_their_own_name()
    {
        using var answers = new AnswerCache(new Changes(), Options.Create(new FreshnessOptions()), TimeProvider.System, new HttpContextAccessor());
        var refused = new TaskCompletionSource<Answer<string>>();
        var first = answers.GetAsync(Topics.Lists, "newest", () => refused.Task);
        var second = answers.GetAsync(Topics.Lists, "newest", () => Task.FromResult<Answer<string>>("a list"));
        Assert.False(second.IsCompleted);
        refused.SetResult(new Away(Refused: true));
        Assert.True((await first).IsRefused);
        Assert.Equal("a list", (await second).Value);
    }

    [Fact]
    public async Task A_page_that_was_drawn_anew_is_another_one_to_a_browser_even_when_no_event_came()
    {
        await using var deaf = await ShopInstance.StartAsync(settings: s_once);
        using var browser = deaf.Open();
        using var other = deaf.Open();
        var tag = (await browser.GetAsync("/p/mug")).Header("ETag")!;
        deaf.Gateway.On("GET", "/api/catalog/products/mug", () => Dearer(StubGateway.Mug()));
        await Eventually.IsTrue(async () => (await other.GetAsync("/p/mug")).Text.Contains("€31.00", StringComparison.Ordinal));
        var again = await browser.GetAsync("/p/mug", ("If-None-Match", tag));
        Assert.Equal(200, (int)again.Status);
        Assert.Contains("€31.00", again.Text);
    }

    [Fact]
    public async Task A_page_that_lacks_something_because_it_was_away_is_not_kept()
    {
        await using var shop = await StartAsync();
        using var browser = shop.Open();
        shop.Gateway.Refuse("GET", "/api/orders/delivery", 503, "away");
        Assert.Contains("Delivered to your door.", (await browser.GetAsync("/p/mug")).Text); // and nothing of what that costs
        shop.Gateway.On("GET", "/api/orders/delivery", () => new DeliveryTerms(4.90m, 50m, "EUR", ["DE", "IE"]));
        await Eventually.IsTrue(async () => (await browser.GetAsync("/p/mug")).Text.Contains("Delivery €4.90", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_filter_in_capitals_does_not_take_the_place_of_the_one_that_is_linked_to()
    {
        await using var shop = await StartAsync();
        using var browser = shop.Open();
        await browser.GetAsync("/c/mugs?BRAND=Nordhof&SORT=price");
        await browser.GetAsync("/c/mugs?brand=Nordhof&sort=price");
        Assert.All(shop.Gateway.Calls.Where(call => call.Path == "/api/catalog/products"), call => Assert.Contains("brand=Nordhof", call.Query, StringComparison.Ordinal));
        Assert.DoesNotContain("BRAND", (await browser.GetAsync("/c/mugs?BRAND=Nordhof")).Html, StringComparison.Ordinal); // its own links are written as all are
    }

    [Fact]
    public async Task A_page_of_reviews_is_kept_until_the_products_rating_changes()
    {
        await using var shop = await StartAsync();
        await using var others = await OtherServices.StartAsync(shop.Broker, _ => { });
        using var browser = shop.Open();
        using var guest = shop.Open();
        await guest.AddToCartAsync();
        await guest.GetAsync("/p/mug/reviews");
        await browser.GetAsync("/p/mug/reviews");
        Assert.Single(shop.Gateway.Calls, call => call.Path == "/api/catalog/products/mug/reviews");
        shop.Gateway.On("GET", "/api/catalog/products/mug/reviews", () => StubGateway.Reviews with { Items = [StubGateway.Reviews.Items[0] with { Title = "Chipped at last" }] });
        Assert.DoesNotContain("Chipped at last", (await browser.GetAsync("/p/mug/reviews")).Text);

        await others.SayAsync(new ProductRatingChanged(Guid.NewGuid(), "mug", 4m, 3));

        await Eventually.IsTrue(async () => (await browser.GetAsync("/p/mug/reviews")).Text.Contains("Chipped at last", StringComparison.Ordinal));
        Assert.Contains("Chipped at last", (await guest.GetAsync("/p/mug/reviews")).Text);
    }

    [Fact]
    public async Task Whoever_sees_that_something_has_changed_sees_what()
    {
        var changes = new Changes();
        var topics = Enumerable.Range(0, 2000).Select(i => $"product:{i}").ToArray();
        var noting = Task.Run(() =>
        {
            for (var round = 0; round < 300; round++)
            {
                changes.Note(topics);
            }
        });
        var seen = 0;
        while (!noting.IsCompleted)
        {
            var last = changes.Last;
            Assert.InRange(changes.LastOf(topics[^1]), last, long.MaxValue);
            seen++;
        }
        await noting;
        Assert.NotEqual(0, seen);
    }

    private static ProductDetails Dearer(ProductDetails p) => p with { Variants = [.. p.Variants.Select(v => v with { Price = 31m })] };

    /// <param name="beside">Another instance of that shop.</param>
    /// <param name="settings">Other ones than the usual.</param>
    private static async Task<ShopInstance> StartAsync(ShopInstance? beside = null, Dictionary<string, string?>? settings = null)
    {
        var shop = await ShopInstance.StartAsync(beside?.Database, settings ?? s_once, broker: beside?.Broker ?? await TestInfrastructure.CreateVirtualHostAsync());
        await Eventually.IsTrue(() => Task.FromResult(shop.Services.GetRequiredService<Changes>().IsListening), TimeSpan.FromSeconds(60));
        return shop;
    }
}
