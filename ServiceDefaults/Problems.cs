using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;

namespace Avanii.ServiceDefaults;

/// <summary>Errors as problem details (RFC 9457).</summary>
public static class Problems
{
    /// <summary>Every type of the project's own begins with this; what follows is stable and may be switched on by clients.</summary>
    public const string TypePrefix = "urn:avanii:problem:";

    private const string TooLarge = "too-large";
    private const string TooLargeTitle = "The request is too large.";

    /// <summary>A problem of the service's own.</summary>
    /// <param name="status">HTTP status code.</param>
    /// <param name="type">Stable name, such as <c>sold-out</c>.</param>
    /// <param name="title">What is wrong, the same for each occurrence.</param>
    /// <param name="detail">What is wrong this time and what to do about it, for a person.</param>
    /// <param name="extensions">Further members for programs.</param>
    public static ProblemHttpResult Problem(int status, string type, string title, string detail, IDictionary<string, object?>? extensions = null)
        => TypedResults.Problem(detail, instance: null, status, title, TypePrefix + type, extensions);

    internal static void AddProblemResponses(this WebApplicationBuilder builder)
    {
        builder.Services.AddProblemDetails(options => options.CustomizeProblemDetails = context =>
        {
            if (context.ProblemDetails is HttpValidationProblemDetails invalid)
            {
                invalid.Type = TypePrefix + "invalid-request";
                // "Address.Name" is our name for it; the caller wrote "address.name".
                invalid.Errors = invalid.Errors.ToDictionary(error => InCallersWords(error.Key), error => error.Value);
            }
            // A body that turns out too large while a handler's argument is read from it comes here as a bare status code.
            if (context.ProblemDetails is { Status: StatusCodes.Status413PayloadTooLarge, Detail: null } tooLarge)
            {
                (tooLarge.Type, tooLarge.Title, tooLarge.Detail) = (TypePrefix + TooLarge, TooLargeTitle, "Send less at once.");
            }
            context.ProblemDetails.Extensions["traceId"] = Activity.Current?.TraceId.ToHexString() ?? context.HttpContext.TraceIdentifier;
        });
        // Bad requests come as exceptions in every environment, so that one place words them.
        builder.Services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        builder.Services.AddExceptionHandler<BadRequestHandler>();
        builder.Services.AddExceptionHandler<DatabaseAwayHandler>();
    }

    private static string InCallersWords(string path) => string.Join('.', path.Split('.').Select(JsonNamingPolicy.CamelCase.ConvertName));

    /// <summary>Exceptions and bare status codes become problem documents.</summary>
    public static void UseProblemResponses(this WebApplication app)
    {
        app.UseExceptionHandler();
        app.UseStatusCodePages();
    }

    /// <summary>Tells the caller what could not be read in the request, and where; never how the code looks inside.</summary>
    private sealed class BadRequestHandler(IProblemDetailsService problems) : IExceptionHandler
    {
        public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
        {
            // The framework's reader of JSON calls a charset that it does not know (utf-7) a fault of the program.
            if (exception is InvalidOperationException or NotSupportedException
                && MediaTypeHeaderValue.TryParse(httpContext.Request.ContentType, out var type) && type.Charset is { Length: > 0 } charset
                && !charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase))
            {
                exception = new BadHttpRequestException("The body is to be in UTF-8.", StatusCodes.Status415UnsupportedMediaType, exception);
            }
            if (exception is not BadHttpRequestException bad)
            {
                return false;
            }
            httpContext.Response.StatusCode = bad.StatusCode;
            return await problems.TryWriteAsync(new ProblemDetailsContext
            {
                HttpContext = httpContext,
                ProblemDetails =
                {
                    Status = bad.StatusCode,
                    Type = TypePrefix + (bad.StatusCode == StatusCodes.Status413PayloadTooLarge ? TooLarge : "unreadable-request"),
                    Title = bad.StatusCode == StatusCodes.Status413PayloadTooLarge ? TooLargeTitle : "The request could not be read.",
                    Detail = Describe(bad),
                },
            });
        }

        private static string Describe(BadHttpRequestException exception) => exception.InnerException switch
        {
            // "The JSON property 'colour' could not be mapped to any .NET member contained in type '...AddItemRequest'."
            JsonException json when json.Message.Contains("could not be mapped", StringComparison.Ordinal) =>
                $"The field {json.Message.Split('\'').ElementAtOrDefault(1)} is not known here.",
            // "Duplicate property 'quantity' encountered during deserialization of type '...AddItemRequest'."
            JsonException json when json.Message.StartsWith("Duplicate property", StringComparison.Ordinal) =>
                $"The field {json.Message.Split('\'').ElementAtOrDefault(1)} is there twice.",
            // "The JSON value could not be converted to System.Int32. Path: $.quantity | LineNumber: 0 | BytePositionInLine: 14."
            JsonException { Path: { Length: > 1 } path } json when json.Message.Contains("could not be converted", StringComparison.Ordinal) =>
                $"The field {path.TrimStart('$', '.')} has a value of the wrong kind.",
            JsonException json when json.Message.Contains("could not be converted", StringComparison.Ordinal) =>
                "The body has not the form that is expected here.",
            // "JSON deserialization for type '...PlaceOrderRequest' was missing required properties including: 'total', 'paymentMethod'."
            JsonException json when json.Message.Contains("missing required properties", StringComparison.Ordinal) =>
                $"These fields are missing: {json.Message[(json.Message.LastIndexOf(':') + 1)..].Trim(' ', '.').Replace("'", "", StringComparison.Ordinal)}.",
            JsonException => "The body is no valid JSON.",
            _ => DescribeBinding(exception.Message),
        };

        // Required parameter "string q" was not provided from query string.
        // Failed to bind parameter "Nullable<int> limit" from "x".
        // Implicit body inferred for parameter "request" but no body was provided. Did you mean to use a Service instead?
        private static string DescribeBinding(string message)
        {
            var name = message.Split('"').ElementAtOrDefault(1)?.Split(' ')[^1];
            return message switch
            {
                _ when message.Contains("no body was provided", StringComparison.Ordinal) => "The body is missing.",
                _ when message.StartsWith("Required parameter", StringComparison.Ordinal) => $"The parameter {name} is missing.",
                _ when message.StartsWith("Failed to bind", StringComparison.Ordinal) => $"The parameter {name} has a value of the wrong kind.",
                _ => message, // the server's own, such as: Request body too large.
            };
        }
    }
}
