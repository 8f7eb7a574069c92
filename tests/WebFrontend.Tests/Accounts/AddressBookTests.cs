using System.Net;
using System.Reflection;
using System.Text.Json;
using Avanii.Orders.Contracts;
using Avanii.Web.Accounts;
using Avanii.Web.Pages.Account.Settings;
using Avanii.Web.Pages.Checkout;
using Avanii.Web.Tests.Pages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Avanii.Web.Tests.Accounts;

public sealed class AddressBookTests : IClassFixture<ShopApp>
{
    private const string Path = "/account/addresses", New = "/account/addresses/new", Marked = "account-form";
    private readonly ShopApp _app;

    public AddressBookTests(ShopApp app)
    {
        _app = app;
        _app.Gateway.Reset();
    }

    [Fact]
    public async Task An_address_is_added_changed_and_removed()
    {
        using var mia = await Person.WithAccountAsync(_app);
        Assert.Equal(Path + "?done=address", (await AddAsync(mia, "Weg 1", ("Form.Extra", "3. Stock"), ("Form.Phone", "040 123"))).Location);
        var kept = (await BookAsync(mia)).Single();
        Assert.Equal(("Mia", "Weg 1", "3. Stock", "20457", "Hamburg", "DE", "040 123", true),
            (kept.Name, kept.Street, kept.Extra, kept.PostalCode, kept.City, kept.Country, kept.Phone, kept.IsDefault)); // the first one is the default

        var form = (await mia.Browser.GetAsync($"{Path}/{kept.Id}")).Form(Marked);
        Assert.Equal(("Weg 1", "040 123"), (form["Form.Street"], form["Form.Phone"]));
        Assert.Equal(Path + "?done=address", (await mia.SubmitAsync($"{Path}/{kept.Id}", Marked, ("Form.Street", "Weg 2"), ("Form.Country", "IE"), ("Form.Extra", ""))).Location);
        var changed = (await BookAsync(mia)).Single();
        Assert.Equal((kept.Id, "Weg 2", "IE", null, true), (changed.Id, changed.Street, changed.Country, changed.Extra, changed.IsDefault));

        Assert.Equal(Path + "?done=address-removed", (await mia.SubmitAsync(Path, $"/{kept.Id}/remove")).Location);
        Assert.Empty(await BookAsync(mia));
    }

    [Fact]
    public async Task There_is_one_default_whatever_becomes_of_it()
    {
        using var mia = await Person.WithAccountAsync(_app);
        await AddAsync(mia, "Weg 1");
        await AddAsync(mia, "Weg 2");
        Assert.Equal("Weg 1", (await BookAsync(mia)).Single(a => a.IsDefault).Street);
        await AddAsync(mia, "Weg 3", ("Form.IsDefault", "true"));
        var third = (await BookAsync(mia)).Single(a => a.IsDefault);
        Assert.Equal("Weg 3", third.Street);
        await mia.SubmitAsync(Path, $"/{third.Id}/remove");
        var second = (await BookAsync(mia)).Single(a => a.IsDefault);
        Assert.Equal("Weg 2", second.Street);
        await mia.SubmitAsync($"{Path}/{second.Id}", Marked, ("Form.Country", "DE")); // without the tick, which the page does not offer
        Assert.Equal("Weg 2", (await BookAsync(mia)).Single(a => a.IsDefault).Street);
    }

    [Fact]
    public async Task A_full_book_takes_no_more_however_many_ask_at_once()
    {
        using var mia = await Person.WithAccountAsync(_app);
        var form = (await mia.Browser.GetAsync(New)).Form(Marked);
        Fill(form, "Weg");
        var answers = await Task.WhenAll(Enumerable.Range(0, 24).Select(_ => mia.Browser.PostAsync(New, form)));
        Assert.Equal((20, 4), (answers.Count(a => a.Status == HttpStatusCode.Found), answers.Count(a => a.Status == HttpStatusCode.Conflict)));
        Assert.Equal((20, 1), ((await BookAsync(mia)).Count, (await BookAsync(mia)).Count(a => a.IsDefault)));
        Assert.Contains("Your book is full", (await mia.Browser.GetAsync(Path)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_elses_address_is_not_found_and_stays_as_it_is()
    {
        using var mia = await Person.WithAccountAsync(_app);
        using var eve = await Person.WithAccountAsync(_app);
        await AddAsync(mia, "Secret street 1");
        var id = (await BookAsync(mia)).Single().Id;
        var look = await eve.Browser.GetAsync($"{Path}/{id}");
        Assert.Equal(HttpStatusCode.NotFound, look.Status);
        Assert.DoesNotContain("Secret street", look.Html, StringComparison.Ordinal);
        var form = (await eve.Browser.GetAsync(New)).Form(Marked);
        Fill(form, "Mine now");
        Assert.Equal(HttpStatusCode.NotFound, (await eve.Browser.PostAsync($"{Path}/{id}", form)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await eve.Browser.PostAsync($"{Path}/{id}/remove", form)).Status);
        Assert.Equal("Secret street 1", (await BookAsync(mia)).Single().Street);
        Assert.Empty(await BookAsync(eve));
        await eve.Browser.AddToCartAsync();
        Assert.DoesNotContain("Secret street", (await eve.Browser.GetAsync($"/checkout?address={id}")).Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Form.Name", "")]
    [InlineData("Form.Street", "Weg\n1")]
    [InlineData("Form.City", "Ham\aburg")]
    [InlineData("Form.Country", "XX")]
    [InlineData("Form.Country", "Germany")]
    [InlineData("Form.PostalCode", "123456789012345678901")]
    public async Task What_could_not_be_delivered_to_is_not_kept(string field, string value)
    {
        using var mia = await Person.WithAccountAsync(_app);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await AddAsync(mia, "Weg 1", (field, value))).Status);
        Assert.Empty(await BookAsync(mia));
    }

    [Fact]
    public void The_book_takes_what_the_checkout_takes()
    {
        foreach (var field in typeof(AddressForm).GetProperties().Where(p => p.PropertyType == typeof(string)))
        {
            var there = typeof(CheckoutForm).GetProperty(field.Name)!.GetCustomAttribute<System.ComponentModel.DataAnnotations.StringLengthAttribute>()?.MaximumLength;
            Assert.Equal(there, field.GetCustomAttribute<System.ComponentModel.DataAnnotations.StringLengthAttribute>()?.MaximumLength);
        }
    }

    [Fact]
    public async Task The_checkout_of_somebody_who_is_signed_in_is_filled_in()
    {
        using var mia = await Person.WithAccountAsync(_app, "Mia Ångström");
        var bare = await CheckoutAsync(mia);
        Assert.Equal((mia.Email, "Mia Ångström", ""), (bare["Form.Email"], bare["Form.Name"], bare["Form.Street"]));
        await AddAsync(mia, "Weg 1", ("Form.Phone", "040 123"));
        await AddAsync(mia, "Allee 2", ("Form.Name", "Oma"));
        var filled = await CheckoutAsync(mia);
        Assert.Equal((mia.Email, "Weg 1", "040 123"), (filled["Form.Email"], filled["Form.Street"], filled["Form.Phone"]));
        var other = (await BookAsync(mia)).Single(a => !a.IsDefault);
        var page = await mia.Browser.GetAsync("/checkout");
        Assert.Contains($"href=\"/checkout?address={other.Id}\"", page.Html, StringComparison.Ordinal);
        var chosen = await CheckoutAsync(mia, $"?address={other.Id}");
        Assert.Equal(("Oma", "Allee 2", ""), (chosen["Form.Name"], chosen["Form.Street"], chosen["Form.Phone"]));
    }

    [Fact]
    public async Task A_guest_is_offered_nothing_to_keep()
    {
        using var browser = _app.Open();
        await browser.AddToCartAsync();
        var page = await browser.GetAsync("/checkout");
        Assert.DoesNotContain("KeepAddress", page.Html, StringComparison.Ordinal);
        Assert.Equal("", page.Form("checkout-form")["Form.Email"]);
        var form = CheckoutTests.Filled(page.Form("checkout-form"));
        form["Form.KeepAddress"] = "true";
        Assert.Equal(HttpStatusCode.Found, (await browser.PostAsync("/checkout", form)).Status);
    }

    [Fact]
    public async Task An_address_is_kept_when_the_order_is_placed_and_not_twice()
    {
        using var mia = await Person.WithAccountAsync(_app);
        var form = CheckoutTests.Filled(await CheckoutAsync(mia));
        Assert.Equal($"/orders/{StubGateway.OrderId}", (await mia.Browser.PostAsync("/checkout", Without(form, "Form.KeepAddress"))).Location);
        Assert.Empty(await BookAsync(mia));
        form["Form.KeepAddress"] = "true";
        _app.Gateway.Refuse("POST", "/api/orders", 409, "cart-changed", new() { ["quote"] = StubGateway.Quote(2, price: 20m, version: 8) });
        var again = await mia.Browser.PostAsync("/checkout", form);
        Assert.Matches("name=\"Form.KeepAddress\" value=\"true\" checked", again.Html); // nothing is ordered, nothing kept, and the tick stays
        Assert.Empty(await BookAsync(mia));
        _app.Gateway.Reset();
        await mia.Browser.PostAsync("/checkout", form);
        await mia.Browser.PostAsync("/checkout", form);
        Assert.Equal(("Mia", "Weg 1", true), (await BookAsync(mia)).Select(a => (a.Name, a.Street, a.IsDefault)).Single());
        var order = JsonSerializer.Deserialize<PlaceOrderRequest>(_app.Gateway.Calls.Last(c => c.Address == "POST /api/orders").Body, JsonSerializerOptions.Web)!;
        Assert.Equal("Weg 1", order.Address.Street);
    }

    [Fact]
    public async Task Two_orders_at_once_keep_their_address_once_and_one_of_an_account_that_is_gone_keeps_none()
    {
        using var mia = await Person.WithAccountAsync(_app);
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => KeepAsync(mia.Id)));
        Assert.Single(await BookAsync(mia));
        await KeepAsync(Guid.CreateVersion7());
    }

    [Fact]
    public async Task Orders_of_an_account_are_not_said_to_be_this_browsers()
    {
        using var mia = await Person.WithAccountAsync(_app);
        Assert.DoesNotContain("this browser", (await mia.Browser.GetAsync("/orders")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("this browser", (await mia.Browser.GetAsync($"/orders/{StubGateway.OrderId}")).Text, StringComparison.Ordinal);
        var missing = await mia.Browser.GetAsync($"/orders/{Guid.NewGuid()}");
        Assert.Equal(HttpStatusCode.NotFound, missing.Status);
        Assert.Contains("Your account has no such order", missing.Text, StringComparison.Ordinal);
        _app.Gateway.On("GET", "/api/orders", () => new OrderPage([new(Guid.NewGuid(), "AV-1", OrderStatus.Paid, DateTimeOffset.UnixEpoch, 10m, "EUR", 1, [])], null));
        Assert.DoesNotContain("this browser", (await mia.Browser.GetAsync("/orders")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_people_call_themselves_and_their_streets_is_shown_and_not_obeyed()
    {
        const string evil = "<script>alert(1)</script>\"><img src=x onerror=alert(2)>'";
        using var mia = await Person.WithAccountAsync(_app, evil);
        await AddAsync(mia, evil, ("Form.Name", evil), ("Form.Extra", evil), ("Form.City", evil), ("Form.PostalCode", "\"><b>x</b>"), ("Form.Phone", "\"><b>x</b>"));
        var id = (await BookAsync(mia)).Single().Id;
        await mia.Browser.AddToCartAsync();
        foreach (var path in new[] { "/account", "/account/name", "/account/email", "/account/password", "/account/sessions", "/account/two-step/set-up", "/account/passkeys", Path, New, $"{Path}/{id}", "/checkout", $"/checkout?address={id}" })
        {
            var page = await mia.Browser.GetAsync(path);
            Assert.Equal(HttpStatusCode.OK, page.Status);
            Assert.DoesNotContain("<script>alert", page.Html, StringComparison.Ordinal);
            Assert.DoesNotContain("<img src=x", page.Html, StringComparison.Ordinal);
            Assert.DoesNotContain("<b>x", page.Html, StringComparison.Ordinal);
        }
        Assert.Contains("&lt;script&gt;", (await mia.Browser.GetAsync("/account")).Html, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;", (await mia.Browser.GetAsync(Path)).Html, StringComparison.Ordinal);
    }

    private async Task KeepAsync(Guid account)
    {
        await using var scope = _app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<AddressBook>().KeepAsync(
            new SavedAddress { AccountId = account, Name = "Mia", Street = "Weg 1", PostalCode = "20457", City = "Hamburg", Country = "DE" }, CancellationToken.None);
    }

    private static Task<List<SavedAddress>> BookAsync(Person person) =>
        person.QueryAsync(db => db.Addresses.AsNoTracking().Where(a => a.AccountId == person.Id).OrderBy(a => a.Id).ToListAsync());

    private static async Task<Page> AddAsync(Person person, string street, params (string Name, string Value)[] fields)
    {
        var form = Without((await person.Browser.GetAsync(New)).Form(Marked), "Form.IsDefault"); // a tick that is not set is not sent
        Fill(form, street);
        foreach (var (name, value) in fields)
        {
            form[name] = value;
        }
        return await person.Browser.PostAsync(New, form);
    }

    private static void Fill(Dictionary<string, string> form, string street)
    {
        form["Form.Street"] = street;
        form["Form.PostalCode"] = "20457";
        form["Form.City"] = "Hamburg";
        form["Form.Country"] = "DE";
    }

    private static async Task<Dictionary<string, string>> CheckoutAsync(Person person, string query = "")
    {
        await person.Browser.AddToCartAsync();
        return (await person.Browser.GetAsync("/checkout" + query)).Form("checkout-form");
    }

    private static Dictionary<string, string> Without(Dictionary<string, string> form, string field)
    {
        form.Remove(field);
        return form;
    }
}
