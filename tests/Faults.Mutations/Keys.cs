using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Avanii.Faults.Mutations;

/// <summary>The key is kept before the work is done, and whoever comes again under it is told that it is done, whatever became of the
/// first attempt.</summary>
internal sealed class KeyBeforeWork : Mutation
{
    public override void Configure(IServiceCollection services) => services.AddSingleton<IStartupFilter, Filter>();

    private sealed class Filter : IStartupFilter
    {
        private readonly ConcurrentDictionary<string, bool> _keys = new();

        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(async (context, inner) =>
            {
                var key = context.Request.Headers["Idempotency-Key"].ToString();
                if (context.Request.Path != "/orders" || !HttpMethods.IsPost(context.Request.Method) || key.Length == 0 || _keys.TryAdd(key, true))
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
    }
}
