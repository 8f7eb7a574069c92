using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Avanii.Testing;
using Avanii.Web.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Avanii.Web.Tests.Security;

public sealed class SecretsInTelemetryTests
{
    private const string Mark = "s3cr3t-mark";

    [Fact]
    public async Task Nothing_secret_is_in_logs_traces_metrics_and_answers()
    {
        const string SecretKey = Mark + " of the key, which is long enough";
        await using var other = await ShopInstance.StartAsync(settings: new() { ["SECRET_KEY"] = SecretKey });
        var account = await other.CreateAccountAsync();
        await other.WithDatabaseAsync(async db =>
        {
            await using var scope = other.Services.CreateAsyncScope();
            var hash = scope.ServiceProvider.GetRequiredService<IPasswordHasher<Account>>().HashPassword(account, Mark + " right password");
            return await db.Accounts.ExecuteUpdateAsync(set => set.SetProperty(a => a.PasswordHash, hash));
        });
        await using var receiver = await OtlpReceiver.StartAsync();
        var (program, output) = Start(other, receiver, SecretKey);
        var secrets = new List<string> { Mark, ShopInstance.Password };
        try
        {
            using var client = new HttpClient { BaseAddress = await AddressAsync(output) };
            var answers = new List<string>();
            async Task<JsonElement?> AskAsync(HttpStatusCode expected, HttpMethod method, string path, HttpContent? body = null, string? token = null)
            {
                using var request = new HttpRequestMessage(method, path) { Content = body };
                request.Headers.Authorization = token is null ? null : new("Bearer", token);
                using var answer = await client.SendAsync(request);
                var text = await answer.Content.ReadAsStringAsync();
                Assert.True(answer.StatusCode == expected, $"{answer.StatusCode} {text}");
                if (answer.IsSuccessStatusCode)
                {
                    return text.Length == 0 ? null : JsonDocument.Parse(text).RootElement;
                }
                answers.Add(text);
                return null;
            }
            await AskAsync(HttpStatusCode.Unauthorized, HttpMethod.Post, "/api/session", JsonContent.Create(new { email = account.Email, password = Mark + " wrong password" }));
            await AskAsync(HttpStatusCode.BadRequest, HttpMethod.Post, "/api/session", new StringContent("{\"password\":\"" + Mark + "\"", null, "application/json"));
            await AskAsync(HttpStatusCode.Unauthorized, HttpMethod.Post, "/api/session", JsonContent.Create(new { refreshToken = Mark }));
            await AskAsync(HttpStatusCode.Unauthorized, HttpMethod.Delete, "/api/session", token: Mark);
            await AskAsync(HttpStatusCode.NotFound, HttpMethod.Get, $"/nowhere?token={Mark}&code={Mark}");
            await AskAsync(HttpStatusCode.Gone, HttpMethod.Get, $"{AccountPaths.Undo}?key={Mark}");
            var first = (await AskAsync(HttpStatusCode.OK, HttpMethod.Post, "/api/session", JsonContent.Create(new { email = account.Email, password = Mark + " right password" })))!.Value;
            var second = (await AskAsync(HttpStatusCode.OK, HttpMethod.Post, "/api/session", JsonContent.Create(new { refreshToken = first.GetProperty("refreshToken").GetString() })))!.Value;
            var third = (await AskAsync(HttpStatusCode.OK, HttpMethod.Post, "/api/session", JsonContent.Create(new { refreshToken = second.GetProperty("refreshToken").GetString() })))!.Value;
            await AskAsync(HttpStatusCode.Unauthorized, HttpMethod.Post, "/api/session", JsonContent.Create(new { refreshToken = first.GetProperty("refreshToken").GetString() }));
            await AskAsync(HttpStatusCode.NoContent, HttpMethod.Delete, "/api/session", token: second.GetProperty("token").GetString());
            secrets.AddRange(new[] { first, second, third }.SelectMany(t => new[] { t.GetProperty("token").GetString()!, t.GetProperty("refreshToken").GetString()! }));
            secrets.Add(account.Email!); // personal, which logs are without, too
            await Eventually.IsTrue(() => receiver.Spans.Any(span => span.Name.StartsWith("DELETE", StringComparison.Ordinal) && span.Kind == ReceivedSpan.Server));
            await Eventually.IsTrue(() => receiver.Heard("A refresh token of account")); // its log came, too
            Assert.All(answers, answer => Assert.DoesNotContain(Mark, answer, StringComparison.Ordinal));
        }
        finally
        {
            program.Kill();
            await program.WaitForExitAsync();
            program.Dispose();
        }
        Assert.Contains(output, line => line.Contains("A refresh token of account", StringComparison.Ordinal));
        Assert.All(secrets, secret =>
        {
            Assert.False(receiver.Heard(secret), secret);
            Assert.DoesNotContain(output, line => line.Contains(secret, StringComparison.Ordinal));
        });
    }

    private static (Process Program, System.Collections.Concurrent.ConcurrentQueue<string> Output) Start(ShopInstance other, OtlpReceiver receiver, string secretKey)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(ShopperTokens).Assembly.Location])
        {
            WorkingDirectory = AppContext.BaseDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in receiver.Variables)
        {
            start.Environment[name] = value;
        }
        start.Environment["OTEL_BLRP_SCHEDULE_DELAY"] = "200";
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        start.Environment["ConnectionStrings__avanii"] = other.Database;
        start.Environment["ConnectionStrings__messaging"] = $"amqp://nobody:{Mark}@127.0.0.1:1/";
        start.Environment["services__gateway__http__0"] = other.Gateway.Address;
        start.Environment["SECRET_KEY"] = secretKey;
        var output = new System.Collections.Concurrent.ConcurrentQueue<string>();
        var program = new Process { StartInfo = start };
        program.OutputDataReceived += (_, line) => output.Enqueue(line.Data ?? "");
        program.ErrorDataReceived += (_, line) => output.Enqueue(line.Data ?? "");
        program.Start();
        program.BeginOutputReadLine();
        program.BeginErrorReadLine();
        return (program, output);
    }

    // Now listening on: http://127.0.0.1:41234
    private static async Task<Uri> AddressAsync(IEnumerable<string> output)
    {
        var line = await Eventually.GetAsync(
            () => Task.FromResult(output.FirstOrDefault(l => l.Contains("Now listening on: ", StringComparison.Ordinal))), l => l is not null, TimeSpan.FromSeconds(60));
        return new Uri(line!.Split("on: ")[1].Trim());
    }
}
