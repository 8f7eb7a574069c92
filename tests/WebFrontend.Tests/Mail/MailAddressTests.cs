using System.Net;
using Avanii.ServiceDefaults;
using Avanii.Testing;
using Avanii.Web.Accounts;
using Avanii.Web.Mail;
using Avanii.Web.Tests.Accounts;
using Avanii.Web.Tests.BackOffice;
using MimeKit;

namespace Avanii.Web.Tests.Mail;

/// <summary>What a form lets in as an address, a mail can be sent to.</summary>
public sealed class MailAddressTests(AccountShop shop) : IClassFixture<AccountShop>
{
    private static readonly string[] s_good =
    [
        "mia@example.com", "o'hara+shop@sub.example.co.uk", "mia@bücher.example", "jürgen@example.com", "用户@例え.jp", "a@b", "a.b.c@d.e", "1@2.example",
        "!#$%&'*+/=?^_`{|}~-@example.com", $"{new string('a', 64)}@example.com", $"a@{new string('b', 63)}.example", "a@xn--bcher-kva.example", "anna@3.14",
    ];

    /// <summary>254 characters as it is typed, and 318 as it is compared.</summary>
    private static readonly string s_growing = $"{new string('\u0958', 64)}@{string.Join('.', Enumerable.Repeat(new string('b', 46), 3))}.{new string('c', 48)}";

    private static readonly string[] s_bad =
    [
        ".anna@x", "anna@.com", "anna.@x", "an..na@x", "anna@x..y", "anna@x.", "anna@-x", "anna@x-", "anna@", "@x", "anna", "a@b@c", "a b@c", "a@b c", "\"a b\"@c",
        "a@[127.0.0.1]", "a@[IPv6:::1]", "(c)a@b", "a(c)@b", "<a@b>", "Anna <a@b>", "a@b,c@d", "a@b;c@d", "a:b@c;", "a\\b@c", "a@b\r\nBcc: c@d", "a@b\n", "a\0@b", "a\u200b@b",
        "a\u202e@b", "a@\ud800", "\ud83d\ude00@b", "a@b_c", "a@!", "a@xn--", "a@xn--\u00fc", $"{new string('a', 65)}@b", $"a@{new string('b', 64)}", "a@%00", "=?utf-8?q?a?=@b@c",
        $"a@{string.Join('.', Enumerable.Repeat("bbbbbbbbb", 26))}", $"a@{new string('ü', 60)}.example", new string('a', 300), s_growing,
    ];

    /// <summary>Spaces around an address are taken away, and with a null character no form is read at all.</summary>
    public static TheoryData<string> Bad => [.. s_bad.Where(address => !address.Contains('\0', StringComparison.Ordinal) && !MailAddressAttribute.IsAddress(address.Trim()))];

    [Fact]
    public void Good_ones_are_let_in_and_bad_ones_are_not()
    {
        Assert.Equal([], s_good.Where(address => !MailAddressAttribute.IsAddress(address)));
        Assert.Equal([], s_bad.Where(MailAddressAttribute.IsAddress));
    }

    [Fact]
    public void Whatever_is_let_in_can_be_written_into_a_mail()
    {
        var random = new Random(4711);
        var pieces = s_good.Concat(s_bad).Append(" \t\r\n.@-\"(),:;<>[\\]\u00a0\u0301\u0640\u00ad\uff20\uff0e。ßΣİ").SelectMany(text => text).Distinct().ToArray();
        var letIn = 0;
        for (var i = 0; i < 40_000; i++)
        {
            var made = (s_good[random.Next(s_good.Length)] is var seed && random.Next(2) == 0 ? seed : s_bad[random.Next(s_bad.Length)]).ToList();
            for (var changes = random.Next(1, 4); changes > 0; changes--)
            {
                var at = random.Next(made.Count);
                if (random.Next(3) == 0 && made.Count > 1)
                {
                    made.RemoveAt(at);
                }
                else
                {
                    made.Insert(at, pieces[random.Next(pieces.Length)]);
                }
            }
            var address = string.Concat(made);
            if (!MailAddressAttribute.IsAddress(address))
            {
                continue;
            }
            letIn++;
            Assert.True(MailHeaders.IsAddress(address), $"{address} is let in, and no mail can be sent to it.");
            using var mail = new MimeMessage { Subject = "x", Body = new TextPart("plain") { Text = "x" } };
            mail.To.Add(MailboxAddress.Parse(address));
            mail.WriteTo(Stream.Null);
        }
        Assert.InRange(letIn, 1000, 40_000);
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task A_bad_one_is_refused_beside_its_field_on_each_page_that_asks_for_one(string address)
    {
        foreach (var path in new[] { AccountPaths.Register, AccountPaths.ForgotPassword, AccountPaths.SignIn })
        {
            using var browser = shop.OpenElsewhere();
            var page = await browser.FillInAsync(path, ("Email", address), ("Name", "Mia"), ("Password", "some words of mine"));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
            Assert.Matches("id=\"Email\"[^>]*aria-invalid=\"true\"", page.Html);
        }
    }

    [Fact]
    public async Task One_that_grows_when_it_is_compared_is_refused_wherever_it_would_be_kept()
    {
        Assert.Equal((254, 318), (s_growing.Length, s_growing.Normalize().Length));
        using var browser = shop.OpenElsewhere();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await browser.FillInAsync(AccountPaths.Register, ("Email", s_growing), ("Name", "Mia"))).Status);
        using var mia = await Person.WithAccountAsync(shop);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await mia.SubmitAsync("/account/email", "account-form", ("Form.Email", s_growing))).Status);
        var token = await shop.CommandTokenAsync(Roles.Owner);
        using var invited = await shop.AskAsync(HttpMethod.Post, "/api/staff/invitations", token, new { email = s_growing, name = "Kim", role = "owner" });
        await invited.AssertInvalidAsync("email");
        using var sought = await shop.AskAsync(HttpMethod.Post, "/api/customers/find", token, new { email = s_growing });
        await sought.AssertInvalidAsync("email");
    }

    [Fact]
    public async Task A_good_one_gets_its_letter()
    {
        foreach (var address in s_good)
        {
            using var browser = shop.OpenElsewhere();
            Assert.Equal(HttpStatusCode.OK, (await browser.RegisterAsync($" {address} ")).Status);
            Assert.NotEmpty(await shop.LettersToAsync(address));
        }
    }
}
