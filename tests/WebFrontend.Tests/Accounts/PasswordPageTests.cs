using System.Net;
using Avanii.Web.Accounts;
using Microsoft.Extensions.DependencyInjection;

namespace Avanii.Web.Tests.Accounts;

public sealed class PasswordPageTests : IClassFixture<ShopApp>
{
    private const string Path = "/account/password", Marked = "account-form", Other = "seven slow blue whales";
    private readonly ShopApp _app;

    public PasswordPageTests(ShopApp app)
    {
        _app = app;
        _app.Gateway.Reset();
    }

    [Fact]
    public async Task A_new_password_ends_all_other_sessions_and_is_written_about()
    {
        using var mia = await Person.WithAccountAsync(_app);
        var elsewhere = await mia.SignInAsync();
        var changed = await mia.SubmitAsync(Path, Marked, ("Form.Present", Person.Password), ("Form.New", Other));
        Assert.Equal("/account?done=password", changed.Location);
        Assert.Equal((false, true), (await OpensAsync(mia, Person.Password), await OpensAsync(mia, Other)));
        Assert.Equal(HttpStatusCode.OK, (await mia.Browser.GetAsync("/account")).Status);
        Assert.StartsWith("/account/sign-in", (await elsewhere.GetAsync("/account")).Location, StringComparison.Ordinal);
        Assert.Equal(["Your password was changed"], await mia.SubjectsAsync());
    }

    [Fact]
    public async Task Guesses_at_the_present_password_are_counted_until_not_even_the_right_one_is_taken()
    {
        using var mia = await Person.WithAccountAsync(_app);
        for (var i = 0; i < 5; i++)
        {
            var wrong = await mia.SubmitAsync(Path, Marked, ("Form.Present", $"guess {i}"), ("Form.New", Other));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
            Assert.Contains("That is not your present password.", wrong.Text, StringComparison.Ordinal);
        }
        var late = await mia.SubmitAsync(Path, Marked, ("Form.Present", Person.Password), ("Form.New", Other));
        Assert.Equal(HttpStatusCode.TooManyRequests, late.Status);
        Assert.True(await OpensAsync(mia, Person.Password));
        Assert.Empty(await mia.SubjectsAsync());
        _app.Clock.Advance(TimeSpan.FromMinutes(16));
        Assert.Equal("/account?done=password", (await mia.SubmitAsync(Path, Marked, ("Form.Present", Person.Password), ("Form.New", Other))).Location);
    }

    [Theory]
    [InlineData("short", "10 characters at least")]
    [InlineData("aaaaaaaaaaaa", "4 different characters at least")]
    [InlineData("", "Please choose a new password.")]
    public async Task A_password_that_is_easily_guessed_is_refused_and_none_is_sent_back(string bad, string text)
    {
        using var mia = await Person.WithAccountAsync(_app);
        var page = await mia.SubmitAsync(Path, Marked, ("Form.Present", Person.Password), ("Form.New", bad));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains(text, page.Text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Person.Password, page.Html, StringComparison.Ordinal);
        Assert.Equal(("", ""), (page.Form(Marked)["Form.Present"], page.Form(Marked)["Form.New"]));
        Assert.True(await OpensAsync(mia, Person.Password));
        Assert.Empty(await mia.SubjectsAsync());
    }

    [Fact]
    public async Task Who_has_no_password_sets_one_after_signing_in_anew()
    {
        using var mia = await Person.WithAccountAsync(_app, password: null);
        var form = (await mia.Browser.GetAsync(Path)).Form(Marked);
        Assert.DoesNotContain("Form.Present", form.Keys);
        mia.Dawdle();
        Assert.Equal("/account/sign-in?returnTo=%2Faccount%2Fpassword&again=1", (await mia.Browser.GetAsync(Path)).Location);
        form["Form.New"] = Other;
        Assert.Equal("/account/sign-in?returnTo=%2Faccount%2Fpassword&again=1", (await mia.Browser.PostAsync(Path, form)).Location);
        Assert.False(await OpensAsync(mia, Other));
        var fresh = await mia.SignInAsync();
        Assert.Equal("/account?done=password", (await Person.SubmitAsync(fresh, Path, Marked, ("Form.New", Other))).Location);
        Assert.True(await OpensAsync(mia, Other));
        Assert.Equal(["You have a password now"], await mia.SubjectsAsync());
    }

    private async Task<bool> OpensAsync(Person person, string password)
    {
        await using var scope = _app.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<SignIn>().WithPasswordAsync(person.Email, password, null, null, CancellationToken.None) is SignInOutcome.Good;
    }
}
