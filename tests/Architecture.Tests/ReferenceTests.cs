using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Avanii.Architecture.Tests;

/// <summary>Who may know whom (docs/architecture.md).</summary>
public sealed class ReferenceTests
{
    private static readonly string[] s_services = ["CatalogService", "CartService", "OrderService", "Gateway", "WebFrontend"];

    public static TheoryData<string> Services => [.. s_services];

    public static TheoryData<string> Contracts => ["CatalogService", "CartService", "OrderService", "WebFrontend"];

    [Theory, MemberData(nameof(Services))]
    public void A_service_references_the_defaults_and_contracts_and_never_another_service(string service)
    {
        var strangers = ProjectReferences($"{service}/{service}.csproj")
            .Where(name => name != "ServiceDefaults" && !name.EndsWith(".Contracts", StringComparison.Ordinal));
        Assert.Empty(strangers);
    }

    [Theory, MemberData(nameof(Contracts))]
    public void Contracts_are_records_that_need_nothing_but_contracts(string service)
    {
        var project = $"{service}/Contracts/{service}.Contracts.csproj";
        Assert.Empty(XDocument.Parse(Repository.Read(project)).Descendants("PackageReference"));
        Assert.All(ProjectReferences(project), name => Assert.EndsWith(".Contracts", name, StringComparison.Ordinal));
    }

    [Fact]
    public void The_defaults_know_no_project_and_no_word_of_the_shop()
    {
        Assert.Empty(ProjectReferences("ServiceDefaults/ServiceDefaults.csproj"));
        var shopWords = new Regex(@"\b(Product|Sku|Cart|Checkout|Basket|Reservation|Catalog)\w*\b");
        Assert.All(Sources("ServiceDefaults"), file =>
        {
            var code = string.Join('\n', File.ReadLines(file).Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal)));
            Assert.DoesNotMatch(shopWords, code);
        });
    }

    [Fact]
    public void The_build_mode_shows_in_one_method_and_four_build_files()
    {
        var code = s_services.Append("ServiceDefaults").SelectMany(Sources)
            .Where(file => File.ReadAllText(file).Contains("USE_ASPIRE", StringComparison.Ordinal));
        Assert.Equal(["ServiceDefaults/Database.cs"], code.Select(Relative));

        var builds = Directory.EnumerateFiles(Repository.Root, "*.*proj", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(Repository.Root, "Directory.*.props", SearchOption.AllDirectories))
            .Select(Relative)
            .Where(file => !file.StartsWith("artifacts/", StringComparison.Ordinal)
                && Repository.Read(file).Contains("'$(UseAspire)'", StringComparison.Ordinal));
        Assert.Equal(
            ["AppHost/AppHost.csproj", "Directory.Build.props", "ServiceDefaults/ServiceDefaults.csproj", "tests/AppHost.Tests/AppHost.Tests.csproj"],
            builds.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Each_schema_has_one_owner()
    {
        var owners = s_services.SelectMany(service => Sources(service).Select(file => (service, text: File.ReadAllText(file))))
            .SelectMany(source => Regex.Matches(source.text, """public const string Schema = "(\w+)";""").Select(match => (Schema: match.Groups[1].Value, source.service)))
            .Order();
        Assert.Equal(
            [("cart", "CartService"), ("catalog", "CatalogService"), ("content", "WebFrontend"), ("identity", "WebFrontend"), ("ordering", "OrderService")], owners);
    }

    [Fact]
    public void No_sql_names_another_owners_schema()
    {
        (string Service, string[] Foreign)[] rules =
        [
            ("CatalogService", ["cart", "ordering", "identity", "content"]),
            ("CartService", ["catalog", "ordering", "identity", "content"]),
            ("OrderService", ["catalog", "cart", "identity", "content"]),
            ("WebFrontend", ["catalog", "cart", "ordering"]),
        ];
        Assert.All(rules, rule => Assert.All(Sources(rule.Service), file =>
            Assert.DoesNotMatch($@"(?i)\b(from|join|update|into)\s+""?({string.Join('|', rule.Foreign)})""?\.", File.ReadAllText(file))));
    }

    private static IEnumerable<string> ProjectReferences(string project) =>
        XDocument.Parse(Repository.Read(project)).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value));

    private static IEnumerable<string> Sources(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories);

    private static string Relative(string file) => Path.GetRelativePath(Repository.Root, file);
}
