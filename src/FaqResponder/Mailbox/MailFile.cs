using FaqResponder.Core.Mails;

using MimeKit;

namespace FaqResponder.Mailbox;

/// <summary>Reads a mail from a file.</summary>
internal static class MailFile
{
    public static async Task<IncomingMail> LoadAsync(FileInfo file, CancellationToken token)
    {
        await using var stream = file.OpenRead();
        using var message = await MimeMessage.LoadAsync(stream, token);
        return MimeReader.Read(message, ArrivedAt(file), stream.Length);
    }

    public static DateTimeOffset ArrivedAt(FileInfo file) => new(file.LastWriteTimeUtc, TimeSpan.Zero);
}
