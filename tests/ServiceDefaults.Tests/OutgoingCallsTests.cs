using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Avanii.ServiceDefaults.Tests;

public sealed class OutgoingCallsTests : IAsyncLifetime
{
    private readonly List<string> _asked = [];
    private WebApplication _other = null!;
    private ServiceProvider _services = null!;
    private int _status = StatusCodes.Status200OK;
    private bool _losesAnswer;

    public async Task InitializeAsync()
    {
        var other = WebApplication.CreateEmptyBuilder(new());
        other.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        _other = other.Build();
        _other.Run(context =>
        {
            lock (_asked)
            {
                _asked.Add(context.Request.Method);
            }
            if (_losesAnswer)
            {
                _losesAnswer = false;
                context.Abort(); // the work may be done
            }
            context.Response.StatusCode = _status;
            return Task.CompletedTask;
        });
        await _other.StartAsync();

        var service = WebApplication.CreateBuilder();
        service.Logging.ClearProviders();
        service.AddHostDefaults();
        service.Services.AddHttpClient("other", client => client.BaseAddress = new Uri(_other.Urls.Single()));
        _services = service.Services.BuildServiceProvider();
    }

    public async Task DisposeAsync()
    {
        await _services.DisposeAsync();
        await _other.DisposeAsync();
    }

    [Fact]
    public async Task One_clients_flood_does_not_close_the_way_for_the_others()
    {
        _status = StatusCodes.Status429TooManyRequests;
        for (var i = 0; i < 200; i++)
        {
            Assert.Equal(HttpStatusCode.TooManyRequests, await GetAsync());
        }
        Assert.Equal(200, _asked.Count); // and none of them was sent again
        _status = StatusCodes.Status200OK;
        Assert.Equal(HttpStatusCode.OK, await GetAsync());
    }

    [Fact]
    public async Task Reading_is_tried_again_and_changing_is_not()
    {
        _status = StatusCodes.Status503ServiceUnavailable;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await GetAsync());
        using var posted = await Client().PostAsync("/", null);
        Assert.Equal(3, _asked.Count(method => method == "GET"));
        Assert.Equal(1, _asked.Count(method => method == "POST"));
    }

    [Theory]
    [InlineData(true, 200, 2)] // no answer came, and then one
    [InlineData(false, 502, 2)]
    [InlineData(false, 504, 2)]
    [InlineData(false, 503, 1)] // an answer
    [InlineData(false, 500, 1)]
    [InlineData(false, 409, 1)]
    public async Task Changing_under_a_key_is_tried_once_more_where_no_answer_came(bool losesAnswer, int status, int times)
    {
        (_losesAnswer, _status) = (losesAnswer, status);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = new StringContent("1") };
        request.Headers.Add("Idempotency-Key", "k-1");
        using var posted = await Client().SendAsync(request);
        Assert.Equal((status, times), ((int)posted.StatusCode, _asked.Count));
    }

    [Fact]
    public async Task Changing_without_a_key_is_not_tried_again_when_no_answer_came()
    {
        _losesAnswer = true;
        await Assert.ThrowsAsync<HttpRequestException>(() => Client().PostAsync("/", new StringContent("1")));
        Assert.Single(_asked);
    }

    [Fact]
    public async Task A_service_that_is_broken_is_left_alone_for_a_while()
    {
        _status = StatusCodes.Status500InternalServerError;
        var refusal = await Record.ExceptionAsync(async () =>
        {
            for (var i = 0; i < 200; i++)
            {
                using var posted = await Client().PostAsync("/", null);
            }
        });
        Assert.Contains("circuit", refusal?.Message, StringComparison.OrdinalIgnoreCase);
        Assert.InRange(_asked.Count, 1, 199);
    }

    private HttpClient Client() => _services.GetRequiredService<IHttpClientFactory>().CreateClient("other");

    private async Task<HttpStatusCode> GetAsync() => (await Client().GetAsync("/")).StatusCode;
}
