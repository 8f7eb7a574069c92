using Avanii.Web.Accounts;
using Avanii.Web.Pages.Problems;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.AspNetCore.Identity;

namespace Avanii.Web.Pages.Account.Settings;

/// <summary>A page about the account of who looks at it.</summary>
public abstract class AccountPage : ComponentBase
{
    [CascadingParameter]
    public HttpContext HttpContext { get; set; } = null!;

    /// <summary>What was done just now, by name: the page has the words for it.</summary>
    [SupplyParameterFromQuery]
    public string? Done { get; set; }

    [Inject]
    internal ShopperSession Session { get; set; } = null!;

    [Inject]
    internal UserManager<Accounts.Account> Accounts { get; set; } = null!;

    [Inject]
    internal TimeProvider Clock { get; set; } = null!;

    protected SignedIn Me => Session.Account!; // the page would not have been opened

    protected bool IsFresh => Me.IsFresh(Clock);

    protected CancellationToken Ct => HttpContext.RequestAborted;

    protected bool IsPost => HttpMethods.IsPost(HttpContext.Request.Method);

    /// <returns>The account, tracked by the context.</returns>
    protected async Task<Accounts.Account> ReadAccountAsync() =>
        await Accounts.FindByIdAsync(Me.AccountId.ToString()) ?? throw new InvalidOperationException("The session has outlived its account.");

    /// <summary>Leads to the sign-in and back here. The page is still to show its form, if this is the answer to a post.</summary>
    protected void AskWhoItIs() => HttpContext.Response.Redirect(SignedInPages.SignInPath(HttpContext.Request.Path, again: true));

    /// <summary>Leads somebody who works here to the page that asks for two factors, and back here.</summary>
    protected void AskForSecondFactor() => HttpContext.Response.Redirect(SignedInPages.SecondFactorPath(HttpContext.Request.Path));

    protected void GoTo(string path) => HttpContext.Response.Redirect(path);
}

/// <summary>One with a form.</summary>
/// <typeparam name="TForm">What is typed.</typeparam>
public abstract class AccountFormPage<TForm> : AccountPage
    where TForm : class, new()
{
    private ValidationMessageStore? _refusals;

    [SupplyParameterFromForm]
    public TForm? Form { get; set; }

    protected EditContext Edit { get; private set; } = null!;

    protected override void OnInitialized()
    {
        Form ??= new TForm();
        Edit = new EditContext(Form);
    }

    /// <summary>Shows the form again.</summary>
    /// <param name="field">Beside which field the reason stands; empty: above the form.</param>
    /// <param name="refusal">Why.</param>
    protected void Refuse(string field, Refusal refusal)
    {
        (_refusals ??= new ValidationMessageStore(Edit)).Add(new FieldIdentifier(Form!, field), HttpContext.Refuse(refusal));
        Edit.NotifyValidationStateChanged();
    }

    /// <summary>What the form's own rules say stands beside its fields already.</summary>
    protected void RefuseInvalid() => HttpContext.SetPageStatus(StatusCodes.Status422UnprocessableEntity);
}
