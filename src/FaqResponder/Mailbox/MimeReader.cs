using System.Text;

using FaqResponder.Core.Mails;

using MimeKit;
using MimeKit.Utils;

namespace FaqResponder.Mailbox;

/// <summary>Turns MIME into an <see cref="IncomingMail"/>: headers decoded, text found, attachments named and left alone.</summary>
internal static class MimeReader
{
    /// <summary>The most bytes of one text part that are read; no question stands after them.</summary>
    public const int MaxTextBytes = 256 * 1024;

    // Bounds that no honest mail meets.
    private const int MaxHeaderCount = 500;
    private const int MaxHeaderValue = 16 * 1024;
    private const int MaxDepth = 30;
    private const int MaxParts = 200;

    private static readonly Encoding Latin = CodePages();

    /// <summary>A whole message, as a Maildir has it.</summary>
    public static IncomingMail Read(MimeMessage message, DateTimeOffset arrivedAt, long size)
    {
        var text = new Texts();
        if (message.Body is { } body) Walk(body, text, depth: 0);
        return FromHeaders(message.Headers, arrivedAt, size) with
        {
            ContentType = message.Body?.ContentType.MimeType.ToLowerInvariant() ?? "text/plain",
            PartTypes = text.Types,
            Attachments = text.Attachments,
            Text = text.Plain,
            Html = text.Html,
        };
    }

    /// <summary>What the header alone says.</summary>
    public static IncomingMail FromHeaders(HeaderList headers, DateTimeOffset arrivedAt, long size) => new()
    {
        Headers = [.. headers.Take(MaxHeaderCount).Select(h => new MailHeader(h.Field, Bounded(h.Value)))],
        From = Addresses(headers, HeaderId.From),
        ReplyTo = Addresses(headers, HeaderId.ReplyTo),
        To = Addresses(headers, HeaderId.To),
        Cc = Addresses(headers, HeaderId.Cc),
        Subject = Subject(headers),
        MessageId = Id(headers[HeaderId.MessageId]),
        References = Ids(headers[HeaderId.References]),
        InReplyTo = Ids(headers[HeaderId.InReplyTo]),
        Date = headers[HeaderId.Date] is { } date && DateUtils.TryParse(date, out var parsed) ? parsed : null,
        ArrivedAt = arrivedAt,
        Size = size,
    };

    /// <summary>
    /// Decodes a text by the charset that it declares, if the bytes are valid in it. In a one-byte charset every byte is; there, and where none
    /// is declared, UTF-8 comes first: text that is valid UTF-8 and not plain ASCII is hardly ever anything else. Last comes
    /// Windows-1252. What people wrote stays readable when their program lied.
    /// </summary>
    public static string Decode(byte[] bytes, string? charset)
    {
        var oneByte = Strict(charset) is not { } declared || declared.IsSingleByte;
        foreach (var candidate in oneByte ? (string?[])["utf-8", charset] : [charset, "utf-8"])
        {
            if (Strict(candidate) is not { } encoding) continue;
            try
            {
                return encoding.GetString(bytes).TrimStart('\uFEFF');
            }
            catch (DecoderFallbackException)
            {
                // The declaration is wrong, or the text was cut within a character; the next candidate tells.
            }
        }

        return Latin.GetString(bytes);
    }

    private static Encoding? Strict(string? charset)
    {
        if (string.IsNullOrWhiteSpace(charset)) return null;
        var name = charset.Trim().Trim('"').ToLowerInvariant();
        // What calls itself Latin-1 or ASCII and has bytes above 127 is Windows-1252 in practice (WHATWG Encoding Standard).
        if (name is "iso-8859-1" or "latin1" or "us-ascii" or "ascii") name = "windows-1252";
        try
        {
            return Encoding.GetEncoding(name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        }
        catch (Exception unknown) when (unknown is ArgumentException or NotSupportedException)
        {
            // Unheard of, or one that .NET refuses for safety (UTF-7).
            return null;
        }
    }

    private static Encoding CodePages()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return Encoding.GetEncoding("windows-1252");
    }

    private static void Walk(MimeEntity entity, Texts texts, int depth)
    {
        if (depth > MaxDepth || texts.Types.Count >= MaxParts) return;
        texts.Types.Add(entity.ContentType.MimeType.ToLowerInvariant());
        switch (entity)
        {
            case Multipart multipart:
                foreach (var part in multipart) Walk(part, texts, depth + 1);
                break;
            case TextPart part when !part.IsAttachment:
                texts.Add(part.IsHtml, Decode(Content(part), part.ContentType.Charset));
                break;
            case MimePart part:
                texts.Attachments.Add(part.FileName ?? part.ContentType.MimeType);
                break;
        }
    }

    private static byte[] Content(MimePart part)
    {
        if (part.Content is null) return [];
        using var bounded = new BoundedStream(MaxTextBytes);
        part.Content.DecodeTo(bounded);
        return bounded.ToArray();
    }

    private static IReadOnlyList<MailAddress> Addresses(HeaderList headers, HeaderId field)
    {
        if (headers[field] is not { Length: > 0 } value || !InternetAddressList.TryParse(Bounded(value), out var list)) return [];
        return [.. list.Mailboxes.Take(100).Select(m => new MailAddress(Visible(m.Name ?? ""), m.Address))];
    }

    private static string Subject(HeaderList headers)
    {
        var header = headers.FirstOrDefault(h => h.Id == HeaderId.Subject);
        if (header is null) return "";
        // Eight-bit bytes in a header have no charset; MimeKit guesses UTF-8, then Latin-1, which is the same rule as for bodies.
        return Bounded(header.Value).Trim();
    }

    private static string? Id(string? value) => Ids(value) is [var first, ..] ? first : string.IsNullOrWhiteSpace(value) ? null : Bounded(value.Trim());

    private static IReadOnlyList<string> Ids(string? value) =>
        value is null ? [] : [.. MimeUtils.EnumerateReferences(Bounded(value)).Take(1000)];

    private static string Visible(string name) => string.Concat(name.Select(c => char.IsControl(c) ? ' ' : c)).Trim();

    private static string Bounded(string value) => value.Length <= MaxHeaderValue ? value : value[..MaxHeaderValue];

    private sealed class Texts
    {
        public List<string> Types { get; } = [];

        public List<string> Attachments { get; } = [];

        public string? Plain { get; private set; }

        public string? Html { get; private set; }

        public void Add(bool html, string text)
        {
            if (html) Html = Html is null ? text : Within(Html + "\n<hr>\n" + text);
            else Plain = Plain is null ? text : Within(Plain + "\n" + text);
        }

        private static string Within(string text) => text.Length <= MaxTextBytes ? text : text[..MaxTextBytes];
    }
}
