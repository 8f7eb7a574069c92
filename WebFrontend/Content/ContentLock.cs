using Avanii.Web.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Avanii.Web.Content;

/// <summary>What staff write changes one at a time: few write, and each looks first what is true now.</summary>
internal static class ContentLock
{
    /// <summary>Counts the change, which all instances look at; the row's lock keeps others out until the transaction ends.</summary>
    public static async Task<IDbContextTransaction> BeginContentChangeAsync(this AccountsDbContext db, CancellationToken ct)
    {
        var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.ContentStates.ExecuteUpdateAsync(set => set.SetProperty(state => state.Version, state => state.Version + 1), ct);
        return transaction;
    }
}
