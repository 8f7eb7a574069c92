using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using MimeKit;

namespace Avanii.Web.Tests.Mail;

/// <summary>A mail server that keeps what it is given, as far as a client of ours speaks with it (RFC 5321).</summary>
internal sealed class SmtpServer : IDisposable
{
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _stop = new();

    private SmtpServer(int port)
    {
        _listener = new(IPAddress.Loopback, port);
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public ConcurrentQueue<(string From, string To, MimeMessage Mail)> Received { get; } = new();

    public ConcurrentQueue<string> Commands { get; } = new();

    /// <summary>What it says to RCPT TO; null: welcome.</summary>
    public Func<string, string?> Recipient { get; set; } = _ => null;

    /// <param name="port">The same again is the same server, back.</param>
    public static SmtpServer Start(int port = 0) => new(port);

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            var client = await _listener.AcceptTcpClientAsync(_stop.Token);
            _ = TalkAsync(client);
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using var connection = client;
        using var reader = new StreamReader(client.GetStream(), Encoding.Latin1);
        await using var writer = new StreamWriter(client.GetStream(), Encoding.Latin1) { NewLine = "\r\n", AutoFlush = true };
        await writer.WriteLineAsync("220 test");
        var (from, to) = ("", "");
        while (await reader.ReadLineAsync(_stop.Token) is { } line)
        {
            Commands.Enqueue(line);
            switch (line.Split(' ', ':')[0].ToUpperInvariant())
            {
                case "EHLO":
                    await writer.WriteLineAsync("250-test\r\n250-8BITMIME\r\n250 AUTH PLAIN");
                    continue;
                case "AUTH":
                    await writer.WriteLineAsync(Encoding.UTF8.GetString(Convert.FromBase64String(line.Split(' ')[2])) == "\0shop\0a good password" ? "235 ok" : "535 5.7.8 no");
                    continue;
                case "MAIL":
                    from = line[(line.IndexOf('<') + 1)..line.IndexOf('>')];
                    break;
                case "RCPT":
                    to = line[(line.IndexOf('<') + 1)..line.IndexOf('>')];
                    await writer.WriteLineAsync(Recipient(to) ?? "250 ok");
                    continue;
                case "DATA":
                    await writer.WriteLineAsync("354 go on");
                    var text = new StringBuilder();
                    while (await reader.ReadLineAsync(_stop.Token) is { } data && data != ".")
                    {
                        text.Append(data.StartsWith('.') ? data[1..] : data).Append("\r\n");
                    }
                    Received.Enqueue((from, to, await MimeMessage.LoadAsync(new MemoryStream(Encoding.Latin1.GetBytes(text.ToString())))));
                    break;
                case "QUIT":
                    await writer.WriteLineAsync("221 bye");
                    return;
            }
            await writer.WriteLineAsync("250 ok");
        }
    }
}
