namespace Avanii.AppHost.Standalone;

/// <summary>What stands in the way of the stack, as one sentence for the person at the terminal: no stack trace belongs below it.</summary>
public sealed class StandaloneException : Exception
{
    public StandaloneException(string message, Exception? inner = null) : base(message, inner)
    {
    }
}
