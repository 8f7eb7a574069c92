using System.Data.Common;
using System.Reflection;
using Avanii.ServiceDefaults;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Avanii.Faults.Mutations;

/// <summary>Going back to a savepoint changes nothing: what was done since stays done.</summary>
internal sealed class WithoutSavepoints : Mutation
{
    public override void Configure(IServiceCollection services)
    {
        var configure = typeof(WithoutSavepoints).GetMethod(nameof(AddInterceptor), BindingFlags.NonPublic | BindingFlags.Static)!;
        foreach (var context in services.Select(service => service.ServiceType).Where(type => type.IsSubclassOf(typeof(ServiceDbContext)) && !type.IsAbstract).Distinct().ToList())
        {
            configure.MakeGenericMethod(context).Invoke(null, [services]);
        }
    }

    private static void AddInterceptor<TContext>(IServiceCollection services)
        where TContext : DbContext => services.ConfigureDbContext<TContext>(options => options.AddInterceptors(new Interceptor()));

    private sealed class Interceptor : DbTransactionInterceptor
    {
        public override ValueTask<InterceptionResult> RollingBackToSavepointAsync(
            DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
        {
            Effects.Note();
            return ValueTask.FromResult(InterceptionResult.Suppress());
        }
    }
}
