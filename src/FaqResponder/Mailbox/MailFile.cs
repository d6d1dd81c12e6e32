using FaqResponder.Core.Mails;

namespace FaqResponder.Mailbox;

/// <summary>Reads a mail from a file.</summary>
internal static class MailFile
{
    public static async Task<IncomingMail> LoadAsync(FileInfo file, CancellationToken token)
    {
        await using var stream = file.OpenRead();
        return await MimeReader.ReadAsync(stream, ArrivedAt(file), token);
    }

    public static DateTimeOffset ArrivedAt(FileInfo file) => new(file.LastWriteTimeUtc, TimeSpan.Zero);
}
