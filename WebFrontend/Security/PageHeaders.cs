namespace Avanii.Web.Security;

/// <summary>Headers in which a page differs from <see cref="SecurityHeaders"/>.</summary>
public static class PageHeaders
{
    private static readonly object s_key = new();

    /// <summary>Call it before <see cref="SecurityHeaders.UseSecurityHeaders"/>: of what is to be done when an answer starts, the first is done last.</summary>
    public static void UsePageHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        context.Response.OnStarting(static state =>
        {
            var context = (HttpContext)state;
            if (context.Items[s_key] is Dictionary<string, string?> own)
            {
                foreach (var (name, value) in own)
                {
                    context.Response.Headers[name] = value; // null takes it away
                }
            }
            return Task.CompletedTask;
        }, context);
        return next(context);
    });

    /// <param name="context">The page's request.</param>
    /// <param name="name">The header.</param>
    /// <param name="value">What it says for this answer; null: nothing.</param>
    public static void SetPageHeader(this HttpContext context, string name, string? value)
    {
        var own = (Dictionary<string, string?>)(context.Items[s_key] ??= new Dictionary<string, string?>());
        own[name] = value;
    }
}
