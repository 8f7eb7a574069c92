using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace Avanii.AppHost.Standalone;

/// <summary><c>errors</c>: what is stuck in a running stack, as the back office's API tells it at the Gateway.</summary>
internal sealed class StuckMessages : IDisposable
{
    private static readonly string[] s_services = ["catalog", "cart", "orders", "web"];
    private readonly HttpClient _gateway;

    private StuckMessages(Uri gateway, string token)
    {
        _gateway = new() { BaseAddress = gateway, Timeout = TimeSpan.FromSeconds(30) };
        _gateway.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <returns>The exit code: 0 when nothing is stuck, or all was done.</returns>
    public static async Task<int> RunAsync(StackState stack, string[] arguments)
    {
        stack.Alive("gateway");
        using var messages = new StuckMessages(new(stack.Pieces.Single(piece => piece.Name == "gateway").Address), await StaffToken.CreateAsync(stack, "staff", StaffToken.OwnName));
        try
        {
            return arguments switch
            {
                [] => await messages.OverviewAsync(),
                ["--retry", var messageId] => await messages.RetryAsync(messageId),
                ["--republish", var since] => await messages.RepublishAsync(Since(since, DateTimeOffset.UtcNow)),
                [var queue] when !queue.StartsWith('-') => await messages.LookAsync(queue, 0),
                [var queue, "--skip", var count] when int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var skip) =>
                    await messages.LookAsync(queue, skip),
                [var queue, "--replay"] => await messages.ReplayAsync(queue, null),
                [var queue, "--replay", var messageId] => await messages.ReplayAsync(queue, messageId),
                [var queue, "--remove", var messageId] => await messages.RemoveAsync(queue, messageId),
                _ => throw new StandaloneException(
                    "errors, errors QUEUE [--skip COUNT], errors QUEUE --replay [MESSAGE-ID], errors QUEUE --remove MESSAGE-ID, errors --retry MESSAGE-ID, or errors --republish SINCE."),
            };
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            throw new StandaloneException($"The gateway does not answer: {e.Message}", e);
        }
    }

    /// <param name="text">Minutes ago, such as <c>30m</c>, or a time in ISO 8601; without an offset it is this machine's.</param>
    /// <param name="now">From when the minutes count.</param>
    /// <exception cref="StandaloneException">It is neither.</exception>
    internal static DateTimeOffset Since(string text, DateTimeOffset now) => text switch
    {
        [.. var minutes, 'm'] when int.TryParse(minutes, NumberStyles.None, CultureInfo.InvariantCulture, out var count) => now.AddMinutes(-count),
        [_, _, _, _, '-', ..] when DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out var time) => time.ToUniversalTime(),
        _ => throw new StandaloneException($"Since when? {text} is neither a time such as 2026-01-31T12:00:00Z nor minutes such as 30m."),
    };

    public void Dispose() => _gateway.Dispose();

    private async Task<int> OverviewAsync()
    {
        var queues = new Table().Border(Display.OnTerminal ? TableBorder.Rounded : TableBorder.None).AddColumns("queue", "ready", "errors");
        var stuck = false;
        foreach (var service in s_services)
        {
            var overview = await GetAsync($"/api/{service}/messaging");
            var outbox = overview["outbox"]!;
            Console.WriteLine($"{service}: {outbox["waiting"]} events wait for the broker, the oldest for {outbox["oldestAgeSeconds"]} s; {outbox["parked"]} are parked.");
            foreach (var parked in outbox["parkedEvents"]!.AsArray())
            {
                Console.WriteLine($"  {parked!["messageId"]} {parked["type"]} of {parked["aggregate"]}: {parked["reason"]}");
                stuck = true;
            }
            if (overview["queues"] is not JsonArray own)
            {
                Console.WriteLine("  The broker does not answer.");
                continue;
            }
            foreach (var queue in own)
            {
                var errors = queue!["errors"]!.GetValue<long>();
                stuck |= errors > 0;
                queues.AddRow(new Text($"{queue["name"]}"), new Text($"{queue["ready"]}"), new Text($"{errors}", new Style(errors > 0 ? Color.Red : Color.Default)));
            }
        }
        Display.Write(queues);
        Console.WriteLine(stuck
            ? "./avanii errors QUEUE shows what failed and why; ./avanii errors --retry MESSAGE-ID publishes a parked event."
            : "Nothing is stuck.");
        return stuck ? 1 : 0;
    }

    private async Task<int> LookAsync(string queue, int skip)
    {
        var page = await GetAsync($"{await PathOfAsync(queue)}?skip={skip}");
        var messages = page["messages"]!.AsArray();
        var total = page["total"]!.GetValue<long>();
        foreach (var message in messages)
        {
            Console.WriteLine($"{message!["messageId"]}  {message["type"] ?? "of an unknown type"}, failed {message["failedAt"]} after {message["redeliveries"]} redeliveries");
            Console.WriteLine($"  {message["exceptionType"]}: {message["reason"]}");
            Console.WriteLine($"  {message["body"]?.ToJsonString()}");
        }
        if (skip + messages.Count < total)
        {
            Console.WriteLine($"These are {messages.Count} of {total}; ./avanii errors {queue} --skip {skip + messages.Count} shows the next.");
        }
        Console.WriteLine(total == 0
            ? $"No message of {queue} has failed."
            : $"./avanii errors {queue} --replay [MESSAGE-ID] has them worked off again, once the cause is mended; --remove MESSAGE-ID throws one away.");
        return 0;
    }

    private async Task<int> ReplayAsync(string queue, string? messageId)
    {
        var one = messageId is null ? "" : $"?messageId={Uri.EscapeDataString(messageId)}";
        using var answer = await _gateway.PostAsync($"{await PathOfAsync(queue)}/replay{one}", null);
        if (answer.StatusCode == HttpStatusCode.NotFound)
        {
            throw new StandaloneException($"No message {messageId} lies in the error queue of {queue}.");
        }
        Console.WriteLine($"{(await ReadAsync(answer))["count"]} messages went back into {queue}.");
        return 0;
    }

    private async Task<int> RemoveAsync(string queue, string messageId)
    {
        using var answer = await _gateway.DeleteAsync($"{await PathOfAsync(queue)}?messageId={Uri.EscapeDataString(messageId)}");
        if (answer.StatusCode == HttpStatusCode.NotFound)
        {
            throw new StandaloneException($"No message {messageId} lies in the error queue of {queue}.");
        }
        await EnsureSuccessAsync(answer);
        Console.WriteLine($"{messageId} is thrown away; what it asked for is not done.");
        return 0;
    }

    /// <summary>Whose event it is, its publisher knows.</summary>
    private async Task<int> RetryAsync(string messageId)
    {
        foreach (var service in s_services)
        {
            using var answer = await _gateway.PostAsync($"/api/{service}/messaging/outbox/{Uri.EscapeDataString(messageId)}/retry", null);
            if (answer.StatusCode == HttpStatusCode.NotFound)
            {
                continue;
            }
            await EnsureSuccessAsync(answer);
            Console.WriteLine($"{service} publishes {messageId} again, and with it what waits behind it.");
            return 0;
        }
        throw new StandaloneException($"No event {messageId} is parked. ./avanii errors names those that are.");
    }

    private async Task<int> RepublishAsync(DateTimeOffset since)
    {
        foreach (var service in s_services)
        {
            using var answer = await _gateway.PostAsync($"/api/{service}/messaging/outbox/republish?since={since:yyyy-MM-ddTHH:mm:ssZ}", null);
            Console.WriteLine($"{service}: {(await ReadAsync(answer))["count"]} events sent since {since:yyyy-MM-dd HH:mm:ss} UTC are published again.");
        }
        return 0;
    }

    /// <summary>Whose queue it is, its owner knows.</summary>
    private async Task<string> PathOfAsync(string queue)
    {
        var known = new List<string>();
        foreach (var service in s_services)
        {
            var queues = (await GetAsync($"/api/{service}/messaging"))["queues"] as JsonArray
                ?? throw new StandaloneException("The broker does not answer.");
            known.AddRange(queues.Select(q => $"{q!["name"]}"));
            if (known.Contains(queue))
            {
                return $"/api/{service}/messaging/errors/{queue}";
            }
        }
        throw new StandaloneException($"There is no queue {queue}. There is: {string.Join(", ", known)}.");
    }

    private async Task<JsonNode> GetAsync(string path)
    {
        using var answer = await _gateway.GetAsync(path);
        return await ReadAsync(answer);
    }

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage answer)
    {
        await EnsureSuccessAsync(answer);
        return (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
    }

    private static async Task EnsureSuccessAsync(HttpResponseMessage answer)
    {
        if (!answer.IsSuccessStatusCode)
        {
            throw new StandaloneException($"{answer.RequestMessage!.RequestUri} answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
        }
    }
}
