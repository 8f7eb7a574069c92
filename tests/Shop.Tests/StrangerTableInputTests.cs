using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Avanii.Shop.Tests;

/// <summary>Nonsense for every parameter and every field that the services say they take, made of what they say of them.</summary>
[Collection(StrangerTableCollection.Name)]
public sealed partial class StrangerTableInputTests(StrangerTableStack shop)
{
    private const int AtOnce = 8;

    private static readonly string[] s_texts =
    [
        "", " ", "'", "' OR '1'='1' --", "\"; DROP TABLE products; --", "%' AND 1=pg_sleep(9) --", "\\", "%", "_", "$$", "${7*7}", "{{7*7}}", "@(7*7)",
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "javascript:alert(1)", "../../../../etc/passwd", "..\\..\\web.config", "/etc/passwd\0.webp",
        "\0", "\u0001\u0007\u001b[31m", "a\r\nSet-Cookie: b=c", "\u202emoc.live", "\ufeff", "\uffff", "😀", "e\u0301", new('a', 7000),
        "-1", "0", "1e400", "99999999999999999999999999", "2147483648", "-9223372036854775809", "NaN", "0x10", "1,5", "٣", "true", "null", "[]", "{}",
        "00000000-0000-0000-0000-000000000000", "2026-13-45", "9999-12-31T23:59:59.9999999Z", "0001-01-01T00:00:00+14:00", "%00", "%2e%2e%2f", "%c0%af", "*", "?#&=;+",
    ];

    /// <summary>As JSON, where any value of any kind can stand.</summary>
    private static readonly string[] s_values =
    [
        "null", "true", "1", "-1", "0", "1.5", "1e308", "1e400", "-1e400", "0.0000000000000000000000000001", "79228162514264337593543950336",
        "99999999999999999999999999999999", "-2147483649", "9223372036854775808", "\"\"", "\"1\"", "[]", "{}", "[null]", "[[]]", "{\"a\":{}}",
        "\"\\u0000\"", "\"\\ud800\"", "\"\\udfff\\ud800\"", "\"a\\u000d\\u000ab\"", "\"\\u202e\"", "\"0001-01-01T00:00:00Z\"",
        .. s_texts.Where(text => text.Length > 0).Select(text => JsonValue.Create(text)!.ToJsonString()),
    ];

    [Fact]
    public async Task Whatever_is_sent_is_answered_in_words_and_breaks_nothing()
    {
        using var gateway = StrangerTableStack.Client(shop.Gateway, shop.Tokens.Owner());
        gateway.Timeout = TimeSpan.FromSeconds(20);
        var attempts = (await StrangerTableApi.ReadAsync(gateway)).SelectMany(Attempts).ToList();
        Assert.True(attempts.Count > 3000, $"Only {attempts.Count} attempts were made of the documents.");
        var faults = new ConcurrentBag<string>();
        var met = new ConcurrentDictionary<int, int>();
        await Parallel.ForEachAsync(attempts, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (attempt, ct) =>
        {
            using var request = attempt.Request();
            using var response = await gateway.SendAsync(request, ct);
            met.AddOrUpdate((int)response.StatusCode, 1, (_, count) => count + 1);
            if (await FaultAsync(response, attempt, ct) is { } fault)
            {
                faults.Add($"{attempt.What}: {fault}");
            }
        });
        await shop.ExecuteAsync("DELETE FROM identity.attempts"); // what was guessed here is nobody's guess
        Assert.True(faults.IsEmpty, string.Join("\n", faults.Order(StringComparer.Ordinal).Take(100).Prepend($"{faults.Count} of {attempts.Count}:")));
        Assert.True(met.GetValueOrDefault(400) > 500 && met.Keys.Any(status => status < 300), string.Join(", ", met)); // it got as far as the services
    }

    /// <returns>What is wrong with an answer, or null.</returns>
    private static async Task<string?> FaultAsync(HttpResponseMessage response, Attempt attempt, CancellationToken ct)
    {
        var status = (int)response.StatusCode;
        var text = await response.Content.ReadAsStringAsync(ct);
        var type = response.Content.Headers.ContentType?.MediaType;
        return status switch
        {
            >= 500 => $"{status} {text}",
            < 300 => null,
            < 400 => $"{status} to {response.Headers.Location}",
            // The server itself gives up before anything of ours reads it.
            400 or 414 or 431 when text.Length == 0 && attempt.IsInAddressOrHeader => null,
            404 when attempt.Method == "HEAD" => null,
            429 => "the limit of the test's own was met",
            _ when type != "application/problem+json" => $"{status} as {type ?? "nothing"}: {text}",
            _ when Internals().Match(text) is { Success: true } internals && !attempt.What.Contains(internals.Value, StringComparison.Ordinal) => $"tells of {internals.Value}: {text}",
            _ => null,
        };
    }

    private IEnumerable<Attempt> Attempts(StrangerEndpoint endpoint)
    {
        foreach (var (name, place, _) in endpoint.Parameters)
        {
            foreach (var text in s_texts.Where(text => place != "path" || text.Length > 0))
            {
                yield return new($"{endpoint.Name} with {place} {name}={Short(text)}", endpoint.Method, () => WithParameter(endpoint, name, place, text), IsInAddressOrHeader: true);
            }
            if (place == "query")
            {
                yield return new($"{endpoint.Name} with {name} twice", endpoint.Method, () => To(endpoint, Path(endpoint), $"{name}=1&{name}=2"), true);
                yield return new($"{endpoint.Name} with {name}[]", endpoint.Method, () => To(endpoint, Path(endpoint), $"{name}[]=1&{name}[0]=2&{name}.x=3"), true);
                yield return new($"{endpoint.Name} with {name} that is no text", endpoint.Method, () => To(endpoint, Path(endpoint), $"{name}=%ff%fe%c3"), true);
            }
        }
        if (endpoint.Example() is not { } example)
        {
            yield break;
        }
        foreach (var path in Places(example, ""))
        {
            foreach (var value in s_values)
            {
                yield return WithBody($"with {path}={Short(value)}", Replaced(example, path, value));
            }
            yield return WithBody($"with {path} of 1 MB", Replaced(example, path, $"\"{new string('a', 1 << 20)}\""));
            yield return WithBody($"with {path} 20,000 deep", Replaced(example, path, new string('[', 20_000) + new string(']', 20_000)));
            yield return WithBody($"with {path} 200 deep", Replaced(example, path, string.Concat(Enumerable.Repeat("{\"a\":", 200)) + "1" + new string('}', 200)));
            yield return WithBytes($"with {path} that is no text", Replaced(example, path, "\"NO-TEXT\""), "NO-TEXT", [0xff, 0xc0, 0x80]);
        }
        var whole = example.ToJsonString();
        foreach (var value in s_values)
        {
            yield return WithBody($"as {Short(value)}", value);
        }
        yield return WithBody("twice over", whole.Replace("}", "," + whole[1..], StringComparison.Ordinal));
        yield return WithBody("with every field twice", "{" + whole[1..^1] + "," + whole[1..]);
        yield return WithBody("with fields that nobody knows", "{\"__proto__\":{\"role\":\"owner\"},\"role\":\"owner\",\"sub\":\"account:1\"," + whole[1..]);
        yield return WithBody("cut off", whole[..^1]);
        yield return WithBody("with a comment and a comma", "/* */" + whole[..^1] + ",}");
        yield return WithBytes("in UTF-16", "", "", Encoding.Unicode.GetBytes(whole));
        yield return WithBytes("as bytes", "", "", [.. Enumerable.Range(0, 256).Select(b => (byte)b)]);
        foreach (var type in (string[])["text/plain", "application/xml", "application/x-www-form-urlencoded", "multipart/form-data", "application/json; charset=utf-7", ""])
        {
            yield return new($"{endpoint.Name} called {type}", endpoint.Method, () =>
            {
                var request = To(endpoint, Path(endpoint), "");
                request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(whole));
                request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
                return request;
            }, IsInAddressOrHeader: false);
        }

        Attempt WithBody(string what, string json) => WithBytes(what, json, "\uffff\uffff", []);

        Attempt WithBytes(string what, string json, string placeholder, byte[] bytes) => new($"{endpoint.Name} {what}", endpoint.Method, () =>
        {
            var request = To(endpoint, Path(endpoint), "");
            var at = placeholder.Length == 0 ? 0 : json.IndexOf(placeholder, StringComparison.Ordinal);
            request.Content = new ByteArrayContent(at < 0
                ? Encoding.UTF8.GetBytes(json)
                : [.. Encoding.UTF8.GetBytes(json[..at]), .. bytes, .. Encoding.UTF8.GetBytes(json[(at + placeholder.Length)..])]);
            request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
            request.Headers.ExpectContinue = json.Length > 8192; // refused before it is sent: else the answer can be lost in the broken pipe
            return request;
        }, IsInAddressOrHeader: false);
    }

    private HttpRequestMessage WithParameter(StrangerEndpoint endpoint, string name, string place, string text)
    {
        if (place == "header")
        {
            var request = To(endpoint, Path(endpoint), "");
            request.Headers.TryAddWithoutValidation(name, text); // a line break in it is kept back by the client
            return request;
        }
        return place == "path" ? To(endpoint, Path(endpoint, name, Escaped(text)), "") : To(endpoint, Path(endpoint), $"{name}={Escaped(text)}");
    }

    private static string Escaped(string text) => text.StartsWith('%') && text.Length > 2 && text[1] != '\'' ? text : Uri.EscapeDataString(text); // some are escaped already

    /// <summary>Somewhere where nothing is: what is sent is to be looked at, not to be done.</summary>
    private static string Path(StrangerEndpoint endpoint, string? parameter = null, string text = "") => Placeholder().Replace(endpoint.Path, match =>
        match.Groups[1].Value == parameter ? text : match.Groups[1].Value == "id" ? Guid.Empty.ToString() : "nothing");

    private HttpRequestMessage To(StrangerEndpoint endpoint, string path, string query)
    {
        // As it is: the client would make something tidy of it.
        var address = new Uri($"{shop.Gateway.GetLeftPart(UriPartial.Authority)}{path}{(query.Length > 0 ? "?" : "")}{query}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        return new(new HttpMethod(endpoint.Method), address);
    }

    /// <summary>Each field of a body, such as <c>/address/name</c>, the ones that hold others too.</summary>
    private static IEnumerable<string> Places(JsonNode? node, string at) => node switch
    {
        JsonObject fields => fields.SelectMany(field => Places(field.Value, $"{at}/{field.Key}").Prepend($"{at}/{field.Key}").Distinct()),
        JsonArray items => items.SelectMany((item, i) => Places(item, $"{at}/{i}").Prepend($"{at}/{i}").Distinct()),
        _ => [],
    };

    private static string Replaced(JsonNode body, string place, string json)
    {
        const string mark = "\"THE-PLACE\"";
        var copy = body.DeepClone();
        var parts = place.Split('/')[1..];
        var at = parts[..^1].Aggregate(copy, (node, part) => node is JsonArray ? node[int.Parse(part)]! : node[part]!);
        if (at is JsonArray items)
        {
            items[int.Parse(parts[^1])] = "THE-PLACE";
        }
        else
        {
            at[parts[^1]] = "THE-PLACE";
        }
        return copy.ToJsonString().Replace(mark, json, StringComparison.Ordinal);
    }

    private static string Short(string text) => text.Length <= 60 ? text : text[..60] + "…";

    private sealed record Attempt(string What, string Method, Func<HttpRequestMessage> Request, bool IsInAddressOrHeader);

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Placeholder();

    // Names of types and files, stack traces, SQL and what the database says of itself.
    [GeneratedRegex(@"\b(?:System|Microsoft|Avanii|Npgsql|MassTransit)\.[A-Z]\w+|\bNpgsql|\bat \w+\.\w+\(|\.cs:line|Exception\b|\bSQLSTATE\b|\b(?:SELECT|INSERT|UPDATE|DELETE) \w+ (?:FROM|INTO|SET)\b|violates|relation \\?""|/tmp/|/app/")]
    private static partial Regex Internals();
}
