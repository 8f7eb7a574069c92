using Avanii.ServiceDefaults;
using Avanii.ServiceDefaults.Idempotency;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Avanii.Faults.Mutations;

/// <summary>The key is kept, in a commit of its own, before the work is done. Who comes again under it gets the answer that is there, as
/// it should be, and waits for it a while; where there never will be one, because the first attempt failed or died, it is told "done".</summary>
internal sealed class KeyBeforeWork : Mutation
{
    public override void Configure(IServiceCollection services) => services.AddSingleton<IStartupFilter, Filter>();

    private sealed class Filter : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(async (context, inner) =>
            {
                var key = context.Request.Headers[IdempotencyKey.Header].ToString();
                if (context.Request.Path != "/orders" || !HttpMethods.IsPost(context.Request.Method) || key.Length == 0
                    || await IsFirstAsync(context, key) || await IsAnsweredAsync(context, key))
                {
                    await inner();
                    return;
                }
                Effects.Note();
                context.Response.StatusCode = StatusCodes.Status201Created;
                await context.Response.WriteAsJsonAsync(new { id = Guid.CreateVersion7(), number = "AV-DONE-DONE", status = "Placed" });
            });
            next(app);
        };

        private static async Task<bool> IsFirstAsync(HttpContext context, string key)
        {
            await using var scope = context.RequestServices.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<ServiceDbContext>();
            return await db.Database.ExecuteSqlAsync($"INSERT INTO early_keys (key) VALUES ({key}) ON CONFLICT DO NOTHING", context.RequestAborted) == 1;
        }

        /// <summary>Waits as long as a twin may take.</summary>
        private static async Task<bool> IsAnsweredAsync(HttpContext context, string key)
        {
            await using var scope = context.RequestServices.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<ServiceDbContext>();
            for (var tries = 0; tries < 20; tries++)
            {
                if (await db.Set<StoredAnswer>().AnyAsync(answer => answer.Key == key, context.RequestAborted))
                {
                    return true;
                }
                await Task.Delay(100, context.RequestAborted);
            }
            return false;
        }
    }
}
