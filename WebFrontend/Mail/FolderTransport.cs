using MimeKit;

namespace Avanii.Web.Mail;

/// <summary>In Development: each mail becomes a file, which <c>/dev/mail</c> shows.</summary>
/// <param name="folder">Made when the first mail comes.</param>
internal sealed class FolderTransport(string folder) : IMailTransport
{
    public async Task SendAsync(Guid id, MimeMessage message, CancellationToken ct)
    {
        Directory.CreateDirectory(folder);
        var file = FileOf(id);
        var unfinished = file + ".part"; // whoever looks into the folder finds whole mails only
        await message.WriteToAsync(unfinished, ct);
        File.Move(unfinished, file, overwrite: true);
    }

    /// <returns>The mails' ids, newest first: an id begins with its time.</returns>
    public IReadOnlyList<Guid> List() => Directory.Exists(folder)
        ? [.. Directory.EnumerateFiles(folder, "*.eml").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal).Reverse()
            .Select(name => Guid.TryParseExact(name, "N", out var id) ? id : Guid.Empty).Where(id => id != Guid.Empty)]
        : [];

    /// <returns>The mail, or null when there is none of that id.</returns>
    public async Task<MimeMessage?> ReadAsync(Guid id, CancellationToken ct) =>
        File.Exists(FileOf(id)) ? await MimeMessage.LoadAsync(FileOf(id), ct) : null;

    private string FileOf(Guid id) => Path.Combine(folder, $"{id:N}.eml");
}
