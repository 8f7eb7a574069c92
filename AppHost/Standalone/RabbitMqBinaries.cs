namespace Avanii.AppHost.Standalone;

/// <summary>Finds the broker's start script and Erlang's name service.</summary>
internal static class RabbitMqBinaries
{
    public static (string Server, string Epmd) Find()
    {
        // The script in Debian's /usr/sbin steps down to the user rabbitmq and its folders: we want the one behind it.
        string[] folders = ["/usr/lib/rabbitmq/bin", "/opt/rabbitmq/sbin", .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')];
        var server = folders.Select(folder => Path.Combine(folder, "rabbitmq-server")).FirstOrDefault(File.Exists);
        // Fedora and Erlang's own packages keep epmd beside the runtime: /usr/lib64/erlang/erts-13.1.5/bin/epmd
        string[] runtimes =
        [
            .. new[] { "/usr/lib/erlang", "/usr/lib64/erlang", "/usr/local/lib/erlang", "/opt/erlang/lib/erlang" }
                .Where(Directory.Exists).SelectMany(folder => Directory.EnumerateDirectories(folder, "erts-*")).Select(runtime => Path.Combine(runtime, "bin")),
        ];
        var epmd = folders[2..].Concat(runtimes).Select(folder => Path.Combine(folder, "epmd")).FirstOrDefault(File.Exists);
        return server is not null && epmd is not null
            ? (server, epmd)
            : throw new StandaloneException("RabbitMQ is not installed: install the package rabbitmq-server (Debian, Ubuntu, Fedora) or rabbitmq (Arch).");
    }
}
