using System.Text;
using Avanii.Catalog.Data.DemoCatalogue;
using Avanii.Catalog.Data.DemoCatalogue.Pictures;
using NetVips;

namespace Avanii.Catalog.Tests.Data;

public class DemoCatalogueTests
{
    private static readonly DemoCatalogue.Content Content = DemoCatalogue.Load();

    private static IEnumerable<DemoVariant> Variants => Content.Products.SelectMany(product => product.Variants);

    [Fact]
    public void There_are_three_departments_of_four_or_five_categories_and_none_is_empty()
    {
        Assert.Equal(3, Content.Departments.Count);
        Assert.All(Content.Departments, department => Assert.InRange(department.Categories.Count, 4, 5));
        var categories = Content.Departments.SelectMany(department => department.Categories).Select(category => category.Slug).ToHashSet();
        Assert.Equal(categories, Content.Products.Select(product => product.CategorySlug).ToHashSet());
    }

    [Fact]
    public void There_is_enough_to_fill_every_page()
    {
        Assert.InRange(Content.Products.Count, 115, 130);
        Assert.InRange(Variants.Count(), 290, 500);
    }

    [Fact]
    public void Slugs_and_skus_are_unique()
    {
        Assert.Equal(Content.Products.Count, Content.Products.Select(product => product.Slug).Distinct().Count());
        Assert.Equal(Variants.Count(), Variants.Select(variant => variant.Sku).Distinct().Count());
    }

    [Fact]
    public void Every_variant_can_be_told_apart_by_its_options_and_seen_in_its_picture()
    {
        Assert.All(Content.Products, product =>
        {
            Assert.InRange(product.Options.Count, 0, 2);
            Assert.All(product.Variants, variant =>
            {
                Assert.Equal(product.Options.Count, variant.OptionValues.Count);
                Assert.InRange(variant.PictureIndex ?? 0, 0, product.Pictures.Count - 1);
            });
            Assert.Equal(product.Variants.Count, product.Variants.Select(variant => string.Join('|', variant.OptionValues)).Distinct().Count());
        });
    }

    [Fact]
    public void No_text_is_used_twice()
    {
        Assert.Equal(Content.Products.Count, Content.Products.Select(product => product.Description).Distinct().Count());
        Assert.Equal(Content.Products.Count, Content.Products.Select(product => product.Name).Distinct().Count());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Some_variant_is_down_to_its_last_units(int onHand) => Assert.Contains(Variants, variant => variant.OnHand == onHand);

    [Fact]
    public void The_edges_of_a_catalogue_are_in_it()
    {
        Assert.Contains(Variants, variant => variant.Price == 0.01m);
        Assert.Contains(Variants, variant => variant.Price == 9999.99m);
        Assert.Contains(Variants, variant => variant.CompareAtPrice > variant.Price);
        Assert.Contains(Content.Products, product => product.Retired);
        Assert.Contains(Content.Products, product => product.Variants.Count == 30 && product.Options.Count == 2);
        Assert.Contains(Content.Products, product => product.Variants.Count == 1 && product.Options.Count == 0);
        Assert.Contains(Content.Products, product => product.Name.Length >= 115);
        Assert.Contains(Content.Products, product => product.Name.StartsWith("Café-au-lait", StringComparison.Ordinal));
        Assert.Contains(Content.Products, product => product.Description.Contains("こんにちは", StringComparison.Ordinal));
        Assert.Contains(Content.Products, product => product.VatClass == DemoVatClass.Reduced);
    }

    [Fact]
    public void Every_picture_has_an_alt_text_and_can_be_drawn()
    {
        var pictures = Content.Departments.Select(department => department.Picture)
            .Concat(Content.Departments.SelectMany(department => department.Categories).Select(category => category.Picture))
            .Concat(Content.Products.SelectMany(product => product.Pictures))
            .Concat(Enumerable.Range(0, 60).Select(PictureStudio.Pool))
            .ToList();
        Assert.All(pictures, picture => Assert.False(string.IsNullOrWhiteSpace(picture.Alt)));
        Assert.All(pictures.Select(picture => picture.Scene).Distinct(), scene =>
        {
            using var image = Image.NewFromBuffer(Encoding.UTF8.GetBytes(PictureStudio.RenderSvg(scene)), kwargs: new VOption { { "scale", 0.1 } });
            Assert.Equal((120, 120), (image.Width, image.Height));
            Assert.True(image.Deviate() > 1, $"{scene} is an empty picture");
        });
    }

    [Fact]
    public void The_pool_for_generated_products_holds_sixty_different_pictures()
    {
        Assert.Equal(60, Enumerable.Range(0, 60).Select(index => PictureStudio.Pool(index).Scene).Distinct().Count());
        Assert.Equal(PictureStudio.Pool(3).Scene, PictureStudio.Pool(63).Scene);
    }

    [Fact]
    public void The_same_scene_gives_the_same_picture()
    {
        var scene = Content.Products[0].Pictures[0].Scene;
        Assert.Equal(PictureStudio.RenderSvg(scene), PictureStudio.RenderSvg(scene));
    }
}
