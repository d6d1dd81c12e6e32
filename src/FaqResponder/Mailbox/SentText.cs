using MimeKit;

namespace FaqResponder.Mailbox;

/// <summary>A reply of ours as it went out.</summary>
internal sealed record SentText(string To, string Subject, DateTimeOffset Date, string Text)
{
    /// <summary>Reads the very bytes that were handed to the server; <see langword="null"/> when they were erased.</summary>
    public static SentText? Read(byte[] mime)
    {
        if (mime.Length == 0) return null;
        using var stream = new MemoryStream(mime);
        using var message = MimeMessage.Load(stream);
        return new(message.To.ToString(), message.Subject ?? "", message.Date, message.TextBody ?? "");
    }
}
