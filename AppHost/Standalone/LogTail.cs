
namespace Avanii.AppHost.Standalone;

/// <summary>Prints a log file, and each time what has come since.</summary>
internal sealed class LogTail : IAsyncDisposable
{
    private readonly FileStream? _file;

    public LogTail(string path, bool fromEnd = false)
    {
        if (File.Exists(path))
        {
            _file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            _file.Position = fromEnd ? _file.Length : 0;
        }
    }

    public void Print()
    {
        if (_file is null)
        {
            return;
        }
        if (_file.Length < _file.Position)
        {
            _file.Position = 0; // emptied: the piece was started anew
        }
        using var output = Console.OpenStandardOutput();
        _file.CopyTo(output);
        output.Flush();
    }

    public async ValueTask DisposeAsync()
    {
        if (_file is not null)
        {
            await _file.DisposeAsync();
        }
    }
}
