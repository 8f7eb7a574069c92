using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.RegularExpressions;

namespace Avanii.AppHost.Standalone;

/// <summary>What signing in costs, and what a token costs a request.</summary>
internal static partial class SessionFigures
{
    private const int WarmUp = 4, SignIns = 20, Requests = 1000;
    private const string Password = "four quiet red lamps";

    /// <summary>Makes an account as a shopper does, and signs in to it again and again as a program does.</summary>
    /// <returns>Milliseconds, in ascending order.</returns>
    public static async Task<IReadOnlyList<double>> SignInAsync(Uri shop, Uri gateway, CancellationToken ct)
    {
        var email = $"anna-{Guid.NewGuid():N}@example.org";
        using var browser = new HttpClient { BaseAddress = shop };
        await SubmitAsync(browser, "/account/register", new() { ["Form.Name"] = "Anna", ["Form.Email"] = email }, ct);
        await SubmitAsync(browser, await LinkOfLetterAsync(browser, email, ct), new() { ["Form.Password"] = Password }, ct);

        using var client = new HttpClient { BaseAddress = gateway };
        var times = new List<double>();
        for (var i = 0; i < WarmUp + SignIns; i++)
        {
            var clock = Stopwatch.StartNew();
            using var answer = await client.PostAsJsonAsync("/api/session", new { email, password = Password }, ct);
            answer.EnsureSuccessStatusCode();
            times.Add(clock.Elapsed.TotalMilliseconds);
        }
        return [.. times[WarmUp..].Order()];
    }

    /// <summary>Sends one request without a token and with one, in turns; the Gateway checks it, and the catalogue once more.</summary>
    /// <returns>How much longer the median is with one, in milliseconds: of two checks.</returns>
    public static async Task<double> TokenChecksAsync(Uri gateway, AuthenticationHeaderValue token, CancellationToken ct)
    {
        using var client = new HttpClient { BaseAddress = gateway };
        var (without, with) = (new List<double>(), new List<double>());
        for (var i = 0; i < 2 * Requests; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/catalog/categories") { Headers = { Authorization = i % 2 == 0 ? null : token } };
            var clock = Stopwatch.StartNew();
            using var answer = await client.SendAsync(request, ct);
            answer.EnsureSuccessStatusCode();
            (i % 2 == 0 ? without : with).Add(clock.Elapsed.TotalMilliseconds);
        }
        return Median(with) - Median(without);
    }

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);

    private static async Task SubmitAsync(HttpClient browser, string path, Dictionary<string, string> fields, CancellationToken ct)
    {
        var page = await browser.GetStringAsync(path, ct);
        var form = page.Split("<form ").FirstOrDefault(form => form.Contains($"name=\"{fields.Keys.Last()}\"", StringComparison.Ordinal))
            ?? throw new StandaloneException($"The page {path.Split('?')[0]} has no form to register with.");
        foreach (Match hidden in HiddenInput().Matches(form.Split("</form>")[0]))
        {
            fields[WebUtility.HtmlDecode(hidden.Groups["name"].Value)] = WebUtility.HtmlDecode(hidden.Groups["value"].Value);
        }
        using var answer = await browser.PostAsync(path, new FormUrlEncodedContent(fields), ct);
        answer.EnsureSuccessStatusCode();
    }

    private static async Task<string> LinkOfLetterAsync(HttpClient browser, string email, CancellationToken ct)
    {
        for (var until = Stopwatch.StartNew(); until.Elapsed < TimeSpan.FromSeconds(10); await Task.Delay(100, ct))
        {
            foreach (var letter in Letter().Matches(await browser.GetStringAsync("/dev/mail", ct)).Select(match => match.Value).Take(1))
            {
                var text = WebUtility.HtmlDecode(await browser.GetStringAsync(letter, ct));
                if (text.Contains(email, StringComparison.Ordinal) && Link().Match(text) is { Success: true } link)
                {
                    return link.Value;
                }
            }
        }
        throw new StandaloneException("The letter to register with did not come.");
    }

    [GeneratedRegex("""<input type="hidden" name="(?<name>[^"]+)" value="(?<value>[^"]*)""")]
    private static partial Regex HiddenInput();

    [GeneratedRegex("/dev/mail/[0-9a-f-]{36}")]
    private static partial Regex Letter();

    [GeneratedRegex(@"/account/register/finish\?key=[\w-]+")]
    private static partial Regex Link();
}
