using System.Globalization;
using System.Net;
using Avanii.Testing;
using Avanii.Web.Security;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Web.Tests.Security;

/// <summary>What the browser is told, as in production.</summary>
public sealed class HeaderTests : IAsyncLifetime
{
    private readonly ShiftedClock _clock = new();
    private ShopInstance _shop = null!;

    public async Task InitializeAsync() => _shop = await ShopInstance.StartAsync(environment: "Production", clock: _clock, settings: new()
    {
        ["SecurityTxt:Contact"] = "mailto:security@shop.example",
        ["Shop:PublicUrl"] = "https://shop.example",
    });

    [Theory]
    [InlineData("/")]
    [InlineData("/new")]
    [InlineData("/cart")]
    [InlineData("/nowhere")]
    [InlineData("/favicon.svg")]
    [InlineData("/api/session")]
    [InlineData("/.well-known/jwks.json")]
    public async Task Every_answer_tells_the_browser_what_to_refuse_and_nothing_of_the_server(string path)
    {
        using var answer = await _shop.SendAsync(HttpMethod.Get, path);
        string Header(string name) => Assert.Single(answer.Headers.GetValues(name));
        Assert.Equal(SecurityHeaders.ContentSecurityPolicy + "; upgrade-insecure-requests", Header("Content-Security-Policy"));
        Assert.Equal("nosniff", Header("X-Content-Type-Options"));
        Assert.Equal("DENY", Header("X-Frame-Options"));
        Assert.Equal("strict-origin-when-cross-origin", Header("Referrer-Policy"));
        Assert.Equal("same-origin", Header("Cross-Origin-Opener-Policy"));
        Assert.Equal("same-origin", Header("Cross-Origin-Resource-Policy"));
        Assert.Contains("camera=()", Header("Permissions-Policy"), StringComparison.Ordinal);
        Assert.False(answer.Headers.Contains("Server"));
        Assert.False(answer.Headers.Contains("X-Powered-By"));
    }

    [Fact]
    public async Task What_a_signed_in_person_sees_is_kept_nowhere_and_neither_are_forms_with_personal_data()
    {
        var cookies = await _shop.SignInAsync(await _shop.CreateAccountAsync());
        foreach (var (path, signedIn) in new[] { ("/", true), ("/cart", true), ("/checkout", true), ("/orders", true), ("/checkout", false), ("/orders", false) })
        {
            using var answer = await _shop.SendAsync(HttpMethod.Get, path, null, null, signedIn ? [("Cookie", cookies)] : []);
            Assert.True(answer.Headers.CacheControl?.NoStore, $"{path} {answer.Headers.CacheControl}");
        }
        using var forEverybody = await _shop.SendAsync(HttpMethod.Get, "/cart");
        Assert.NotEqual(true, forEverybody.Headers.CacheControl?.NoStore);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Fonts_are_asked_for_once_whoever_looks(bool signedIn)
    {
        (string, string)[] headers = signedIn ? [("Cookie", await _shop.SignInAsync(await _shop.CreateAccountAsync()))] : [];
        using var font = await _shop.SendAsync(HttpMethod.Get, "/fonts/brygada-1918-latin.woff2", null, null, headers);
        Assert.Equal((true, true, TimeSpan.FromDays(365)), (font.Headers.CacheControl?.Public, Immutable(font), font.Headers.CacheControl?.MaxAge));
        using var nothing = await _shop.SendAsync(HttpMethod.Get, "/fonts/nowhere.woff2", null, null, headers);
        Assert.Equal((HttpStatusCode.NotFound, false), (nothing.StatusCode, Immutable(nothing)));

        static bool Immutable(HttpResponseMessage answer) => answer.Headers.CacheControl?.Extensions.Any(extension => extension.Name == "immutable") == true;
    }

    [Fact]
    public async Task Cookies_can_be_set_by_this_host_only_and_go_over_tls_only()
    {
        var cookies = await _shop.SignInAsync(await _shop.CreateAccountAsync());
        Assert.All(cookies.Split("; "), cookie => Assert.StartsWith("__Host-", cookie, StringComparison.Ordinal));
        using var answer = await _shop.SendAsync(HttpMethod.Get, "/cart", null, null, ("Cookie", cookies));
        var form = Assert.Single(answer.Headers.GetValues("Set-Cookie"));
        Assert.StartsWith("__Host-avanii.form=", form, StringComparison.Ordinal);
        Assert.All(["secure", "httponly", "path=/", "samesite=strict"], attribute => Assert.Contains(attribute, form.Split("; "), StringComparer.OrdinalIgnoreCase));
        Assert.DoesNotContain("domain=", form, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_chosen_language_is_kept_in_such_a_cookie_and_forgotten_by_it()
    {
        using var chosen = await ChooseAsync("de-DE");
        var cookie = Assert.Single(chosen.Headers.GetValues("Set-Cookie"));
        Assert.StartsWith("__Host-avanii.lang=de-DE", cookie, StringComparison.Ordinal);
        Assert.All(["secure", "httponly", "path=/", "samesite=lax"], attribute => Assert.Contains(attribute, cookie.Split("; "), StringComparer.OrdinalIgnoreCase));
        Assert.DoesNotContain("domain=", cookie, StringComparison.OrdinalIgnoreCase);
        using var german = await _shop.SendAsync(HttpMethod.Get, "/cart", null, null, ("Cookie", cookie.Split(';')[0]));
        Assert.Contains("<html lang=\"de\"", await german.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var back = await ChooseAsync("en-IE", ("Cookie", cookie.Split(';')[0]));
        var deleted = Assert.Single(back.Headers.GetValues("Set-Cookie"));
        Assert.StartsWith("__Host-avanii.lang=;", deleted, StringComparison.Ordinal);
        Assert.Contains("secure", deleted.Split("; "), StringComparer.OrdinalIgnoreCase); // or the browser does not believe the prefix

        Task<HttpResponseMessage> ChooseAsync(string culture, params (string, string)[] headers) =>
            _shop.SendAsync(HttpMethod.Post, "/language", new FormUrlEncodedContent(Browser.Fields(("culture", culture), ("returnTo", "/"))), null, [("Sec-Fetch-Site", "same-origin"), .. headers]);
    }

    [Fact]
    public async Task Who_finds_a_weakness_finds_whom_to_tell()
    {
        using var answer = await _shop.SendAsync(HttpMethod.Get, "/.well-known/security.txt");
        Assert.Equal(("text/plain", "utf-8"), (answer.Content.Headers.ContentType?.MediaType, answer.Content.Headers.ContentType?.CharSet));
        var fields = (await answer.Content.ReadAsStringAsync()).TrimEnd('\n').Split('\n').Select(line => line.Split(": ", 2)).ToDictionary(field => field[0], field => field[1]);
        Assert.Equal("mailto:security@shop.example", fields["Contact"]);
        Assert.Equal("https://shop.example/.well-known/security.txt", fields["Canonical"]);
        Assert.InRange(DateTimeOffset.Parse(fields["Expires"], CultureInfo.InvariantCulture) - _clock.GetUtcNow(), TimeSpan.FromDays(30), TimeSpan.FromDays(365));
    }

    [Fact]
    public async Task Without_a_contact_there_is_no_such_file_and_the_start_says_so()
    {
        // Empty, as Render leaves what was not filled in.
        await using var shop = await ShopInstance.StartAsync(_shop.Database, new() { ["SecurityTxt:Contact"] = "" }, "Production", _clock);
        using var answer = await shop.SendAsync(HttpMethod.Get, "/.well-known/security.txt");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Single(shop.Lines, line => line.Contains("SecurityTxt__Contact is missing", StringComparison.Ordinal));
        Assert.DoesNotContain(_shop.Lines, line => line.Contains("SecurityTxt__Contact", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_breaks_inside_is_not_shown_outside()
    {
        var account = await _shop.CreateAccountAsync();
        await _shop.WithDatabaseAsync(db => db.Database.ExecuteSqlRawAsync("ALTER TABLE accounts RENAME TO gone"));
        foreach (var (method, path, body) in new[] { (HttpMethod.Get, "/cart", null), (HttpMethod.Post, "/api/session", (object?)new { email = account.Email, password = "x" }) })
        {
            using var answer = await _shop.SendAsync(method, path, body, null, ("Cookie", await CookiesAsync()));
            var text = await answer.Content.ReadAsStringAsync();
            Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
            Assert.DoesNotMatch("Exception|   at |accounts|SELECT|Npgsql|\\.cs:", text);
            Assert.Equal(path == "/cart" ? "text/html" : "application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        }

        // signed in before the table went
        async Task<string> CookiesAsync()
        {
            await _shop.WithDatabaseAsync(db => db.Database.ExecuteSqlRawAsync("ALTER TABLE gone RENAME TO accounts"));
            var cookies = await _shop.SignInAsync(account);
            await _shop.WithDatabaseAsync(db => db.Database.ExecuteSqlRawAsync("ALTER TABLE accounts RENAME TO gone"));
            return cookies;
        }
    }

    public async Task DisposeAsync() => await _shop.DisposeAsync();
}
