using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using Avanii.Cart.Contracts;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Avanii.Orders.Tests;

/// <summary>Answers in CartService's place: the cart of whoever's token comes with the question.</summary>
internal sealed class FakeCarts : HttpMessageHandler
{
    private static readonly HttpClient s_real = new();

    private readonly ConcurrentDictionary<string, CartView> _carts = new();

    public bool IsAway { get; set; }

    /// <summary>Where a real CartService answers instead.</summary>
    public Uri? Real { get; set; }

    /// <summary>Runs once, after a cart was read and before the answer is given.</summary>
    public Func<Task>? Meanwhile { get; set; }

    public CartView this[string subject]
    {
        get => _carts[subject];
        set => _carts[subject] = value;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (IsAway)
        {
            throw new HttpRequestException("Connection refused");
        }
        if (Real is not null)
        {
            using var passedOn = new HttpRequestMessage(request.Method, new Uri(Real, request.RequestUri!.PathAndQuery));
            passedOn.Headers.Authorization = request.Headers.Authorization;
            return await s_real.SendAsync(passedOn, cancellationToken);
        }
        if (request.RequestUri?.AbsolutePath != "/cart" || request.Headers.Authorization is not { Scheme: "Bearer", Parameter: { } token })
        {
            return new HttpResponseMessage(HttpStatusCode.Unauthorized);
        }
        var cart = _carts.GetValueOrDefault(new JsonWebToken(token).Subject) ?? new CartView(null, 0, Guid.Empty, [], 0, "EUR", 0, []);
        var (meanwhile, _) = (Meanwhile, Meanwhile = null);
        await (meanwhile?.Invoke() ?? Task.CompletedTask);
        return new HttpResponseMessage(HttpStatusCode.OK) { Content = JsonContent.Create(cart) };
    }
}
