using Avanii.ServiceDefaults;
using Avanii.Web;
using Avanii.Web.Accounts;
using Avanii.Web.BackOffice;
using Avanii.Web.Images;
using Avanii.Web.Layout;
using Avanii.Web.Mail;
using Avanii.Web.Pages.Account;
using Avanii.Web.Pages.Account.Settings;
using Avanii.Web.Pages.BackOffice;
using Avanii.Web.Pages.Cart;
using Avanii.Web.Pages.Orders;
using Avanii.Web.Pages.Problems;
using Avanii.Web.Security;

var builder = WebApplication.CreateBuilder(args);
builder.WebHost.UseStaticWebAssets(); // run from build output in Production, it finds its files too; published, this does nothing
builder.AddHostDefaults();
builder.AddPublicHost();
builder.RequireServices("gateway");
builder.AddRateLimits();
builder.AddSecurityTxt();
builder.AddAccounts();
builder.AddBackOffice();
builder.AddMail();
builder.AddStorefront();

var app = builder.Build();
app.UsePageHeaders();
app.UsePublicHost();
app.UseSecurityHeaders();
app.UseCookiePolicy();
app.UseWhen(Storefront.MayCompress, compressed => compressed.UseResponseCompression());
app.UseProblemPages();
app.UseRateLimiter();
app.UseAuthentication(); // of API clients; a browser has a session
app.UseAuthorization();
app.UseShopperSession();
app.UseLateGuestMerge();
app.UseAntiforgery();
app.UseStaleFormPage();
app.UseSignedInPages(); // behind both: what another site posts is refused, whoever is signed in
app.UseBackOfficePages();
app.MapHealth();
app.MapAccounts();
app.MapBackOffice();
app.MapSecurityTxt();
app.MapStaticAssets();
app.MapPictures();
app.MapCart();
app.MapOrders();
app.MapAccountData();
app.MapAccountForms();
app.MapAccountSettings();
app.MapPasskeySettings();
app.MapBackOfficeForms();
app.MapMail();
app.MapRazorComponents<App>();
return await app.RunServiceAsync(args, StaffToken.Command, OwnerCommand.Command);
