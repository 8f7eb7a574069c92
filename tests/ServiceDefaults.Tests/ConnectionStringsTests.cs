using Microsoft.Extensions.Configuration;

namespace Avanii.ServiceDefaults.Tests;

public sealed class ConnectionStringsTests
{
    [Theory]
    [InlineData("postgresql://shop:secret@db.internal:5433/avanii", "db.internal", 5433, "shop", "secret")]
    [InlineData("postgres://shop:secret@db.internal/avanii", "db.internal", 5432, "shop", "secret")]
    [InlineData("postgresql://sh%40op:p%40ss%2F%3Aw%2Brd%3D@db/avanii", "db", 5432, "sh@op", "p@ss/:w+rd=")]
    public void A_database_address_is_read_as_hosts_write_it(string url, string host, int port, string user, string password)
    {
        var read = ConnectionStrings.Database(Settings(("DATABASE_URL", url)));
        Assert.Equal((host, port, user, password, "avanii"), (read.Host, read.Port, read.Username, read.Password, read.Database));
    }

    [Fact]
    public void A_connection_string_wins_over_the_address()
    {
        var read = ConnectionStrings.Database(Settings(
            ("DATABASE_URL", "postgresql://a:b@from-url/avanii"), ("ConnectionStrings:avanii", "Host=from-string;Database=avanii;Username=a")));
        Assert.Equal("from-string", read.Host);
    }

    [Theory]
    [InlineData("http://db/avanii")]
    [InlineData("postgresql://db")]
    [InlineData("nonsense")]
    [InlineData("")]
    public void A_wrong_address_is_named_in_one_sentence_without_its_secrets(string url)
    {
        var error = Assert.Throws<InvalidConfigurationException>(() => ConnectionStrings.Database(Settings(("DATABASE_URL", url))));
        Assert.Contains("DATABASE_URL", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_owner_of_a_schema_has_a_role_and_a_password_of_its_own()
    {
        var settings = Settings(("DATABASE_URL", "postgresql://shop:secret@db/avanii"));
        var (catalog, cart) = (ConnectionStrings.ForSchema(settings, "catalog"), ConnectionStrings.ForSchema(settings, "cart"));
        Assert.Equal("avanii_catalog", catalog.Username);
        Assert.Equal("catalog,public", catalog.SearchPath);
        Assert.NotEqual(catalog.Password, cart.Password);
        Assert.DoesNotContain("secret", catalog.ConnectionString, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_roles_may_not_be_made_the_login_is_used()
    {
        var own = ConnectionStrings.ForSchema(
            Settings(("DATABASE_URL", "postgresql://shop:secret@db/avanii"), ("DATABASE_OWN_ROLES", "false")), "catalog");
        Assert.Equal(("shop", "secret"), (own.Username, own.Password));
    }

    [Fact]
    public void A_brokers_password_may_hold_any_character()
    {
        var broker = ConnectionStrings.Broker(Settings(("RABBITMQ_HOST", "mq"), ("RABBITMQ_USER", "shop"), ("RABBITMQ_PASSWORD", "a+b/c=@:")));
        Assert.Equal("mq", broker.Host);
        Assert.Equal("shop:a+b/c=@:", Uri.UnescapeDataString(broker.UserInfo));
    }

    [Fact]
    public void No_broker_at_all_is_named_in_one_sentence()
    {
        var error = Assert.Throws<InvalidConfigurationException>(() => ConnectionStrings.Broker(Settings()));
        Assert.Contains("RABBITMQ_HOST", error.Message, StringComparison.Ordinal);
    }

    private static IConfiguration Settings(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(s => s.Key, s => (string?)s.Value)).Build();
}
