using System.Collections.Concurrent;
using System.Net;
using Avanii.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Avanii.ServiceDefaults.Tests;

/// <summary>A service, and a WebFrontend that publishes the keys which it is told to.</summary>
public sealed class TrustedKeysTests : IAsyncLifetime
{
    private readonly ShiftedClock _clock = new();
    private readonly TestTokens _old = new("old"), _new = new("new");
    private WebApplication _web = null!, _service = null!;
    private string? _published;
    private readonly ConcurrentQueue<string> _log = new();
    private int _asked;

    public async Task InitializeAsync()
    {
        var web = WebApplication.CreateBuilder();
        web.WebHost.UseUrls("http://127.0.0.1:0");
        web.Logging.ClearProviders();
        _web = web.Build();
        _web.MapGet("/.well-known/jwks.json", () =>
        {
            Interlocked.Increment(ref _asked);
            return _published is { } keys ? Results.Text(keys, "application/json") : Results.StatusCode(StatusCodes.Status404NotFound); // what is not tried again
        });
        await _web.StartAsync();
        var builder = WebApplication.CreateBuilder();
        builder.Configuration["services:web:http:0"] = _web.Urls.Single();
        builder.AddServiceDefaults();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().AddProvider(new LogLines(_log));
        builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(_clock));
        _service = builder.Build();
        _service.UseServiceDefaults();
        _service.MapGet("/mine/{what?}", () => "yours").RequireAuthorization(Policies.Subject);
        _service.MapGet("/ours", () => "ours").RequireAuthorization(Policies.Area("secrets"));
        await _service.StartAsync();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("{\"keys\":[]}")]
    [InlineData("<html>")]
    public async Task A_key_that_was_taken_out_is_trusted_no_more_but_nothing_is_forgotten_while_the_web_is_away(string? meanwhile)
    {
        _published = await _old.LoadAsync(default);
        Assert.Equal(HttpStatusCode.OK, await AskAsync(_old));
        _published = meanwhile;
        _clock.Advance(TrustedKeys.RefreshInterval);
        var before = _asked;
        Assert.Equal(HttpStatusCode.OK, await AskAsync(_old));
        await Eventually.IsTrue(() => Task.FromResult(_asked > before));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(_old));

        _published = await _new.LoadAsync(default);
        Assert.Equal(HttpStatusCode.OK, await AskAsync(_old)); // nobody has looked again
        _clock.Advance(TimeSpan.FromMinutes(1));
        await Eventually.AreEqual(HttpStatusCode.Unauthorized, () => AskAsync(_old));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(_new));
    }

    [Fact]
    public async Task A_service_that_nobody_asked_for_long_trusts_no_key_that_was_taken_out_meanwhile_not_even_once()
    {
        _published = await _old.LoadAsync(default);
        Assert.Equal(HttpStatusCode.OK, await AskAsync(_old));
        _published = await _new.LoadAsync(default);
        _clock.Advance(TrustedKeys.RefreshInterval + TimeSpan.FromHours(5));
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => AskAsync(_old)));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Unauthorized, answer));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(_new));

        _published = null;
        _clock.Advance(TrustedKeys.RefreshInterval + TimeSpan.FromHours(5));
        var before = _asked;
        Assert.Equal(HttpStatusCode.OK, await AskAsync(_new)); // the web is away
        Assert.Equal(HttpStatusCode.OK, await AskAsync(_new)); // and is not waited for each time
        Assert.Equal(before + 1, _asked);
    }

    [Fact]
    public async Task However_many_ask_the_keys_are_looked_at_again_once_in_ten_minutes()
    {
        _published = await _old.LoadAsync(default);
        Assert.Equal(HttpStatusCode.OK, await AskAsync(_old));
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => AskAsync(_old)));
        Assert.Equal(1, _asked);
        _clock.Advance(TrustedKeys.RefreshInterval);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => AskAsync(_old)));
        await Eventually.AreEqual(2, () => Task.FromResult(_asked));
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => AskAsync(_old)));
        Assert.Equal(2, _asked);
    }

    [Fact]
    public async Task Who_is_refused_is_in_the_log_and_nothing_that_they_sent()
    {
        _published = await _old.LoadAsync(default);
        Assert.Equal(HttpStatusCode.Forbidden, await AskAsync(_old, "/ours?x=sent"));
        Assert.Contains(_log, line => line == "guest:1, a guest, may not do what /ours does.");
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(_new, "/mine/sent"));
        Assert.Contains(_log, line => line == "Nobody who is known may do what /mine/{what?} does; with a token: True.");
        Assert.DoesNotContain(_log, line => line.Contains("may ", StringComparison.Ordinal) && line.Contains("sent", StringComparison.Ordinal));
    }

    public async Task DisposeAsync()
    {
        await _service.DisposeAsync();
        await _web.DisposeAsync();
    }

    private async Task<HttpStatusCode> AskAsync(TestTokens tokens, string path = "/mine")
    {
        using var client = new HttpClient { BaseAddress = new Uri(_service.Urls.Single()) };
        client.DefaultRequestHeaders.Authorization = new("Bearer", tokens.Guest("1"));
        using var answer = await client.GetAsync(path);
        return answer.StatusCode;
    }

    private sealed class LogLines(ConcurrentQueue<string> lines) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue(formatter(state, exception));

        public void Dispose()
        {
        }
    }
}
