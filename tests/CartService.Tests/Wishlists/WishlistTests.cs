using System.Net;
using System.Net.Http.Json;
using Avanii.Cart.Contracts;
using Avanii.Catalog.Contracts;
using Avanii.ServiceDefaults;
using Avanii.Testing;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Cart.Tests.Wishlists;

public sealed class WishlistTests(CartApp app) : IClassFixture<CartApp>
{
    [Fact]
    public async Task What_was_wished_for_last_stands_first_with_the_catalogues_facts()
    {
        var (mug, bowl) = (app.GivenVariant(12.50m), app.GivenVariant(20m, Availability.SoldOut, name: "Bowl"));
        var guest = app.NewGuest();
        Assert.Equivalent(new WishlistView(null, null, [], "EUR"), await guest.WishlistAsync(), strict: true);
        await guest.WishAsync(mug);
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal([bowl.Sku, mug.Sku], (await guest.WishAsync(bowl)).Skus); // sold out, and so a wish

        var list = await guest.WishlistAsync();
        Assert.Equal([(bowl.Sku, "Bowl", 20m, false), (mug.Sku, mug.ProductName, 12.50m, true)], list.Items.Select(i => (i.Sku, i.ProductName, i.UnitPrice, i.Orderable)));
        Assert.Equal(("stoneware-mug", "Sand", "hash"), (list.Items[0].ProductSlug, list.Items[0].Options, list.Items[0].ImageHash));
        await app.DeliverAsync(new ProductChanged(Guid.CreateVersion7(), 2, mug.ProductSlug, [mug with { Price = 9m, Version = 2 }]));
        Assert.Equal(9m, (await guest.WishlistAsync()).Items[1].UnitPrice);
        Assert.Equal([bowl.Sku, mug.Sku], (await guest.GetFromJsonAsync<WishlistSkus>("/wishlist/skus"))!.Skus);
        Assert.Empty((await app.NewGuest().GetFromJsonAsync<WishlistSkus>("/wishlist/skus"))!.Skus);
    }

    [Fact]
    public async Task Looking_writes_nothing_down()
    {
        var before = await app.QueryAsync(db => db.Wishlists.CountAsync());
        var guest = app.NewGuest();
        await guest.WishlistAsync();
        await guest.GetAsync("/wishlist/skus");
        await guest.UnwishAsync("MUG-1");
        await guest.DeleteAsync("/wishlist/share");
        Assert.Equal(before, await app.QueryAsync(db => db.Wishlists.CountAsync()));
    }

    [Fact]
    public async Task Put_twice_it_is_there_once_and_taken_off_twice_it_is_gone()
    {
        var mug = app.GivenVariant();
        var guest = app.NewGuest();
        await guest.WishAsync(mug);
        var first = (await guest.WishlistAsync()).Items[0].AddedAt;
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        await guest.WishAsync(mug);
        Assert.Equal(first, Assert.Single((await guest.WishlistAsync()).Items).AddedAt);
        Assert.Empty((await guest.UnwishAsync(mug.Sku)).Skus);
        Assert.Empty((await guest.UnwishAsync(mug.Sku)).Skus);
    }

    [Fact]
    public async Task Tabs_that_wish_at_once_lose_nothing()
    {
        var mugs = Enumerable.Range(0, 8).Select(_ => app.GivenVariant()).ToList();
        await using var second = await app.StartAnotherAsync();
        var token = app.Tokens.Guest(CartApp.NewName("guest"));
        var tabs = new[] { app.ClientWith(token), second.ClientWith(token) };
        await Task.WhenAll(mugs.Concat(mugs).Select((mug, i) => tabs[i % 2].WishAsync(mug)));
        Assert.Equal(mugs.Select(m => m.Sku).Order(), (await tabs[0].WishlistAsync()).Items.Select(i => i.Sku).Order());
    }

    [Theory]
    [InlineData("NO-SUCH-MUG")]
    [InlineData("M%C3%9CG")]
    [InlineData("x%20y")]
    [InlineData("0123456789012345678901234567890123456789-too-long")]
    public async Task What_the_shop_does_not_have_cannot_be_wished_for(string sku)
    {
        var guest = app.NewGuest();
        using var answer = await guest.PutAsync($"/wishlist/items/{sku}", null);
        await answer.AssertProblemAsync(HttpStatusCode.NotFound, "unknown-sku");
        Assert.Empty((await guest.WishlistAsync()).Items);
    }

    [Fact]
    public async Task What_is_retired_stays_on_a_list_and_comes_on_none()
    {
        var mug = app.GivenVariant();
        var (guest, other) = (app.NewGuest(), app.NewGuest());
        await guest.WishAsync(mug);
        await app.DeliverAsync(new ProductRetired(Guid.CreateVersion7(), 2, mug.ProductSlug, [mug.Sku]));
        var item = Assert.Single((await guest.WishlistAsync()).Items);
        Assert.Equal((mug.ProductName, true, false), (item.ProductName, item.Retired, item.Orderable));
        using var again = await guest.PutAsync($"/wishlist/items/{mug.Sku}", null);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode); // it is on it
        using var refused = await other.PutAsync($"/wishlist/items/{mug.Sku}", null);
        await refused.AssertProblemAsync(HttpStatusCode.Conflict, "retired");
    }

    [Fact]
    public async Task A_list_takes_two_hundred_articles_and_no_more_also_of_tabs_that_race_for_the_last_place()
    {
        var guest = app.NewGuest();
        var subject = await FillAsync(guest, WishlistLimits.MaxItems - 1);
        var (one, other) = (app.GivenVariant(), app.GivenVariant());
        var answers = await Task.WhenAll(guest.PutAsync($"/wishlist/items/{one.Sku}", null), guest.PutAsync($"/wishlist/items/{other.Sku}", null));
        await answers.Single(a => !a.IsSuccessStatusCode).AssertProblemAsync(HttpStatusCode.Conflict, "wishlist-full");
        var full = await guest.WishlistAsync();
        Assert.Equal(WishlistLimits.MaxItems, full.Items.Count);
        using var known = await guest.PutAsync($"/wishlist/items/{full.Items[^1].Sku}", null);
        Assert.Equal(HttpStatusCode.OK, known.StatusCode);

        var account = app.ClientWith(app.Tokens.Create($"account:{CartApp.NewName("full")}", Roles.Shopper));
        await account.WishAsync(app.GivenVariant());
        await account.WishAsync(app.GivenVariant());
        using var merged = await account.PostAsJsonAsync("/wishlist/merge", new MergeGuestWishlistRequest(app.Tokens.Create(subject, Roles.Guest)));
        var skus = (await merged.Content.ReadFromJsonAsync<WishlistSkus>())!.Skus;
        Assert.Equal(WishlistLimits.MaxItems, skus.Count);
        Assert.Contains(full.Items[0].Sku, skus); // the newest of the guest's find room
        Assert.DoesNotContain(full.Items[^1].Sku, skus);
    }

    [Fact]
    public async Task The_catalogue_being_away_is_said_and_writes_nothing()
    {
        var guest = app.NewGuest();
        var mug = app.GivenVariant();
        app.Catalogue.IsAway = true;
        try
        {
            using var answer = await guest.PutAsync($"/wishlist/items/{mug.Sku}", null);
            await answer.AssertProblemAsync(HttpStatusCode.ServiceUnavailable, "catalogue-away");
        }
        finally
        {
            app.Catalogue.IsAway = false;
        }
        Assert.Empty((await guest.WishlistAsync()).Items);
    }

    [Fact]
    public async Task Looking_at_a_list_is_one_command_whatever_is_on_it()
    {
        var guest = app.NewGuest();
        await FillAsync(guest, 20);
        foreach (var path in (string[])["/wishlist", "/wishlist/skus"])
        {
            using var commands = new DatabaseCommands();
            using var answer = await guest.GetAsync(path);
            answer.EnsureSuccessStatusCode();
            Assert.True(commands.Seen.Count == 1, string.Join("\n\n", commands.Seen));
        }
    }

    [Fact]
    public async Task A_guests_list_goes_when_no_browser_can_know_the_guest_any_more_and_an_accounts_stays()
    {
        var (old, fresh, account) = (CartApp.NewName("guest"), CartApp.NewName("guest"), $"account:{CartApp.NewName("old")}");
        foreach (var token in new[] { app.Tokens.Guest(old), app.Tokens.Guest(fresh), app.Tokens.Create(account, Roles.Shopper) })
        {
            await app.ClientWith(token).WishAsync(app.GivenVariant());
        }
        var ended = app.Clock.GetUtcNow() - TimeSpan.FromDays(91);
        await app.QueryAsync(db => db.Wishlists.Where(w => w.Subject == $"guest:{old}" || w.Subject == account).ExecuteUpdateAsync(set => set.SetProperty(w => w.ChangedAt, ended)));
        await Eventually.AreEqual(0, () => app.QueryAsync(db => db.Wishlists.CountAsync(w => w.Subject == $"guest:{old}")));
        Assert.Equal(2, await app.QueryAsync(db => db.Wishlists.CountAsync(w => w.Subject == $"guest:{fresh}" || w.Subject == account)));
    }

    /// <returns>The guest's subject.</returns>
    private async Task<string> FillAsync(HttpClient guest, int count)
    {
        await guest.WishAsync(app.GivenVariant());
        var subject = await app.QueryAsync(db => db.Wishlists.OrderByDescending(w => w.ChangedAt).ThenByDescending(w => w.Id).Select(w => w.Subject).FirstAsync());
        for (var i = 1; i < count; i++)
        {
            app.Clock.Advance(TimeSpan.FromMilliseconds(10));
            await guest.WishAsync(app.GivenVariant());
        }
        return subject;
    }
}

/// <summary>What somebody does with their list.</summary>
internal static class Wishing
{
    public static async Task<WishlistView> WishlistAsync(this HttpClient shopper) => (await shopper.GetFromJsonAsync<WishlistView>("/wishlist"))!;

    public static async Task<WishlistSkus> WishAsync(this HttpClient shopper, VariantFacts variant) =>
        await ReadAsync(await shopper.PutAsync($"/wishlist/items/{variant.Sku}", null));

    public static async Task<WishlistSkus> UnwishAsync(this HttpClient shopper, string sku) => await ReadAsync(await shopper.DeleteAsync($"/wishlist/items/{sku}"));

    private static async Task<WishlistSkus> ReadAsync(HttpResponseMessage answer)
    {
        Assert.True(answer.IsSuccessStatusCode, $"{(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
        return (await answer.Content.ReadFromJsonAsync<WishlistSkus>())!;
    }
}
