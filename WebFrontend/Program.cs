using Avanii.ServiceDefaults;
using Avanii.Web.Accounts;

var builder = WebApplication.CreateBuilder(args);
builder.AddHostDefaults();
builder.AddAccounts();

var app = builder.Build();
app.MapHealth();
app.MapAccounts();
return await app.RunServiceAsync(args);
