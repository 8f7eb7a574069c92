using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Avanii.AppHost.Standalone;

/// <summary>Where a RabbitMQ broker is, with a login that may do everything.</summary>
/// <param name="AmqpUri"><c>amqp://user:password@host:port/vhost</c>; without a path, the virtual host <c>/</c>.</param>
/// <param name="ManagementUri">Its HTTP API, with the same login in the address.</param>
public sealed record RabbitMqServer(Uri AmqpUri, Uri ManagementUri)
{
    /// <summary>The same broker and login, another virtual host.</summary>
    public Uri AmqpUriFor(string virtualHost) => new UriBuilder(AmqpUri) { Path = Uri.EscapeDataString(virtualHost) }.Uri;

    /// <summary>Makes a virtual host; without a name, a fresh one of a name that nobody has.</summary>
    /// <returns>The address for a client of it, with the same login.</returns>
    public async Task<Uri> CreateVirtualHostAsync(string? name = null, CancellationToken ct = default)
    {
        name ??= $"test-{Guid.NewGuid():N}";
        using var http = ManagementClient();
        // Who makes a virtual host gets every right on it. rabbitmqctl would take 1.5 s for each call, this takes 20 ms.
        using var answer = await http.PutAsync(new Uri($"api/vhosts/{Uri.EscapeDataString(name)}", UriKind.Relative), null, ct);
        answer.EnsureSuccessStatusCode();
        return AmqpUriFor(name);
    }

    public async Task DeleteVirtualHostAsync(string name, CancellationToken ct = default)
    {
        using var http = ManagementClient();
        using var answer = await http.DeleteAsync(new Uri($"api/vhosts/{Uri.EscapeDataString(name)}", UriKind.Relative), ct);
        if (answer.StatusCode != HttpStatusCode.NotFound)
        {
            answer.EnsureSuccessStatusCode();
        }
    }

    /// <summary>A client of the management API (<c>api/queues</c> and so on), signed in.</summary>
    public HttpClient ManagementClient()
    {
        var login = Encoding.UTF8.GetBytes(Uri.UnescapeDataString(ManagementUri.UserInfo));
        return new()
        {
            BaseAddress = new UriBuilder(ManagementUri) { UserName = "", Password = "" }.Uri,
            DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(login)) },
        };
    }
}
