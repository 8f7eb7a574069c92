using Avanii.Web.Languages;
using Microsoft.Extensions.Options;

namespace Avanii.Web.Tests.Languages;

public sealed class ShopFormatTests
{
    private static readonly DateTimeOffset s_evening = new(2026, 3, 2, 20, 5, 0, TimeSpan.Zero);

    private static readonly IOptions<ShopOptions> s_options = Options.Create(new ShopOptions { OtherCultures = ["de-DE", "ar-EG"] });

    private readonly ShopCultures _cultures = new(s_options);

    [Theory]
    [InlineData("en-IE", "€1,249.00", "USD\u00A01,249.00", "1,249", "7.5\u00A0%", "2 March 2026", "2 March 2026, 20:05", "Germany", "ltr")]
    [InlineData("de-DE", "1.249,00\u00A0€", "USD\u00A01.249,00", "1.249", "7,5\u00A0%", "2. März 2026", "2. März 2026, 20:05", "Deutschland", "ltr")]
    public void Money_numbers_dates_and_countries_are_written_as_the_reader_writes_them(
        string culture, string money, string foreignMoney, string number, string percent, string date, string dateAndTime, string country, string direction)
    {
        var format = new ShopFormat(_cultures, s_options);
        using (_cultures.Use(culture))
        {
            Assert.Equal(
                (money, foreignMoney, number, percent, date, dateAndTime, country, direction),
                (format.Money(1249m, "EUR"), format.Money(1249m, "USD"), format.Number(1249), format.Percent(0.075m), format.Date(s_evening), format.DateAndTime(s_evening), ShopFormat.Country("DE"), format.Direction));
        }
    }

    [Fact]
    public void A_language_from_right_to_left_says_so()
    {
        using (_cultures.Use("ar-EG"))
        {
            var format = new ShopFormat(_cultures, s_options);
            Assert.Equal(("ar", "rtl"), (format.Language, format.Direction));
        }
    }

    [Theory]
    [InlineData("de-DE", "de-DE")]
    [InlineData("de-AT", "de-DE")]
    [InlineData("de", "de-DE")]
    [InlineData("EN-ie", "en-IE")]
    [InlineData("en", "en-IE")]
    [InlineData("fr-FR", "en-IE")]
    [InlineData("", "en-IE")]
    [InlineData(null, "en-IE")]
    public void An_order_in_a_language_that_the_shop_has_not_gets_letters_in_the_nearest(string? asked, string written) => Assert.Equal(written, _cultures.Nearest(asked).Name);

    [Fact]
    public void What_is_no_country_is_shown_as_it_is() => Assert.Equal("1X", ShopFormat.Country("1X"));
}
