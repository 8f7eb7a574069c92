using Avanii.ServiceDefaults;
using Avanii.ServiceDefaults.Messaging;
using Avanii.Web;
using Avanii.Web.Accounts;
using Avanii.Web.Images;
using Avanii.Web.Layout;
using Avanii.Web.Mail;
using Avanii.Web.Pages.Cart;
using Avanii.Web.Pages.Orders;
using Avanii.Web.Pages.Problems;
using Avanii.Web.Security;

var builder = WebApplication.CreateBuilder(args);
builder.WebHost.UseStaticWebAssets(); // run from build output in Production, it finds its files too; published, this does nothing
builder.AddHostDefaults();
builder.AddAccounts();
builder.AddMail();
builder.AddStorefront();

var app = builder.Build();
app.UsePageHeaders();
app.UseSecurityHeaders();
app.UseCookiePolicy();
app.UseResponseCompression();
app.UseProblemPages();
app.UseShopperSession();
app.UseAntiforgery();
app.UseStaleFormPage();
app.MapHealth();
app.MapAccounts();
app.MapStaticAssets();
app.MapPictures();
app.MapCart();
app.MapOrders();
app.MapMail();
app.MapRazorComponents<App>();
return await app.RunServiceAsync(args, StaffToken.Command, MessagingCommands.Errors, MessagingCommands.Replay);
