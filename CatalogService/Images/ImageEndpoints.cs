using Avanii.ServiceDefaults;
using Avanii.Web.Contracts;
using Microsoft.AspNetCore.Mvc;

namespace Avanii.Catalog.Images;

public static class ImageEndpoints
{
    public static void MapImages(this IEndpointRouteBuilder routes)
    {
        var images = routes.MapGroup("/images").WithTags("Images");
        images.MapMethods("/{name}", [HttpMethods.Get, HttpMethods.Head], GetImage.Handle).WithSummary("A picture: {hash}-{width}.webp; as AVIF to whoever accepts that.").Produces(200, contentType: "image/webp", additionalContentTypes: "image/avif").ProducesProblem(404);
        images.MapPost("/", UploadImage.Handle).WithSummary("Takes in a picture: JPEG, PNG or WebP, as the body or as the file of a form.")
            .RequireAuthorization(Policies.Area(StaffAreas.Catalogue))
            .WithMetadata(new RequestSizeLimitAttribute(UploadImage.MaxBytes + UploadImage.FormOverhead))
            .ProducesProblem(413).ProducesProblem(422);
    }
}
