using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace Avanii.ServiceDefaults;

/// <summary>Each service describes itself at /openapi/v1.json; the Gateway shows all of them on one page.</summary>
public static class ApiDocument
{
    private const string Bearer = "bearer";

    /// <param name="builder">The service.</param>
    /// <param name="title">Name of the part, as the reference page shows it.</param>
    /// <param name="publicPath">Where the Gateway serves it, such as <c>/api/catalog</c>: the document's paths hang below.</param>
    /// <param name="only">What of the service is for API clients, such as <c>/api/</c>; by default all of it.</param>
    public static void AddApiDocument(this WebApplicationBuilder builder, string title, string publicPath, string only = "/")
    {
        builder.Services.AddOpenApi(options =>
        {
            options.ShouldInclude = endpoint => $"/{endpoint.RelativePath}".StartsWith(only, StringComparison.Ordinal);
            options.AddDocumentTransformer((document, _, _) =>
            {
                document.Info = new OpenApiInfo { Title = title, Version = "v1" };
                document.Servers = [new OpenApiServer { Url = publicPath }];
                document.Components ??= new OpenApiComponents();
                document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
                document.Components.SecuritySchemes[Bearer] = new OpenApiSecurityScheme
                {
                    Type = SecuritySchemeType.Http,
                    Scheme = Bearer,
                    BearerFormat = "JWT",
                    Description = "A token from POST /api/session.",
                };
                return Task.CompletedTask;
            });
            options.AddOperationTransformer((operation, context, _) =>
            {
                if (context.Description.ActionDescriptor.EndpointMetadata.OfType<IAuthorizeData>().Any())
                {
                    operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Bearer, context.Document)] = [] }];
                }
                return Task.CompletedTask;
            });
        });
    }

    /// <summary>Serves the document that <see cref="AddApiDocument"/> describes.</summary>
    public static void MapApiDocument(this WebApplication app) => app.MapOpenApi("/openapi/v1.json").AllowAnonymous();
}
