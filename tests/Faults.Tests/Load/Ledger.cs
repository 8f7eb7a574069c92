using System.Collections.Concurrent;
using Avanii.Orders.Contracts;

namespace Avanii.Faults;

/// <summary>What the shoppers did and what they were told: the outside's side of the story, to be held against the databases.</summary>
internal sealed class Ledger
{
    private readonly ConcurrentQueue<Visit> _visits = new();
    private readonly ConcurrentQueue<string> _surprises = new();

    public IReadOnlyCollection<Visit> Visits => _visits;

    public IEnumerable<Purchase> Purchases => _visits.SelectMany(visit => visit.Purchases);

    /// <summary>How many orders shoppers were told of.</summary>
    public int Accepted => Purchases.Count(purchase => purchase.OrderId is not null);

    /// <summary>Answers that no rule of the shop explains.</summary>
    public IReadOnlyCollection<string> Surprises => _surprises;

    public Visit Begin(string who)
    {
        var visit = new Visit(who);
        _visits.Enqueue(visit);
        return visit;
    }

    public void Surprise(string what) => _surprises.Enqueue(what);
}

/// <summary>One guest, from the first look to going home.</summary>
internal sealed class Visit(string who)
{
    private readonly ConcurrentQueue<Purchase> _purchases = new();

    public string Who => who;

    public string? Subject { get; set; }

    /// <summary>Units put into the cart, by SKU: at least, and at most where an answer never came.</summary>
    public ConcurrentDictionary<string, (int Least, int Most)> Added { get; } = new();

    public IReadOnlyCollection<Purchase> Purchases => _purchases;

    /// <summary>An answer was still being waited for when the run was over.</summary>
    public bool Unfinished { get; set; }

    public void Add(string sku, int units, bool certain = true) =>
        Added.AddOrUpdate(sku, (certain ? units : 0, units), (_, known) => (known.Least + (certain ? units : 0), known.Most + units));

    public Purchase Begin(string key, Manner manner)
    {
        var purchase = new Purchase(key, manner);
        _purchases.Enqueue(purchase);
        return purchase;
    }
}

/// <summary>How somebody orders.</summary>
internal enum Manner
{
    Plain,

    /// <summary>The same request three times at once.</summary>
    Twins,

    /// <summary>The same cart under two keys at once.</summary>
    TwoKeys,

    /// <summary>Again under the same key, with another body.</summary>
    OtherBody,

    /// <summary>Calls it off the moment it is accepted.</summary>
    CancelAtOnce,

    /// <summary>Calls it off when it is confirmed.</summary>
    CancelLater,

    /// <summary>Puts something else into the cart before the outcome is there.</summary>
    AddMeanwhile,

    /// <summary>Does that, and orders the cart again at once, as often as it takes.</summary>
    OrderMeanwhile,

    /// <summary>Wants what is nearly gone.</summary>
    Scarce,
}

/// <summary>One order as the shopper meant it.</summary>
internal sealed class Purchase(string key, Manner manner)
{
    private readonly ConcurrentQueue<(int Status, string Body)> _answers = new();
    private readonly ConcurrentDictionary<OrderStatus, bool> _seen = new();

    public string Key => key;

    public Manner Manner => manner;

    /// <summary>The first definite answers to the order, one for each time it was sent.</summary>
    public IReadOnlyCollection<(int Status, string Body)> Answers => _answers;

    /// <summary>What the shop said the order's id is, by whichever way.</summary>
    public Guid? OrderId { get; set; }

    /// <summary>Unit prices that the shopper agreed to.</summary>
    public IReadOnlyDictionary<string, decimal> Prices { get; set; } = new Dictionary<string, decimal>();

    /// <summary>What it was to cost in all.</summary>
    public decimal Total { get; set; }

    /// <summary>What the order was in when the shopper looked.</summary>
    public IEnumerable<OrderStatus> Seen => _seen.Keys;

    public bool CancelAccepted { get; set; }

    /// <summary>From the order's acceptance to its known outcome.</summary>
    public TimeSpan? DecidedAfter { get; set; }

    public void Answered(int status, string body) => _answers.Enqueue((status, body));

    public void Saw(OrderStatus status) => _seen.TryAdd(status, true);
}
