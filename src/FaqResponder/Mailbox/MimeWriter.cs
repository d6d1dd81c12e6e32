using FaqResponder.Core;
using FaqResponder.Core.Replies;

using MimeKit;
using MimeKit.Utils;

namespace FaqResponder.Mailbox;

/// <summary>Writes a reply as the bytes that go out, are stored, and lie in Sent: the same bytes everywhere.</summary>
internal static class MimeWriter
{
    private static readonly FormatOptions Wire = WireFormat();

    /// <summary>A new Message-ID in the author's own domain.</summary>
    public static string NewMessageId(string fromAddress)
    {
        var domain = fromAddress[(fromAddress.LastIndexOf('@') + 1)..];
        return MimeUtils.GenerateMessageId(domain.Length > 0 ? domain : "localhost");
    }

    public static byte[] Write(Reply reply)
    {
        using var message = new MimeMessage();
        message.From.Add(new MailboxAddress(reply.FromName, reply.FromAddress));
        message.To.Add(new MailboxAddress(reply.ToName, reply.ToAddress));
        message.Subject = reply.Subject;
        message.Date = reply.Date;
        message.MessageId = reply.MessageId;
        if (reply.InReplyTo is { } answered) message.Headers.Add(HeaderId.InReplyTo, $"<{answered}>");
        if (reply.References.Count > 0) message.Headers.Add(HeaderId.References, string.Join(' ', reply.References.Select(r => $"<{r}>")));
        if (reply.Kind is ReplyKind.Automatic)
        {
            // RFC 3834, section 5; and the wish of Exchange users not to start a duel of machines.
            message.Headers.Add("Auto-Submitted", "auto-replied");
            message.Headers.Add("X-Auto-Response-Suppress", "All");
        }

        message.Headers.Add(HeaderId.ContentLanguage, reply.Language.Code());
        message.Body = new MultipartAlternative
        {
            new TextPart("plain") { Text = reply.Text, ContentTransferEncoding = ContentEncoding.QuotedPrintable },
            new TextPart("html") { Text = reply.Html, ContentTransferEncoding = ContentEncoding.QuotedPrintable },
        };
        using var bytes = new MemoryStream();
        message.WriteTo(Wire, bytes);
        return bytes.ToArray();
    }

    /// <summary>Writes a mail of the service to its own author, marked as made by a machine (RFC 3834, section 5).</summary>
    public static byte[] WriteNotice(string fromName, string fromAddress, string toAddress, string subject, string text, DateTimeOffset date)
    {
        using var message = new MimeMessage();
        message.From.Add(new MailboxAddress(fromName, fromAddress));
        message.To.Add(new MailboxAddress("", toAddress));
        message.Subject = subject;
        message.Date = date;
        message.MessageId = NewMessageId(fromAddress);
        message.Headers.Add("Auto-Submitted", "auto-generated");
        message.Headers.Add("X-Auto-Response-Suppress", "All");
        message.Body = new TextPart("plain") { Text = text, ContentTransferEncoding = ContentEncoding.QuotedPrintable };
        using var bytes = new MemoryStream();
        message.WriteTo(Wire, bytes);
        return bytes.ToArray();
    }

    /// <summary>The field that tells the service's letters from any other mail: for her filters, and for nothing else, since anybody can write it.</summary>
    public const string LetterField = "X-FaqResponder-Letter";

    /// <summary>Writes a letter of the service to its author, as a text and as a page.</summary>
    public static byte[] WriteLetter(MailLetter letter)
    {
        using var message = new MimeMessage();
        message.From.Add(new MailboxAddress("FaqResponder", letter.Address));
        message.To.Add(new MailboxAddress(letter.Name, letter.Address));
        message.Subject = letter.Subject;
        message.Date = letter.Date;
        message.MessageId = letter.MessageId;
        message.Headers.Add("Auto-Submitted", "auto-generated");
        message.Headers.Add("X-Auto-Response-Suppress", "All");
        message.Headers.Add(LetterField, "1");
        message.Headers.Add(HeaderId.ContentLanguage, letter.Language.Code());
        message.Body = new MultipartAlternative
        {
            new TextPart("plain") { Text = letter.Text, ContentTransferEncoding = ContentEncoding.QuotedPrintable },
            new TextPart("html") { Text = letter.Html, ContentTransferEncoding = ContentEncoding.QuotedPrintable },
        };
        using var bytes = new MemoryStream();
        message.WriteTo(Wire, bytes);
        return bytes.ToArray();
    }

    private static FormatOptions WireFormat()
    {
        var format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Dos;
        return format;
    }
}

/// <summary>A letter of the service to its author.</summary>
/// <param name="Name">Hers.</param>
/// <param name="Address">Hers, from which it comes and to which it goes.</param>
internal sealed record MailLetter(string Name, string Address, string MessageId, string Subject, string Text, string Html, Language Language, DateTimeOffset Date);
