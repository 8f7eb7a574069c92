using Avanii.ServiceDefaults;
using Avanii.Web;
using Avanii.Web.Accounts;
using Avanii.Web.Images;
using Avanii.Web.Layout;
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
builder.AddStorefront();

var app = builder.Build();
app.UsePublicHost();
app.UseSecurityHeaders();
app.UseCookiePolicy();
app.UseResponseCompression();
app.UseProblemPages();
app.UseRateLimiter();
app.UseShopperSession();
app.UseAntiforgery();
app.UseStaleFormPage();
app.MapHealth();
app.MapAccounts();
app.MapSecurityTxt();
app.MapStaticAssets();
app.MapPictures();
app.MapCart();
app.MapOrders();
app.MapRazorComponents<App>();
return await app.RunServiceAsync(args, StaffToken.Command);
