using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using Avanii.Catalog.Contracts;
using NetVips;

namespace Avanii.Catalog.Tests.Images;

public sealed class ImageTests(CatalogApp app) : IClassFixture<CatalogApp>
{
    [Fact]
    public async Task An_uploaded_picture_can_be_had_in_three_widths_for_ever()
    {
        var uploaded = await UploadAsync(Photo(1600, 800).JpegsaveBuffer(), "image/jpeg");
        Assert.Equal((1600, 800), (uploaded.Width, uploaded.Height));
        Assert.Equal([320, 640, 1200], uploaded.Widths);

        foreach (var width in uploaded.Widths)
        {
            using var response = await app.Anyone.GetAsync($"/images/{uploaded.Hash}-{width}.webp");
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Equal("image/webp", response.Content.Headers.ContentType?.MediaType);
            Assert.Equal("public, max-age=31536000, immutable", response.Headers.GetValues("Cache-Control").Single());
            Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
            using var image = Image.NewFromBuffer(await response.Content.ReadAsByteArrayAsync());
            Assert.Equal((width, width / 2), (image.Width, image.Height));

            using var again = new HttpRequestMessage(HttpMethod.Get, $"/images/{uploaded.Hash}-{width}.webp");
            again.Headers.IfNoneMatch.Add(response.Headers.ETag!);
            Assert.Equal(HttpStatusCode.NotModified, (await app.Anyone.SendAsync(again)).StatusCode);
        }
    }

    [Fact]
    public async Task Who_takes_avif_gets_it_where_it_is_smaller()
    {
        var uploaded = await UploadAsync(Photo(1600, 800).JpegsaveBuffer(), "image/jpeg");
        var path = $"/images/{uploaded.Hash}-1200.webp";
        using var webp = await app.Anyone.GetAsync(path);
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.ParseAdd("image/avif,image/webp,image/*;q=0.8");
        using var avif = await app.Anyone.SendAsync(request);
        Assert.Equal(("image/webp", "image/avif"), (webp.Content.Headers.ContentType?.MediaType, avif.Content.Headers.ContentType?.MediaType));
        Assert.All([webp, avif], answer => Assert.Contains("Accept", answer.Headers.Vary));
        Assert.NotEqual(webp.Headers.ETag, avif.Headers.ETag);
        var bytes = await avif.Content.ReadAsByteArrayAsync();
        Assert.True(bytes.Length < (await webp.Content.ReadAsByteArrayAsync()).Length);
        using var image = Image.NewFromBuffer(bytes);
        Assert.Equal((1200, 600), (image.Width, image.Height));
    }

    [Fact]
    public async Task A_small_picture_is_not_blown_up_and_a_turned_one_stands_upright()
    {
        Assert.Equal([320, 640, 1200], (await UploadAsync(Photo(200, 100).PngsaveBuffer(), "image/png")).Widths);
        Assert.Equal([320, 640, 1200], (await UploadAsync(Photo(500, 100).WebpsaveBuffer(), "image/webp")).Widths);
        using var turned = Photo(400, 300).Mutate(image => image.Set(GValue.GIntType, "orientation", 6));
        var upright = await UploadAsync(turned.JpegsaveBuffer(), "image/jpeg");
        Assert.Equal((300, 400), (upright.Width, upright.Height));
    }

    [Fact]
    public async Task What_a_camera_wrote_into_a_picture_is_not_handed_on()
    {
        using var photo = Photo(400, 400).Mutate(image => image.Set(GValue.GStrType, "exif-ifd2-UserComment", "52.5200 N 13.4050 E"));
        var original = photo.JpegsaveBuffer();
        Assert.Contains("52.5200", Encoding.Latin1.GetString(original), StringComparison.Ordinal);
        var uploaded = await UploadAsync(original, "image/jpeg");
        var served = await app.Anyone.GetByteArrayAsync($"/images/{uploaded.Hash}-320.webp");
        Assert.DoesNotContain("52.5200", Encoding.Latin1.GetString(served), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_picture_is_kept_once_even_when_it_comes_several_times_at_once()
    {
        var bytes = Photo(330, 220).JpegsaveBuffer();
        var uploads = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => UploadAsync(bytes, "image/jpeg")));
        Assert.Single(uploads.Select(u => u.Hash).Distinct());
    }

    [Fact]
    public async Task A_form_with_one_file_will_do()
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(Photo(320, 320).PngsaveBuffer()), "file", "../../mug.exe" } };
        using var response = await app.Staff.PostAsync("/images", form);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);

        using var empty = new MultipartFormDataContent { { new StringContent("x"), "text" } };
        await (await app.Staff.PostAsync("/images", empty)).AssertProblemAsync(HttpStatusCode.BadRequest, "unreadable-request");
    }

    [Theory]
    [InlineData("")]
    [InlineData("This is no picture.")]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg'><image href='file:///etc/passwd'/></svg>")]
    [InlineData("GIF89a")]
    public async Task What_is_no_picture_is_refused_whatever_it_calls_itself(string content) =>
        await (await PostAsync(Encoding.UTF8.GetBytes(content), "image/png")).AssertProblemAsync(HttpStatusCode.UnprocessableEntity, "unknown-picture-type");

    [Fact]
    public async Task A_damaged_picture_is_refused()
    {
        var jpeg = Photo(900, 900).JpegsaveBuffer();
        await (await PostAsync(jpeg[..(jpeg.Length / 2)], "image/jpeg")).AssertProblemAsync(HttpStatusCode.UnprocessableEntity, "damaged-picture");
        await (await PostAsync([0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3], "image/jpeg")).AssertProblemAsync(HttpStatusCode.UnprocessableEntity, "damaged-picture");
    }

    [Fact]
    public async Task A_picture_of_more_than_40_megapixels_is_refused_before_it_is_unpacked()
    {
        using var wall = Image.Black(8000, 5001, bands: 3);
        await (await PostAsync(wall.PngsaveBuffer(compression: 9), "image/png")).AssertProblemAsync(HttpStatusCode.UnprocessableEntity, "too-many-pixels");
    }

    [Fact]
    public async Task A_file_of_more_than_10_megabytes_is_refused()
    {
        using var body = new ByteArrayContent(new byte[50 * 1024 * 1024]);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/images") { Content = body };
        request.Headers.ExpectContinue = true; // the refusal then comes before the body and not in the middle of it
        await (await app.Staff.SendAsync(request)).AssertProblemAsync(HttpStatusCode.RequestEntityTooLarge, "too-large");
        await (await PostAsync(new byte[(10 * 1024 * 1024) + 1], "image/png")).AssertProblemAsync(HttpStatusCode.RequestEntityTooLarge, "too-large");
    }

    [Theory]
    [InlineData("x")]
    [InlineData("x-320.webp")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000-320.webp")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000-99999999999999999999.webp")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000-0320.webp")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000-320.png")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000-320.webp%0A")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000.webp")]
    [InlineData("..%2F..%2Fappsettings.json")]
    public async Task A_malformed_or_unknown_name_is_not_found(string name)
    {
        using var response = await app.Anyone.GetAsync($"/images/{name}");
        await response.AssertProblemAsync(HttpStatusCode.NotFound, "unknown-image");
        Assert.Null(response.Headers.CacheControl); // it may come to be
    }

    private async Task<UploadedImage> UploadAsync(byte[] bytes, string type)
    {
        using var response = await PostAsync(bytes, type);
        Assert.True(response.StatusCode == HttpStatusCode.Created, await response.Content.ReadAsStringAsync());
        return (await response.Content.ReadFromJsonAsync<UploadedImage>())!;
    }

    private Task<HttpResponseMessage> PostAsync(byte[] bytes, string type) =>
        app.Staff.PostAsync("/images", new ByteArrayContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue(type) } });

    private static Image Photo(int width, int height) =>
        Image.Gaussnoise(width, height, sigma: 40, mean: 120, seed: 1).Bandjoin(Image.Black(width, height), Image.Black(width, height))
            .Cast(Enums.BandFormat.Uchar).Copy(interpretation: Enums.Interpretation.Srgb);
}
