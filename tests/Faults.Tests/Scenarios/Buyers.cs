using Avanii.Orders.Contracts;

namespace Avanii.Faults;

/// <summary>Guests with a cart, ready to order.</summary>
internal sealed class Buyers(FaultStack stack) : IAsyncDisposable
{
    private readonly CancellationTokenSource _over = new();
    private Patience? _patience;

    public Traffic Traffic { get; } = new();

    private Patience Patience => _patience ??= new(Traffic, stack.Host.Gateway, _over.Token);

    public GuestApi New() => new(Patience);

    /// <returns>A guest who has so many of that in the cart, and the quote.</returns>
    public async Task<(GuestApi Guest, CheckoutQuote Quote)> WithCartAsync(string sku, int units = 1)
    {
        var guest = New();
        return (guest, await FillAsync(guest, sku, units));
    }

    public static async Task<CheckoutQuote> FillAsync(GuestApi guest, string sku, int units = 1)
    {
        var added = await guest.AddAsync(sku, units);
        return added.IsSuccess && await guest.QuoteAsync() is { } quote
            ? quote
            : throw new UnexpectedAnswerException($"{units} {sku} could not be put into a cart: {(int)added.Status} {added.Body}");
    }

    public static PlaceOrderRequest Order(CheckoutQuote quote) => new(
        quote.CartVersion, quote.Total, new("anna@example.org", null), new("Anna", "Weg 1", null, "10115", "Berlin", "DE"), null, PaymentMethod.OnDelivery);

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        _patience?.Dispose();
        Traffic.Dispose();
        _over.Dispose();
    }
}
