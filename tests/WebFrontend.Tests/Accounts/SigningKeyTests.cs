using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Avanii.ServiceDefaults;
using Avanii.Testing;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Avanii.Web.Tests.Accounts;

public sealed class SigningKeyTests
{
    private static readonly TimeSpan s_month = TimeSpan.FromDays(30), s_minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_new_key_is_published_before_it_signs_and_the_old_one_until_its_tokens_are_over_at_every_instance()
    {
        var clock = new ShiftedClock();
        await using var one = await ShopInstance.StartAsync(clock: clock);
        await using var other = await ShopInstance.StartAsync(one.Database, clock: clock);
        var old = await SignerAsync(one);
        Assert.Equal(old, await SignerAsync(other));
        Assert.Equal([old], await PublishedAsync(one));

        clock.Advance(s_month);
        await Eventually.IsTrue(async () => (await PublishedAsync(one)).Count == 2 && (await PublishedAsync(other)).Count == 2);
        var both = await PublishedAsync(one);
        Assert.Equal(both, await PublishedAsync(other));
        var next = Assert.Single(both, key => key != old);
        clock.Advance(4 * s_minute);
        Assert.Equal((old, old), (await SignerAsync(one), await SignerAsync(other)));

        clock.Advance(2 * s_minute);
        Assert.Equal((next, next), (await SignerAsync(one), await SignerAsync(other)));
        clock.Advance(5 * s_minute); // what the old one signed last ends now
        Assert.Contains(old, await PublishedAsync(one));
        Assert.Contains(old, await PublishedAsync(other));

        clock.Advance(5 * s_minute);
        await Eventually.IsTrue(async () => (await PublishedAsync(one)) is [var last] && last == next);
        Assert.Equal([next], await PublishedAsync(other));
    }

    [Fact]
    public async Task A_service_takes_the_new_key_and_the_old_one_by_its_own_look()
    {
        var clock = new ShiftedClock();
        await using var shop = await ShopInstance.StartAsync(clock: clock);
        await using var service = await StartServiceAsync(shop, clock);
        Assert.Equal(HttpStatusCode.OK, await AskAsync(service, await TokenAsync(shop)));
        clock.Advance(s_month);
        await Eventually.IsTrue(async () => (await PublishedAsync(shop)).Count == 2);
        clock.Advance(4 * s_minute);
        var lastOfOld = await TokenAsync(shop);
        clock.Advance(s_minute);
        var firstOfNew = await TokenAsync(shop);
        Assert.NotEqual(new JsonWebToken(lastOfOld).Kid, new JsonWebToken(firstOfNew).Kid);
        Assert.Equal(HttpStatusCode.OK, await AskAsync(service, firstOfNew));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(service, lastOfOld));
    }

    [Fact]
    public async Task A_key_that_cannot_be_opened_is_told_of_once_and_left_out()
    {
        await using var before = await ShopInstance.StartAsync();
        var lost = await SignerAsync(before);
        await using var after = await ShopInstance.StartAsync(before.Database, new() { ["SECRET_KEY"] = "another secret, after the first one was lost" });
        Assert.NotEqual(lost, await SignerAsync(after));
        Assert.DoesNotContain(lost, await PublishedAsync(after));
        await Eventually.IsTrue(async () => (await PublishedAsync(before)).Count == 1); // it goes on with what it knows
        Assert.Equal(lost, await SignerAsync(before));
        Assert.Single(after.Lines, line => line.Contains($"The signing key {lost} cannot be opened", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_key_that_cannot_be_opened_is_deleted_when_it_would_be_over_and_not_before()
    {
        var clock = new ShiftedClock();
        await using var before = await ShopInstance.StartAsync(clock: clock);
        var lost = await SignerAsync(before);
        await using var after = await ShopInstance.StartAsync(before.Database, new() { ["SECRET_KEY"] = "another secret, after the first one was lost" }, clock: clock);
        await SignerAsync(after);
        await before.DisposeAsync();
        clock.Advance(s_month);
        await Eventually.AreEqual(2, async () => (await PublishedAsync(after)).Count); // it has looked
        Assert.Contains(lost, await KeptAsync());
        clock.Advance(16 * s_minute);
        await Eventually.IsTrue(async () => !(await KeptAsync()).Contains(lost));
        Assert.Single(after.Lines, line => line.Contains($"The signing key {lost}, which could not be opened, is over", StringComparison.Ordinal));

        Task<List<string>> KeptAsync() => after.WithDatabaseAsync(db => db.SigningKeys.Select(k => k.KeyId).ToListAsync());
    }

    private static async Task<string> TokenAsync(ShopInstance shop)
    {
        using var answer = await shop.SendAsync(HttpMethod.Post, "/api/session");
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString()!;
    }

    private static async Task<string> SignerAsync(ShopInstance shop) => new JsonWebToken(await TokenAsync(shop)).Kid;

    private static async Task<List<string>> PublishedAsync(ShopInstance shop)
    {
        using var answer = await shop.SendAsync(HttpMethod.Get, "/.well-known/jwks.json");
        var set = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return [.. set.GetProperty("keys").EnumerateArray().Select(key => key.GetProperty("kid").GetString()!)];
    }

    private static async Task<WebApplication> StartServiceAsync(ShopInstance shop, ShiftedClock clock)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration["services:web:http:0"] = shop.Address.ToString();
        builder.AddServiceDefaults();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock));
        builder.Services.PostConfigure<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme, jwt => jwt.TokenValidationParameters.LifetimeValidator =
            (from, until, _, _) => from <= clock.GetUtcNow().UtcDateTime && clock.GetUtcNow().UtcDateTime < until);
        var service = builder.Build();
        service.UseServiceDefaults();
        service.MapGet("/mine", () => "yours").RequireAuthorization(Policies.Subject);
        await service.StartAsync();
        return service;
    }

    private static async Task<HttpStatusCode> AskAsync(WebApplication service, string token)
    {
        using var client = new HttpClient { BaseAddress = new Uri(service.Urls.Single()) };
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        using var answer = await client.GetAsync("/mine");
        return answer.StatusCode;
    }
}
