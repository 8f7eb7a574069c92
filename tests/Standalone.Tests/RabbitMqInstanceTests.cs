using System.Net;

namespace Avanii.AppHost.Standalone.Tests;

public sealed class RabbitMqInstanceTests : IDisposable
{
    private readonly DisposableFolder _folder = DisposableFolder.Create();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_was_declared_survives_a_kill_and_nothing_survives_the_end()
    {
        IReadOnlyList<ProcessIdentity> processes;
        await using (var rabbitMq = await RabbitMqInstance.StartAsync(_folder.Sub("kill"), disposable: true))
        {
            await rabbitMq.Server.CreateVirtualHostAsync("shop");

            await rabbitMq.KillAsync();
            Assert.Empty(rabbitMq.Processes); // its name service has ended with it
            await rabbitMq.StartAsync();

            Assert.Equal(HttpStatusCode.OK, await AskAsync(rabbitMq.Server, "api/vhosts/shop"));
            processes = [.. rabbitMq.Processes, .. rabbitMq.Processes.SelectMany(process => ProcessTable.Descendants(process.Id))];
            Assert.Contains(processes, process => ProcessTable.CommandLine(process.Id).Contains("epmd", StringComparison.Ordinal));
        }
        Assert.DoesNotContain(processes, ProcessTable.IsAlive);
    }

    [Fact]
    public async Task Guest_has_no_login()
    {
        await using var rabbitMq = await RabbitMqInstance.StartAsync(_folder.Sub("guest"), disposable: true);
        var guest = rabbitMq.Server with { ManagementUri = new UriBuilder(rabbitMq.Server.ManagementUri) { UserName = "guest", Password = "guest" }.Uri };

        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(guest, "api/whoami"));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(rabbitMq.Server, "api/whoami"));
    }

    private static async Task<HttpStatusCode> AskAsync(RabbitMqServer server, string path)
    {
        using var http = server.ManagementClient();
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative));
        return answer.StatusCode;
    }
}
