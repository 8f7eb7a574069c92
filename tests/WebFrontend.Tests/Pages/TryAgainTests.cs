using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Avanii.Web.Tests.Pages;

/// <summary>The link on the page that says that the shop is away.</summary>
public sealed class TryAgainTests(TryAgainTests.Shop shop) : IClassFixture<TryAgainTests.Shop>
{
    [Fact]
    public async Task Who_looked_tries_the_same_again()
    {
        using var browser = shop.Open();
        var page = await browser.GetAsync("/search?q=m%C3%BCg+blue");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, page.Status);
        Assert.Equal(["/search?q=m%C3%BCg+blue", "/"], page.Links("class=\"button"));
    }

    [Fact]
    public async Task Who_sent_something_begins_at_the_front_page()
    {
        using var browser = shop.Open();
        var page = await browser.AddToCartAsync();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, page.Status);
        Assert.Equal(["/", "/"], page.Links("class=\"button"));
    }

    /// <summary>Its database goes away with each search and each add to cart.</summary>
    public sealed class Shop : ShopApp
    {
        protected override void Replace(IServiceCollection services) =>
            services.ConfigureHttpClientDefaults(http => http.AddHttpMessageHandler(() => new Falls()));

        private sealed class Falls : DelegatingHandler
        {
            protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
                request.RequestUri!.Query.Contains("q=", StringComparison.Ordinal) || request.Method == HttpMethod.Post
                    ? throw new InvalidOperationException("A query failed.", new NpgsqlException("away", new SocketException((int)SocketError.ConnectionRefused)))
                    : base.SendAsync(request, cancellationToken);
        }
    }
}
