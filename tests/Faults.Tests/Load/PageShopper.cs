using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Avanii.Orders.Contracts;

namespace Avanii.Faults;

/// <summary>Somebody who buys through the pages, with a browser's cookies and forms, and double-clicks now and then.</summary>
internal sealed partial class PageShopper(string name, Patience patience, Ledger ledger, Pacer pacer, Goods goods, Random random)
{
    private const int OrdersInAVisit = 4;

    public async Task RunAsync(CancellationToken closing)
    {
        while (!closing.IsCancellationRequested)
        {
            var visit = ledger.Begin($"{name} (pages)");
            var cookies = new CookieContainer();
            try
            {
                for (var orders = 0; orders < OrdersInAVisit; orders++)
                {
                    await pacer.TurnAsync(closing);
                    if (!await BuyAsync(cookies, visit))
                    {
                        break;
                    }
                }
            }
            catch (OperationCanceledException)
            {
                visit.Unfinished = patience.Over.IsCancellationRequested;
            }
            catch (Exception e)
            {
                ledger.Surprise($"{visit.Who}: {e.Message}");
            }
        }
    }

    private async Task<bool> BuyAsync(CookieContainer cookies, Visit visit)
    {
        var (sku, units) = (goods.Pick(random, scarce: random.Next(8) == 0), random.Next(1, 3));
        var (added, tries) = await PostAsync(cookies, "/cart/items", new() { ["sku"] = sku, ["quantity"] = $"{units}", ["returnTo"] = "/cart" });
        if (added.Location?.Contains("added=", StringComparison.Ordinal) == true)
        {
            visit.Add(sku, units);
        }
        if (tries > 1)
        {
            visit.Add(sku, units * (tries - 1), certain: false); // each click was one of its own
        }
        for (var attempts = 0; attempts < 10; attempts++)
        {
            var page = await GetAsync(cookies, "/checkout");
            if (page.Status != HttpStatusCode.OK || Fields(page.Body) is not { Count: > 3 } fields)
            {
                return page.Status is HttpStatusCode.Found or HttpStatusCode.OK; // the cart is empty, or nothing in it can be had
            }
            foreach (var (field, value) in new[] { ("Email", "bert@example.org"), ("Name", "Bert"), ("Street", "Weg 2"), ("PostalCode", "10115"), ("City", "Berlin"), ("Country", "DE"), ("Payment", "OnDelivery") })
            {
                fields[$"Form.{field}"] = value;
            }
            var purchase = visit.Begin(fields["Form.IdempotencyKey"], random.Next(3) == 0 ? Manner.Twins : Manner.Plain);
            purchase.Total = decimal.Parse(fields["Form.Total"], CultureInfo.InvariantCulture);
            purchase.Prices = JsonSerializer.Deserialize<SeenPrices>(fields["Form.Seen"], JsonSerializerOptions.Web)!.Lines.ToDictionary(line => line.Sku, line => line.UnitPrice);
            var replies = await Task.WhenAll(Enumerable.Range(0, purchase.Manner == Manner.Twins ? 2 : 1).Select(_ => PostAsync(cookies, "/checkout", fields)));
            var orders = replies.Select(reply => OrderPath().Match(reply.Reply.Location ?? "")).Where(match => match.Success).Select(match => Guid.Parse(match.Groups[1].Value)).Distinct().ToList();
            if (orders.Count > 1)
            {
                ledger.Surprise($"{visit.Who} clicked twice and was led to two orders: {string.Join(", ", orders)}");
            }
            if (orders is [var order, ..])
            {
                purchase.OrderId = order;
                return await FollowAsync(cookies, order);
            }
        }
        return false; // the cart changes under these hands; nothing was ordered
    }

    /// <returns>False when it was not confirmed.</returns>
    private async Task<bool> FollowAsync(CookieContainer cookies, Guid order)
    {
        while (true)
        {
            var page = await GetAsync(cookies, $"/orders/{order}");
            if (page.Status != HttpStatusCode.OK)
            {
                ledger.Surprise($"{name} looked at order {order} and saw {(int)page.Status}.");
                return false;
            }
            if (!page.Body.Contains("data-poll", StringComparison.Ordinal))
            {
                return page.Body.Contains("It is yours", StringComparison.Ordinal);
            }
            await Task.Delay(TimeSpan.FromMilliseconds(500), patience.Over);
        }
    }

    private Task<Reply> GetAsync(CookieContainer cookies, string path) =>
        RememberAsync(cookies, patience.AskAsync(() => Task.FromResult(Request(cookies, HttpMethod.Get, path))));

    private async Task<(Reply Reply, int Tries)> PostAsync(CookieContainer cookies, string path, Dictionary<string, string> fields)
    {
        var tries = 0;
        var reply = await RememberAsync(cookies, patience.AskAsync(() =>
        {
            tries++;
            var request = Request(cookies, HttpMethod.Post, path);
            request.Headers.Add("Sec-Fetch-Site", "same-origin");
            request.Content = new FormUrlEncodedContent(fields);
            return Task.FromResult(request);
        }));
        return (reply, tries);
    }

    private static HttpRequestMessage Request(CookieContainer cookies, HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, path);
        lock (cookies)
        {
            if (cookies.GetCookieHeader(s_site) is { Length: > 0 } header)
            {
                request.Headers.Add("Cookie", header);
            }
        }
        return request;
    }

    private static async Task<Reply> RememberAsync(CookieContainer cookies, Task<Reply> asking)
    {
        var reply = await asking;
        if (reply.Response.Headers.TryGetValues("Set-Cookie", out var set))
        {
            lock (cookies)
            {
                foreach (var cookie in set)
                {
                    cookies.SetCookies(s_site, cookie);
                }
            }
        }
        return reply;
    }

    private static readonly Uri s_site = new("http://localhost/");

    /// <summary>The hidden fields of the page's order form.</summary>
    private static Dictionary<string, string> Fields(string html)
    {
        var fields = new Dictionary<string, string>();
        foreach (Match input in HiddenInput().Matches(html))
        {
            var (field, value) = (Attribute(input.Value, "name"), Attribute(input.Value, "value"));
            if (field.Length > 0)
            {
                fields[field] = value;
            }
        }
        return fields.ContainsKey("Form.IdempotencyKey") ? fields : [];
    }

    private static string Attribute(string tag, string attribute) =>
        Regex.Match(tag, $"\\b{attribute}=\"([^\"]*)\"") is { Success: true } match ? WebUtility.HtmlDecode(match.Groups[1].Value) : "";

    [GeneratedRegex("<input[^>]*type=\"hidden\"[^>]*>")]
    private static partial Regex HiddenInput();

    [GeneratedRegex("^/orders/([0-9a-f-]{36})")]
    private static partial Regex OrderPath();
}
