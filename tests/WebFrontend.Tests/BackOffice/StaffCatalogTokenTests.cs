using System.Net;
using Avanii.Catalog.Contracts;
using Avanii.ServiceDefaults;
using Avanii.Web.Accounts;
using Avanii.Web.BackOffice;
using Avanii.Web.Clients;
using Avanii.Web.Contracts;
using Avanii.Web.Tests.Accounts;
using Avanii.Web.Tests.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Avanii.Web.Tests.BackOffice;

/// <summary>In whose name the gateway is asked.</summary>
public sealed class StaffCatalogTokenTests : IClassFixture<AccountShop>
{
    private readonly AccountShop _shop;

    public StaffCatalogTokenTests(AccountShop shop)
    {
        _shop = shop;
        _shop.Gateway.Reset();
    }

    [Fact]
    public async Task A_page_of_the_back_office_asks_with_the_role_and_areas_of_who_opens_it_for_a_few_minutes()
    {
        using var sam = await _shop.StaffAsync(StaffAreas.Catalogue, StaffAreas.Orders);
        using var olga = await _shop.OwnerAsync();
        foreach (var (person, role, areas) in new[] { (sam, Roles.Staff, "catalogue orders"), (olga, Roles.Owner, "") })
        {
            _shop.Gateway.Forget();
            Assert.Equal(HttpStatusCode.OK, (await person.Browser.GetAsync("/reviews")).Status);
            var token = TokenOf(_shop.Gateway.Only("GET /api/catalog/reviews"));
            Assert.Equal((Account.SubjectOf(person.Id), role, areas), (token.Subject, token.GetClaim(JwtValidation.RoleClaim).Value, AreasIn(token)));
            Assert.InRange(token.ValidTo - token.ValidFrom, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5));
        }
    }

    [Fact]
    public async Task What_was_taken_from_somebody_is_in_the_next_token_no_more()
    {
        using var sam = await _shop.StaffAsync(StaffAreas.Catalogue, StaffAreas.Orders);
        await sam.Browser.GetAsync("/reviews");
        await sam.QueryAsync(async db =>
        {
            var account = await db.Accounts.FindAsync(sam.Id);
            account!.Areas = [StaffAreas.Catalogue];
            return await db.SaveChangesAsync();
        });
        _shop.Gateway.Forget();
        await sam.Browser.GetAsync("/reviews");
        Assert.Equal(StaffAreas.Catalogue, AreasIn(TokenOf(_shop.Gateway.Only("GET /api/catalog/reviews"))));
    }

    [Fact]
    public async Task Outside_the_back_office_nobody_is_more_than_a_shopper()
    {
        using var mia = await Person.WithAccountAsync(_shop);
        using var sam = await _shop.StaffAsync(StaffAreas.Catalogue);
        using var olga = await _shop.OwnerAsync();
        var office = EveryEndpoint.Endpoints(_shop).Where(endpoint => endpoint.Metadata.GetMetadata<BackOfficeOnlyAttribute>() is not null)
            .Select(endpoint => "/" + endpoint.RoutePattern.RawText!.TrimStart('/').Split('/')[0]).ToHashSet();
        Assert.Contains("/reviews", office);
        foreach (var (path, _) in EveryEndpoint.Pages(_shop).Where(page => !office.Contains("/" + page.Path.TrimStart('/').Split('/')[0])))
        {
            foreach (var person in new[] { mia, sam, olga })
            {
                await person.Browser.GetAsync(path);
            }
        }
        Assert.All(Tokens(), token => Assert.Equal(("shopper", ""), (token.GetClaim(JwtValidation.RoleClaim).Value, AreasIn(token))));
        Assert.NotEmpty(Tokens());
    }

    [Fact]
    public async Task Who_may_not_open_a_page_of_the_catalogue_has_nothing_asked_there()
    {
        using var mia = await Person.WithAccountAsync(_shop);
        using var kim = await _shop.StaffAsync(StaffAreas.Orders, StaffAreas.Customers, StaffAreas.Settings);
        using var sam = await _shop.StaffAsync(StaffAreas.Catalogue);
        using var weak = await sam.SignInAsync(method: SignInMethods.Password);
        using var nobody = _shop.Open();
        var id = Guid.CreateVersion7();
        _shop.Gateway.GivenReview(CatalogueSteps.Review(id));
        _shop.Gateway.GivenSynonyms(new(id, ["sofa", "couch"], [], 1));
        foreach (var browser in new[] { mia.Browser, kim.Browser, weak, nobody })
        {
            var account = await browser.GetAsync(browser == nobody ? "/account/sign-in" : "/account/name");
            var token = account.Form(browser == nobody ? "entry-form" : "account-form")["__RequestVerificationToken"];
            _shop.Gateway.Forget();
            foreach (var path in (string[])["/reviews", $"/reviews/{id}", "/synonyms", $"/synonyms/{id}", "/searches", "/addresses"])
            {
                Assert.NotEqual(HttpStatusCode.OK, (await browser.GetAsync(path)).Status);
            }
            foreach (var (path, fields) in new (string, (string, string)[])[]
            {
                ($"/reviews/{id}/publish", [("version", "3")]),
                ($"/reviews/{id}", [("_handler", "reject"), ("Form.Action", "reject"), ("Form.Version", "3"), ("Form.Reason", "No.")]),
                ($"/reviews/{id}", [("_handler", "reply"), ("Form.Action", "reply"), ("Form.Version", "3"), ("Form.Reply", "Yes.")]),
                ("/synonyms/add", [("_handler", "synonyms"), ("Form.Terms", "a\nb")]), ($"/synonyms/{id}", [("_handler", "synonyms"), ("Form.Version", "1"), ("Form.Terms", "a\nb")]),
                ($"/synonyms/{id}/delete", [("version", "1")]), ("/addresses", [("_handler", "address"), ("Form.From", "mug"), ("Form.To", "cup-2")]),
            })
            {
                var answer = await browser.PostAsync(path, Browser.Fields([.. fields, ("__RequestVerificationToken", token)]));
                Assert.True(answer.Status == HttpStatusCode.Forbidden || answer.Location?.StartsWith("/account/", StringComparison.Ordinal) == true, $"{path}: {answer.Status} {answer.Location}");
            }
            Assert.DoesNotContain(_shop.Gateway.Calls, call => call.Method != "GET" || call.Path.StartsWith("/api/catalog/reviews", StringComparison.Ordinal) || call.Path.StartsWith("/api/catalog/search/", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData(Roles.Shopper, SignInMethods.Passkey, StaffAreas.Catalogue, true)]
    [InlineData(Roles.Staff, SignInMethods.Password, StaffAreas.Catalogue, true)]
    [InlineData(Roles.Staff, SignInMethods.Passkey, StaffAreas.Orders, true)]
    [InlineData(Roles.Owner, SignInMethods.Passkey, null, false)]
    public async Task A_page_that_asks_for_staff_without_being_for_them_fails_before_a_token_is_made(string role, string method, string? area, bool office)
    {
        using var person = await Person.WithAccountAsync(_shop, role: role, method: method, areas: area is null ? [] : [area]);
        await using var scope = _shop.Services.CreateAsyncScope();
        var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        context.Request.Headers.Cookie = $"avanii-session={person.Browser.Cookie("avanii-session")}";
        context.SetEndpoint(new Endpoint(null, office ? new(new BackOfficeOnlyAttribute(StaffAreas.Catalogue)) : EndpointMetadataCollection.Empty, "page"));
        _shop.Services.GetRequiredService<IHttpContextAccessor>().HttpContext = context;
        await scope.ServiceProvider.GetRequiredService<ShopperSession>().LoadAsync(CancellationToken.None);
        Assert.NotNull(scope.ServiceProvider.GetRequiredService<ShopperSession>().Account);
        _shop.Gateway.Forget();
        var client = scope.ServiceProvider.GetRequiredService<StaffCatalogClient>();
        await Assert.ThrowsAsync<InvalidOperationException>(() => client.ListReviewsAsync(ReviewState.Pending, false, null, 10, CancellationToken.None));
        Assert.Empty(_shop.Gateway.Calls);
    }

    private IReadOnlyList<JsonWebToken> Tokens() => [.. _shop.Gateway.Calls.Where(call => call.Headers.ContainsKey("Authorization")).Select(TokenOf)];

    private static JsonWebToken TokenOf(StubGateway.Call call) => new(call.Headers["Authorization"]["Bearer ".Length..]);

    private static string AreasIn(JsonWebToken token) => string.Join(' ', token.Claims.Where(claim => claim.Type == JwtValidation.AreaClaim).Select(claim => claim.Value));
}
