using System.Diagnostics;
using Avanii.Faults.Mutations;

/// <summary>Where the runtime begins before the service does
/// (https://github.com/dotnet/runtime/blob/main/docs/design/features/host-startup-hook.md).</summary>
internal static class StartupHook
{
    public static void Initialize()
    {
        if (Mutation.Find(Environment.GetEnvironmentVariable("AVANII_WITHOUT")) is { } mutation)
        {
            DiagnosticListener.AllListeners.Subscribe(new Listeners(mutation));
        }
    }
}
