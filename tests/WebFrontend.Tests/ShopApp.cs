using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Avanii.Testing;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Avanii.Web.Tests;

/// <summary>The real WebFrontend on a real socket with a database of its own, before a gateway that says what a test tells it to.</summary>
public class ShopApp : WebApplicationFactory<Program>, IAsyncLifetime
{
    private string _database = "";
    private string _broker = "";
    private Uri _address = null!;

    /// <summary>Its connection string, as the superuser.</summary>
    public string Database => _database;

    public StubGateway Gateway { get; } = new();

    /// <summary>Where it finds the broker: nowhere.</summary>
    protected virtual Task<string> BrokerAsync() => Task.FromResult("amqp://nobody:nobody@127.0.0.1:1/");

    public ShiftedClock Clock { get; } = new();

    public virtual async Task InitializeAsync()
    {
        _broker = await BrokerAsync();
        _database = await (await TestInfrastructure.PostgresAsync()).CreateDatabaseAsync();
        await Gateway.StartAsync();
        UseKestrel();
        StartServer();
        using var client = CreateClient();
        _address = client.BaseAddress!;
    }

    public Uri Url => _address;

    /// <summary>A browser: keeps cookies, says where its posts come from, and stays where a redirect begins.</summary>
    /// <param name="from">Its own address, if that matters: all of 127.0.0.0/8 is this machine.</param>
    public Browser Open(IPAddress? from = null) => new(_address, from);

    /// <summary>Settings besides those that every shop needs.</summary>
    protected virtual IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>();

    /// <summary>Puts something of a test in the place of what the shop has.</summary>
    protected virtual void Replace(IServiceCollection services)
    {
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Development");
        builder.UseUrls("http://127.0.0.1:0"); // not UseKestrel(0): that sets the port when the server may have started already
        builder.UseSetting("ConnectionStrings:avanii", _database);
        builder.UseSetting("ConnectionStrings:messaging", _broker);
        builder.UseSetting("services:gateway:http:0", Gateway.Address);
        builder.UseSetting("Freshness:WhileDeaf", "00:00:00"); // the gateway's answers change from one line of a test to the next
        builder.UseSetting("Freshness:RetryAfter", "00:00:00");
        builder.UseSetting("Freshness:RefreshEvery", "00:00:00");
        builder.UseSetting("RateLimits:Account:Burst", "10000"); // all of a test's people come from one address
        foreach (var (key, value) in Settings)
        {
            builder.UseSetting(key, value);
        }
        builder.ConfigureServices(services => services.AddLogging(logging => logging.ClearProviders()).AddSingleton<TimeProvider>(Clock));
        builder.ConfigureTestServices(Replace);
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await DisposeAsync();
        await Gateway.DisposeAsync();
    }
}

/// <summary>Somebody's browser without its eyes.</summary>
public sealed class Browser(Uri address, IPAddress? from = null) : IDisposable
{
    private readonly CookieContainer _cookies = new();
    private HttpClient? _client;

    private HttpClient Http => _client ??= new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = _cookies, ConnectCallback = from is null ? null : ConnectAsync }) { BaseAddress = address };

    /// <summary>Sent with each post, as a browser does; null: neither this nor an origin.</summary>
    public string? FetchSite { get; set; } = "same-origin";

    /// <summary>Where it says that it sends its requests to, if that is not where it does.</summary>
    public string? Host { get; set; }

    public async Task<Page> GetAsync(string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Host = Host;
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }
        return await Page.ReadAsync(await Http.SendAsync(request));
    }

    public async Task<Page> PostAsync(string path, IEnumerable<KeyValuePair<string, string>> fields, string? origin = null, string? referrer = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields) };
        request.Headers.Host = Host;
        if (FetchSite is not null)
        {
            request.Headers.Add("Sec-Fetch-Site", FetchSite);
        }
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }
        if (referrer is not null)
        {
            request.Headers.Referrer = new(address, referrer);
        }
        return await Page.ReadAsync(await Http.SendAsync(request));
    }

    public Task<Page> AddToCartAsync(string sku = "MUG-SEA", string quantity = "1", string returnTo = "/p/mug") =>
        PostAsync("/cart/items", Fields(("sku", sku), ("quantity", quantity), ("returnTo", returnTo)));

    public static Dictionary<string, string> Fields(params (string Name, string Value)[] fields) => fields.ToDictionary(f => f.Name, f => f.Value);

    public void Dispose() => _client?.Dispose();

    /// <summary>The value of a cookie that the browser has for the shop, or null.</summary>
    public string? Cookie(string name) => _cookies.GetCookies(address)[name]?.Value;

    public void SetCookie(string name, string value) => _cookies.SetCookies(address, $"{name}={value}; path=/");

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken ct)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(from!.MapToIPv6(), 0));
            await socket.ConnectAsync(context.DnsEndPoint, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>What came back.</summary>
public sealed partial record Page(HttpStatusCode Status, string Html, HttpResponseMessage Response)
{
    public string? Location => Response.Headers.Location?.OriginalString;

    public bool SetsCookies => Response.Headers.Contains("Set-Cookie");

    /// <summary>That header of the answer, or null.</summary>
    public string? Header(string name) => Response.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;

    /// <summary>All that a person would read, on one line.</summary>
    public string Text => WebUtility.HtmlDecode(Spaces().Replace(Tags().Replace(Html, " "), " "));

    public string Title => WebUtility.HtmlDecode(TitleElement().Match(Html).Groups[1].Value);

    /// <summary>The values of the fields of the form whose opening tag holds this text.</summary>
    public Dictionary<string, string> Form(string marked)
    {
        var form = Forms().Matches(Html).Select(m => m.Value).Single(f => f[..f.IndexOf('>')].Contains(marked, StringComparison.Ordinal));
        return Inputs().Matches(form)
            .Select(m => (Name: Attribute(m.Value, "name"), Value: Attribute(m.Value, "value")))
            .Where(field => field.Name is not null)
            .DistinctBy(field => field.Name)
            .ToDictionary(field => field.Name!, field => field.Value ?? "");
    }

    /// <summary>Where the links lead whose opening tag holds this text.</summary>
    public IReadOnlyList<string> Links(string marked) =>
        [.. LinkTags().Matches(Html).Select(m => m.Value).Where(tag => tag.Contains(marked, StringComparison.Ordinal)).Select(tag => Attribute(tag, "href")!)];

    /// <summary>Where that form is posted to; empty: to the page itself.</summary>
    public string Action(string marked)
    {
        var opening = Forms().Matches(Html).Select(m => m.Value[..m.Value.IndexOf('>')]).Single(tag => tag.Contains(marked, StringComparison.Ordinal));
        return Attribute(opening, "action") ?? "";
    }

    public static async Task<Page> ReadAsync(HttpResponseMessage response) => new(response.StatusCode, await response.Content.ReadAsStringAsync(), response);

    private static string? Attribute(string tag, string name) =>
        Regex.Match(tag, $"\\b{name}=\"([^\"]*)\"") is { Success: true } match ? WebUtility.HtmlDecode(match.Groups[1].Value) : null;

    [GeneratedRegex("<title>(.*?)</title>", RegexOptions.Singleline)]
    private static partial Regex TitleElement();

    [GeneratedRegex("<form.*?</form>", RegexOptions.Singleline)]
    private static partial Regex Forms();

    [GeneratedRegex("<a [^>]*>", RegexOptions.Singleline)]
    private static partial Regex LinkTags();

    [GeneratedRegex("<input[^>]*>", RegexOptions.Singleline)]
    private static partial Regex Inputs();

    [GeneratedRegex("<head>.*?</head>|<[^>]*>", RegexOptions.Singleline)]
    private static partial Regex Tags();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
