using System.Net;

namespace Avanii.Web.Tests.Security;

/// <summary>Every address that can be looked at, with what people put there who mean no good.</summary>
public sealed class EveryPageTests : IClassFixture<ShopApp>
{
    private const string Mark = "zq8x"; // in each text, so that it can be found again
    private static readonly string[] s_texts =
    [
        $"<script>alert('{Mark}')</script>", $"\"><img src=x onerror=alert('{Mark}')>", $"'-alert('{Mark}')-'", $"javascript:alert('{Mark}')", $"</title><svg/onload=alert('{Mark}')>",
        $"//{Mark}.example", $"https://{Mark}.example/", $"/\\{Mark}.example", $"{Mark}\r\nSet-Cookie: a=b", $"{Mark}\0\u202e", $"{Mark}' OR 1=1 --", $"../../{Mark}", $"{Mark}{{{{7*7}}}}@(7*7)", new string('a', 5000) + Mark,
    ];

    private static readonly string[] s_personal =
        ["/account", "/cart", "/checkout", "/orders", "/staff", "/customers", "/wishlist", "/back-in-stock", "/content", "/reviews", "/synonyms", "/searches", "/addresses"];

    private readonly ShopApp _app;

    public EveryPageTests(ShopApp app)
    {
        _app = app;
        _app.Gateway.Reset();
    }

    [Fact]
    public async Task What_stands_in_an_address_is_shown_and_not_obeyed()
    {
        var pages = EveryEndpoint.Pages(_app);
        Assert.Contains(pages, page => page.Path == "/search" && page.Parameters.Contains("q"));
        var shown = 0;
        foreach (var (path, parameters) in pages)
        {
            foreach (var text in s_texts)
            {
                using var browser = _app.Open();
                await browser.AddToCartAsync();
                var page = await browser.GetAsync($"{path}?{string.Join('&', parameters.Append("unknown").Select(name => $"{name}={Uri.EscapeDataString(text)}"))}");
                Assert.True((int)page.Status < 500, $"{path} with {text}: {page.Status}");
                if (page.Location is { } location)
                {
                    Assert.StartsWith("/", location, StringComparison.Ordinal);
                    Assert.DoesNotMatch(@"^/[/\\]", location);
                }
                // Wherever the text stands, it stands as text: it begins no tag, ends no attribute, and no address is made of it.
                shown += page.Html.Contains(Mark, StringComparison.Ordinal) ? 1 : 0;
                if (text.AsSpan().ContainsAny('<', '"'))
                {
                    Assert.DoesNotContain(text, page.Html, StringComparison.Ordinal);
                    Assert.DoesNotMatch($"<(script|img|svg)[^>]*{Mark}", page.Html);
                }
                Assert.DoesNotMatch($"(href|src|action)=\"\\s*(javascript:|https?:|//|/\\\\)[^\"]*{Mark}", WebUtility.HtmlDecode(page.Html));
                Assert.DoesNotContain("a=b", page.Response.Headers.TryGetValues("Set-Cookie", out var cookies) ? string.Join(';', cookies) : "", StringComparison.Ordinal);
            }
        }
        Assert.True(shown > 10, $"Only {shown} pages showed what stood in their address: nothing was tried.");
    }

    [Fact]
    public async Task Each_answer_says_what_it_is_and_what_it_may_do()
    {
        string[] more = ["/nowhere", "/images/nothing", "/shop.js", "/.well-known/jwks.json", "/health", "/p/nothing", "/robots.txt", "/sitemap.xml", "/sitemaps/pages.xml.gz", "/sitemaps/..%2fpages.xml.gz", "/feeds/google.xml"];
        foreach (var path in EveryEndpoint.Pages(_app).Select(page => page.Path).Concat(more))
        {
            using var browser = _app.Open();
            var headers = (await browser.GetAsync(path)).Response;
            Assert.True(headers.Headers.TryGetValues("Content-Security-Policy", out var policies), path);
            var policy = Assert.Single(policies);
            Assert.All((string[])["default-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"],
                part => Assert.Contains(part, policy, StringComparison.Ordinal));
            Assert.Equal(["nosniff"], headers.Headers.GetValues("X-Content-Type-Options"));
            Assert.NotEmpty(headers.Headers.GetValues("Referrer-Policy"));
            if (headers.Content.Headers.ContentLength != 0 && headers.StatusCode != HttpStatusCode.NotFound && (int)headers.StatusCode is < 300 or >= 400)
            {
                var type = headers.Content.Headers.ContentType;
                Assert.True(type is not null, path);
                Assert.True(type.MediaType is not ("text/html" or "text/plain") || type.CharSet is "utf-8" || path == "/health", $"{path}: {type}");
            }
        }
    }

    [Fact]
    public async Task A_page_about_somebody_is_kept_by_nobody()
    {
        using var browser = _app.Open();
        await browser.AddToCartAsync();
        foreach (var (path, _) in EveryEndpoint.Pages(_app))
        {
            var page = await browser.GetAsync(path);
            var kept = page.Response.Headers.CacheControl;
            Assert.True(kept is { NoStore: true } or { Private: true, NoCache: true }, $"{path}: {kept}");
            if (s_personal.Any(start => path.StartsWith(start, StringComparison.Ordinal)))
            {
                Assert.True(kept is { NoStore: true }, $"{path}: {kept}");
            }
        }
    }

    [Fact]
    public async Task Another_sites_script_may_read_nothing()
    {
        foreach (var (path, _) in EveryEndpoint.Pages(_app).Append(("/.well-known/jwks.json", [])))
        {
            using var browser = _app.Open();
            var page = await browser.GetAsync(path, ("Origin", "https://elsewhere.example"), ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "cors"));
            Assert.False(page.Response.Headers.Contains("Access-Control-Allow-Origin"), path);
            Assert.False(page.Response.Headers.Contains("Access-Control-Allow-Credentials"), path);
        }
    }
}
