using FaqResponder.Core.Replies;

using MimeKit;

namespace FaqResponder.Mailbox;

/// <summary>Reads our own replies back from the very bytes that were handed to the server.</summary>
internal static class SentMime
{
    /// <summary>The reply; <see langword="null"/> when its bytes were erased.</summary>
    public static SentReply? Read(byte[] mime)
    {
        if (mime.Length == 0) return null;
        using var stream = new MemoryStream(mime);
        using var message = MimeMessage.Load(stream);
        return new(message.To.ToString(), message.Subject ?? "", message.Date, message.TextBody ?? "");
    }
}
