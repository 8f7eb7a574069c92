using System.Net;
using System.Net.Http.Json;
using System.Text;

namespace Avanii.Shop.Tests;

/// <summary>Ways out of the folder, and lines that were never logged.</summary>
[Collection(StrangerTableCollection.Name)]
public sealed class StrangerTablePageTests(StrangerTableStack shop)
{
    private const string Forged = "Administrator signed in from 127.0.0.1";

    [Theory]
    [InlineData("/images/..%2f..%2f..%2fetc%2fpasswd")]
    [InlineData("/images/..%5c..%5cappsettings.json")]
    [InlineData("/images/%2e%2e/%2e%2e/appsettings.json")]
    [InlineData("/images/....//....//etc/passwd")]
    [InlineData("/images/%252e%252e%252fappsettings.json")]
    [InlineData("/images/..%c0%af..%c0%afetc/passwd")]
    [InlineData("/images//etc/passwd")]
    [InlineData("/images/aaaa-320.webp%00.json")]
    [InlineData("/../appsettings.json")]
    [InlineData("/%2e%2e/appsettings.json")]
    [InlineData("/..%2fappsettings.json")]
    [InlineData("/fonts/..%2f..%2fappsettings.json")]
    [InlineData("/shop.js/../../Program.cs")]
    [InlineData("/appsettings.json")]
    [InlineData("/.git/config")]
    [InlineData("/WebFrontend.dll")]
    [InlineData("/.avanii/secret-key")]
    public async Task No_pictures_name_leads_out_of_the_pictures(string path)
    {
        foreach (var address in (Uri[])[shop.Shop, shop.Gateway])
        {
            using var client = StrangerTableStack.Client(address);
            var asked = address == shop.Gateway ? "/api/catalog" + path : path;
            using var response = await client.GetAsync(new Uri(address.GetLeftPart(UriPartial.Authority) + asked, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
            var text = await response.Content.ReadAsStringAsync();
            Assert.Contains(response.StatusCode, (HttpStatusCode[])[HttpStatusCode.NotFound, HttpStatusCode.BadRequest, HttpStatusCode.Unauthorized]);
            Assert.DoesNotContain("root:", text, StringComparison.Ordinal);
            Assert.DoesNotContain("LogLevel", text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/fonts")]
    [InlineData("/fonts/")]
    [InlineData("/images")]
    [InlineData("/images/")]
    public async Task No_folder_is_listed(string path)
    {
        using var client = StrangerTableStack.Client(shop.Shop);
        using var response = await client.GetAsync(path);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.DoesNotContain("OFL.txt", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_break_begins_no_line_in_a_log()
    {
        using var owner = StrangerTableStack.Client(shop.Gateway, shop.Tokens.Owner());
        using var web = StrangerTableStack.Client(shop.Shop);
        string[] texts = [$"x\r\n{Forged}", $"x\n{Forged}", $"x\u2028{Forged}", $"x\u0085{Forged}"];
        foreach (var text in texts)
        {
            var encoded = Uri.EscapeDataString(text);
            using var byPath = await owner.GetAsync($"/api/catalog/products/{encoded}");
            using var byQuery = await owner.GetAsync($"/api/catalog/products?q={encoded}&cursor={encoded}");
            using var byBody = await owner.PostAsJsonAsync("/api/cart/items", new { sku = text, quantity = 1 });
            using var byName = await owner.PostAsJsonAsync("/api/session", new { email = text + "@example.com", password = text });
            using var byQueue = await owner.GetAsync($"/api/orders/messaging/errors/{encoded}");
            using var page = await web.GetAsync($"/search?q={encoded}");
            foreach (var address in (string[])["/cart/items", "/account/sign-in", "/account/register", "/account/forgot"])
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new FormUrlEncodedContent([new("sku", text), new("Form.Email", text), new("Form.Name", text)]) };
                request.Headers.TryAddWithoutValidation("Sec-Fetch-Site", "same-origin");
                using var posted = await web.SendAsync(request);
            }
        }
        await SendByHandAsync(shop.Shop);
        await SendByHandAsync(shop.Gateway);
        foreach (var service in (string[])["web", "gateway", "catalog", "cart", "orders"])
        {
            var log = await shop.LogOfAsync(service);
            Assert.NotEmpty(log);
            Assert.DoesNotContain(log, line => line.TrimStart().StartsWith(Forged, StringComparison.Ordinal));
        }
    }

    /// <summary>A client keeps line breaks in headers back; a socket does not. Folded header lines (RFC 9112, 5.2) are refused or made one.</summary>
    private static async Task SendByHandAsync(Uri address)
    {
        foreach (var agent in (string[])[$"Mozilla\r\n {Forged}", $"Mozilla\r{Forged}", $"Mozilla\n{Forged}", $"Mozilla\0{Forged}"])
        {
            using var socket = new System.Net.Sockets.TcpClient();
            await socket.ConnectAsync(address.Host, address.Port);
            await using var stream = socket.GetStream();
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET /account/sign-in HTTP/1.1\r\nHost: {address.Authority}\r\nUser-Agent: {agent}\r\nConnection: close\r\n\r\n"));
            using var reader = new StreamReader(stream);
            Assert.StartsWith("HTTP/1.1 ", await reader.ReadLineAsync(), StringComparison.Ordinal);
        }
    }
}
