using System.Net;
using Avanii.Web.Mail;

namespace Avanii.Web.Tests.Accounts;

public sealed class EmailPageTests : IClassFixture<ShopApp>
{
    private const string Path = "/account/email", Marked = "account-form";
    private readonly ShopApp _app;
    private readonly string _other = $"new-{Guid.NewGuid():N}@example.com";

    public EmailPageTests(ShopApp app)
    {
        _app = app;
        _app.Gateway.Reset();
    }

    [Fact]
    public async Task An_address_is_changed_by_the_link_that_was_sent_there_once()
    {
        using var mia = await Person.WithAccountAsync(_app);
        var elsewhere = await mia.SignInAsync();
        Assert.Equal("/account/email?done=email-asked", (await mia.SubmitAsync(Path, Marked, ("Form.Email", _other))).Location);
        Assert.Equal(["Your e-mail address is about to change"], await mia.SubjectsAsync());
        var link = await LinkAsync(mia);
        Assert.DoesNotContain((await mia.LettersAsync(_other)).Single().Parts, part => part.ToString().Contains("Mia", StringComparison.Ordinal)); // a name can be anything, and the mailbox anybody's

        var looked = await mia.Browser.GetAsync(link);
        Assert.Contains(_other, looked.Text, StringComparison.Ordinal);
        Assert.Equal(mia.Email, (await mia.ReadAsync()).Email); // looking changes nothing

        Assert.Equal("/account?done=email", (await mia.SubmitAsync(link, Marked)).Location);
        var account = await mia.ReadAsync();
        Assert.Equal((_other, true), (account.Email, account.EmailConfirmed));
        Assert.Equal(["Your e-mail address is about to change", "Your e-mail address was changed"], await mia.SubjectsAsync());
        Assert.StartsWith("/account/sign-in", (await elsewhere.GetAsync("/account")).Location, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await mia.Browser.GetAsync("/account")).Status);

        Assert.Equal(HttpStatusCode.Gone, (await mia.Browser.GetAsync(link)).Status);
        Assert.Equal(HttpStatusCode.Gone, (await mia.Browser.PostAsync(link, looked.Form(Marked))).Status);
    }

    [Fact]
    public async Task A_link_is_worth_nothing_to_nobody_to_somebody_else_after_an_hour_and_when_made_up()
    {
        using var mia = await Person.WithAccountAsync(_app);
        using var eve = await Person.WithAccountAsync(_app);
        await mia.SubmitAsync(Path, Marked, ("Form.Email", _other));
        var link = await LinkAsync(mia);
        var form = (await mia.Browser.GetAsync(link)).Form(Marked);

        using var nobody = _app.Open();
        Assert.Equal($"/account/sign-in?returnTo={Uri.EscapeDataString(link)}", (await nobody.GetAsync(link)).Location);
        var theirs = await eve.Browser.GetAsync(link);
        Assert.Equal(HttpStatusCode.Gone, theirs.Status);
        Assert.DoesNotContain(_other, theirs.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Gone, (await eve.Browser.PostAsync(link, theirs.Form(Marked))).Status);
        foreach (var bad in new[] { "", "x", link[(link.IndexOf('=') + 1)..^4] + "AAAA" })
        {
            Assert.Equal(HttpStatusCode.Gone, (await mia.Browser.GetAsync("/account/email/confirm?link=" + bad)).Status);
        }
        _app.Clock.Advance(TimeSpan.FromMinutes(61));
        Assert.Equal(HttpStatusCode.Gone, (await mia.Browser.PostAsync(link, form)).Status);
        Assert.Equal((mia.Email, eve.Email), ((await mia.ReadAsync()).Email, (await eve.ReadAsync()).Email));
    }

    [Fact]
    public async Task A_new_password_ends_a_link_that_a_thief_had_sent()
    {
        using var mia = await Person.WithAccountAsync(_app);
        await mia.SubmitAsync(Path, Marked, ("Form.Email", _other));
        var link = await LinkAsync(mia);
        await mia.SubmitAsync("/account/password", Marked, ("Form.Present", Person.Password), ("Form.New", "seven slow blue whales"));
        Assert.Equal(HttpStatusCode.Gone, (await mia.Browser.GetAsync(link)).Status);
    }

    [Fact]
    public async Task An_address_with_an_account_gets_the_same_answer_and_a_letter_without_a_link_to_it()
    {
        using var mia = await Person.WithAccountAsync(_app);
        using var eve = await Person.WithAccountAsync(_app);
        var (free, taken) = (await mia.SubmitAsync(Path, Marked, ("Form.Email", _other)), await mia.SubmitAsync(Path, Marked, ("Form.Email", eve.Email.ToUpperInvariant())));
        Assert.Equal((free.Status, free.Location), (taken.Status, taken.Location));
        var letter = Assert.Single(await mia.LettersAsync(eve.Email.ToUpperInvariant()));
        Assert.DoesNotContain(letter.Parts.OfType<LetterPart.Action>(), action => action.Url.Contains("confirm", StringComparison.Ordinal));
        Assert.Equal(mia.Email, (await mia.ReadAsync()).Email);
    }

    [Fact]
    public async Task An_address_that_got_an_account_meanwhile_is_not_taken_over()
    {
        using var mia = await Person.WithAccountAsync(_app);
        using var eve = await Person.WithAccountAsync(_app);
        await mia.SubmitAsync(Path, Marked, ("Form.Email", _other));
        await eve.SubmitAsync(Path, Marked, ("Form.Email", _other));
        var letters = await mia.LettersAsync(_other);
        Assert.Equal("/account?done=email", (await eve.SubmitAsync(PathOf(letters[1]), Marked)).Location);
        Assert.Equal(HttpStatusCode.Gone, (await mia.SubmitAsync(PathOf(letters[0]), Marked)).Status);
        Assert.Equal((mia.Email, _other), ((await mia.ReadAsync()).Email, (await eve.ReadAsync()).Email));
        Assert.Equal(["Your e-mail address is about to change"], await mia.SubjectsAsync());
    }

    [Fact]
    public async Task After_a_while_the_password_is_asked_for()
    {
        using var mia = await Person.WithAccountAsync(_app);
        mia.Dawdle();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await mia.SubmitAsync(Path, Marked, ("Form.Email", _other), ("Form.Password", "a guess at it"))).Status);
        Assert.Empty(await mia.SubjectsAsync(_other));
        Assert.Equal("/account/email?done=email-asked", (await mia.SubmitAsync(Path, Marked, ("Form.Email", _other), ("Form.Password", Person.Password))).Location);
        Assert.Single(await mia.SubjectsAsync(_other));
    }

    [Fact]
    public async Task After_a_while_who_has_no_password_is_to_sign_in_anew()
    {
        using var mia = await Person.WithAccountAsync(_app, password: null);
        var form = (await mia.Browser.GetAsync(Path)).Form(Marked);
        mia.Dawdle();
        Assert.Equal("/account/sign-in?returnTo=%2Faccount%2Femail&again=1", (await mia.Browser.GetAsync(Path)).Location);
        form["Form.Email"] = _other;
        Assert.Equal("/account/sign-in?returnTo=%2Faccount%2Femail&again=1", (await mia.Browser.PostAsync(Path, form)).Location);
        Assert.Empty(await mia.SubjectsAsync(_other));
    }

    [Theory]
    [InlineData("")]
    [InlineData("nobody")]
    [InlineData("a@b.example\r\nBcc: eve@example.com")]
    [InlineData("a b@example.com")]
    public async Task What_is_no_address_gets_no_letter(string email)
    {
        using var mia = await Person.WithAccountAsync(_app);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await mia.SubmitAsync(Path, Marked, ("Form.Email", email))).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await mia.SubmitAsync(Path, Marked, ("Form.Email", mia.Email.ToUpperInvariant()))).Status);
        Assert.Empty(await mia.SubjectsAsync());
    }

    [Fact]
    public async Task Nobodys_mailbox_is_filled()
    {
        using var mia = await Person.WithAccountAsync(_app);
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(HttpStatusCode.Found, (await mia.SubmitAsync(Path, Marked, ("Form.Email", _other))).Status);
        }
        Assert.Equal(HttpStatusCode.TooManyRequests, (await mia.SubmitAsync(Path, Marked, ("Form.Email", _other))).Status);
        Assert.Equal(5, (await mia.SubjectsAsync(_other)).Count);
    }

    private async Task<string> LinkAsync(Person person) => PathOf((await person.LettersAsync(_other)).Single());

    private static string PathOf(Letter letter) => new Uri(letter.Parts.OfType<LetterPart.Action>().Single().Url).PathAndQuery;
}
