using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Hosting;

namespace Avanii.Faults.Mutations;

/// <summary>Hears what the service's own libraries tell to whoever listens, and lets the mutation meddle.</summary>
internal sealed class Listeners(Mutation mutation) : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    public void OnNext(DiagnosticListener value)
    {
        if (value.Name is "Microsoft.Extensions.Hosting" or DbLoggerCategory.Name)
        {
            value.Subscribe(this);
        }
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        switch (value.Value)
        {
            case CommandEventData { Command: { } command } when value.Key == RelationalEventId.CommandExecuting.Name:
                if (mutation.Rewrite(command.CommandText) is { } rewritten)
                {
                    command.CommandText = rewritten;
                    Effects.Note();
                }
                break;
            case DbContextEventData { Context: { } context } when value.Key == CoreEventId.SaveChangesStarting.Name:
                mutation.OnSaving(context);
                break;
            case SaveChangesCompletedEventData { Context: { } context } when context.Database.CurrentTransaction is null:
                mutation.OnCommitted(context);
                break;
            case TransactionEndEventData { Context: { } context } when value.Key == RelationalEventId.TransactionCommitted.Name:
                mutation.OnCommitted(context);
                break;
            case IHostBuilder builder when value.Key == "HostBuilding":
                builder.ConfigureServices(mutation.Configure);
                break;
            case IHost host when value.Key == "HostBuilt":
                mutation.OnBuilt(host.Services);
                break;
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }
}

/// <summary>Tells the run that the mutation has had an effect: a mutation that no longer fits the code proves nothing.</summary>
internal static class Effects
{
    private static readonly string? s_log = Environment.GetEnvironmentVariable("AVANII_WITHOUT_LOG");
    private static readonly Lock s_lock = new();

    public static void Note()
    {
        if (s_log is null)
        {
            return;
        }
        lock (s_lock)
        {
            using var file = new FileStream(s_log, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
            file.WriteByte((byte)'x');
        }
    }
}
