using System.Reflection;
using System.Text.RegularExpressions;
using Avanii.Web.Mail;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;

namespace Avanii.Web.Tests.Mail;

/// <summary>Every method of WebFrontend that makes a <see cref="Letter"/> is found and called with the names that somebody wicked would have.</summary>
public sealed partial class LetterTests(ShopApp shop) : IClassFixture<ShopApp>
{
    private const string Wicked = "<script>alert('x')</script> \"&amp;\" O’Hara";

    public static TheoryData<string, int> Letters
    {
        get
        {
            var letters = new TheoryData<string, int>();
            foreach (var factory in Factories.Keys)
            {
                for (var variant = 0; variant < 4; variant++)
                {
                    letters.Add(factory, variant);
                }
            }
            return letters;
        }
    }

    private static Dictionary<string, MethodInfo> Factories { get; } = typeof(Letter).Assembly.GetTypes()
        .SelectMany(type => type.GetMethods(BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance))
        .Where(method => (method.ReturnType == typeof(Letter) || method.ReturnType == typeof(Task<Letter>))
            && !method.Name.Contains('<') && !method.IsSpecialName && method.DeclaringType != typeof(Letter))
        .ToDictionary(method => $"{method.DeclaringType!.Name}.{method.Name}");

    [Fact]
    public void The_letters_are_found() => Assert.Superset(
        new HashSet<string> { "ConfirmationLetterConsumer.Write", "LatePaymentLetterConsumer.Write", "RejectionLetterConsumer.Write" }, Factories.Keys.ToHashSet());

    [Theory, MemberData(nameof(Letters))]
    public async Task A_letter_says_the_same_in_both_parts_and_takes_no_text_for_markup(string factory, int variant)
    {
        await using var scope = shop.Services.CreateAsyncScope();
        var letter = await WriteAsync(scope.ServiceProvider, Factories[factory], new(variant));
        var mail = await SendAsync(scope.ServiceProvider, letter);
        var (html, text) = (mail.HtmlBody!, mail.TextBody!.ReplaceLineEndings("\n"));

        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img", html, StringComparison.OrdinalIgnoreCase);
        Assert.All(Tags().Matches(html).Select(tag => tag.Groups[1].Value), name => Assert.Contains(name,
            (string[])["html", "head", "meta", "title", "style", "body", "div", "table", "tr", "td", "th", "h1", "h2", "p", "br", "a", "ul", "li", "span"]));
        var read = new Page(default, html, new());
        foreach (var said in letter.Parts.SelectMany(Texts).Prepend(letter.Title ?? letter.Subject))
        {
            Assert.Contains(OneLine(said), OneLine(read.Text), StringComparison.Ordinal);
            Assert.Contains(OneLine(said), OneLine(text), StringComparison.OrdinalIgnoreCase); // headings are capitals there
        }
        var links = letter.Parts.OfType<LetterPart.Action>().Select(action => action.Url).ToList();
        Assert.NotEmpty(links);
        Assert.Equal(links, Links().Matches(html).Select(link => System.Net.WebUtility.HtmlDecode(link.Groups[1].Value)));
        Assert.Equal(links, text.Split('\n').Where(line => line.StartsWith("http", StringComparison.Ordinal)));
        Assert.All(text.Split('\n').Except(links), line => Assert.True(line.Length <= 76, line));
        Assert.Contains("1 Sample Quay", text, StringComparison.Ordinal);
        Assert.Contains("1 Sample Quay", html, StringComparison.Ordinal);
        Assert.False(letter.Subject.Length > 200 || letter.Subject.Any(char.IsControl));
    }

    [Fact]
    public async Task Each_kind_of_part_is_written_in_both_parts()
    {
        LetterPart[] parts =
        [
            new LetterPart.Paragraph("one\ntwo"), new LetterPart.Action("three", "https://shop.example/four?a=1&b=2"), new LetterPart.Action("quiet", "https://shop.example/five") { Quiet = true }, new LetterPart.Table([new("five", "six")]), new LetterPart.Note("seven"),
            new LetterPart.Greeting("zero"), new LetterPart.Heading("eight"), new LetterPart.Lines(["nine", "ten"]), new LetterPart.List(["eleven"]), new LetterPart.Items([new("twelve", "2 × 1", "2")], [new("sum", "2")], [new("tax", "1")]),
        ];
        Assert.Equal(typeof(LetterPart).GetNestedTypes().Where(type => type.BaseType == typeof(LetterPart)).ToHashSet(), parts.Select(part => part.GetType()).ToHashSet());
        await using var scope = shop.Services.CreateAsyncScope();
        var mail = await SendAsync(scope.ServiceProvider, new Letter("Numbers", parts));
        var read = new Page(default, mail.HtmlBody!, new()).Text;
        Assert.All(parts.SelectMany(Texts), said =>
        {
            Assert.Contains(OneLine(said), OneLine(read), StringComparison.Ordinal);
            Assert.Contains(OneLine(said), OneLine(mail.TextBody!), StringComparison.OrdinalIgnoreCase);
        });
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("/orders")]
    [InlineData("https://shop.example/\r\nx")]
    public async Task A_link_leads_to_a_page(string url)
    {
        await using var scope = shop.Services.CreateAsyncScope();
        await Assert.ThrowsAsync<InvalidDataException>(() => SendAsync(scope.ServiceProvider, new Letter("Links", new LetterPart.Action("Here", url))));
    }

    // Through the queue's JSON, as every letter goes.
    private static Task<MimeMessage> SendAsync(IServiceProvider services, Letter letter)
    {
        var queued = System.Text.Json.JsonSerializer.Serialize(new QueuedMail(Guid.CreateVersion7(), "mia@example.com", letter), System.Text.Json.JsonSerializerOptions.Web);
        return services.GetRequiredService<MailWriter>().WriteAsync(System.Text.Json.JsonSerializer.Deserialize<QueuedMail>(queued, System.Text.Json.JsonSerializerOptions.Web)!);
    }

    private static async Task<Letter> WriteAsync(IServiceProvider services, MethodInfo factory, SampleValues samples)
    {
        var arguments = factory.GetParameters().Select(parameter => samples.Of(parameter.ParameterType, parameter.Name!)
            ?? services.GetService(parameter.ParameterType)).ToArray();
        var letter = factory.Invoke(factory.IsStatic ? null : ActivatorUtilities.GetServiceOrCreateInstance(services, factory.DeclaringType!), arguments);
        return letter as Letter ?? await (Task<Letter>)letter!;
    }

    private static IEnumerable<string> Texts(LetterPart part) => part switch
    {
        LetterPart.Paragraph p => [p.Text],
        LetterPart.Note n => [n.Text],
        LetterPart.Greeting g => [g.Text],
        LetterPart.Heading h => [h.Text],
        LetterPart.Action a => [a.Text],
        LetterPart.Lines l => l.Text,
        LetterPart.List l => l.Entries,
        LetterPart.Table t => t.Rows.SelectMany(row => (string[])[row.Name, row.Value]),
        LetterPart.Items i => [.. i.Rows.SelectMany(item => (string[])[item.Name, item.Detail, item.Amount]), .. i.Sums.Concat(i.Notes).SelectMany(row => (string[])[row.Name, row.Value])],
        _ => throw new InvalidOperationException($"What does {part.GetType().Name} say?"),
    };

    private static string OneLine(string text) => Spaces().Replace(text, " ").Trim();

    [GeneratedRegex(@"<(?![/!])([^\s/>]+)")]
    private static partial Regex Tags();

    [GeneratedRegex("href=\"([^\"]*)\"")]
    private static partial Regex Links();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    /// <summary>Makes arguments up. Four variants: flags and kinds take turns, and in the last what may be missing is.</summary>
    private sealed class SampleValues(int variant)
    {
        public object? Of(Type type, string name)
        {
            if (Nullable.GetUnderlyingType(type) is { } underlying)
            {
                return variant == 3 ? null : Of(underlying, name);
            }
            return type switch
            {
                _ when type == typeof(string) => Text(name),
                _ when type == typeof(decimal) => 12.30m,
                _ when type == typeof(int) => 2,
                _ when type == typeof(bool) => variant % 2 == 0,
                _ when type == typeof(Guid) => Guid.Parse("019c0000-0000-7000-8000-000000000001"),
                _ when type == typeof(DateTimeOffset) => DateTimeOffset.UnixEpoch,
                _ when type == typeof(TimeSpan) => TimeSpan.FromHours(2),
                _ when type == typeof(Uri) => new Uri("https://shop.example/x?a=1&b=2"),
                { IsEnum: true } => Enum.GetValues(type).GetValue(variant % Enum.GetValues(type).Length),
                { IsGenericType: true } when type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) => List(type.GetGenericArguments()[0], name),
                { IsClass: true } when type.GetConstructors().MaxBy(constructor => constructor.GetParameters().Length) is { } constructor && constructor.GetParameters().Length > 0 && type.GetMethod("<Clone>$") is not null =>
                    constructor.Invoke([.. constructor.GetParameters().Select(parameter => Of(parameter.ParameterType, parameter.Name!))]),
                _ => null,
            };
        }

        private Array List(Type of, string name)
        {
            var list = Array.CreateInstance(of, 2);
            list.SetValue(Of(of, name), 0);
            list.SetValue(Of(of, name), 1);
            return list;
        }

        private string Text(string name) => name.ToLowerInvariant() switch
        {
            "subject" => variant % 2 == 0 ? "guest:1" : "account:1",
            "email" or "to" => "mia@example.com",
            "culture" => "en",
            "path" => "/x?a=1&b=2",
            "currency" => "EUR",
            "country" => "DE",
            var url when url.Contains("url", StringComparison.Ordinal) || url.Contains("link", StringComparison.Ordinal) => "https://shop.example/x?a=1&b=2",
            _ => Wicked,
        };
    }
}
