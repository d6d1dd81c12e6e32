using FaqResponder.Core.Mails;

using MimeKit;

namespace FaqResponder.Mailbox;

/// <summary>Turns MIME into an <see cref="IncomingMail"/>: headers decoded, text found, attachments named and left alone.</summary>
internal static class MimeReader
{
    /// <summary>The most bytes of one text part that are read; no question stands after them.</summary>
    public const int MaxTextBytes = 256 * 1024;

    /// <summary>How deep parts within parts are read; no honest mail goes further.</summary>
    public const int MaxDepth = 30;

    /// <summary>How many parts are read; no honest mail has more.</summary>
    public const int MaxParts = 200;

    /// <summary>
    /// A whole message from a stream that can be sought in. Whatever is wrong with it, there is a mail in the end: one that can't be read says so.
    /// Memory is bounded, because contents stay in the stream.
    /// </summary>
    public static async Task<IncomingMail> ReadAsync(Stream stream, DateTimeOffset arrivedAt, CancellationToken token)
    {
        try
        {
            using var message = await Parser(await MailBounds.WithinAsync(stream, token), stays: true).ParseMessageAsync(token);
            return Read(message, arrivedAt, stream.Length);
        }
        catch (Exception fault) when (fault is not (IOException or UnauthorizedAccessException or OperationCanceledException or OutOfMemoryException))
        {
            return new() { Unreadable = fault.Message, ArrivedAt = arrivedAt, Size = stream.Length };
        }
    }

    /// <summary>A message that is in memory, or whose stream is open.</summary>
    public static IncomingMail Read(MimeMessage message, DateTimeOffset arrivedAt, long size)
    {
        var texts = new MailTexts();
        if (message.Body is { } body) Walk(body, texts, depth: 0);
        return texts.Into(FromHeaders(message.Headers, arrivedAt, size) with { ContentType = message.Body is { } whole ? MailTexts.Name(whole.ContentType) : "text/plain" });
    }

    /// <summary>What the header alone says.</summary>
    public static IncomingMail FromHeaders(HeaderList headers, DateTimeOffset arrivedAt, long size) => MimeHeaders.Read(headers, arrivedAt, size);

    /// <summary>Decodes a text by the charset that it declares, or by the one that it shows.</summary>
    public static string Decode(byte[] bytes, string? charset) => Charsets.Decode(bytes, charset);

    /// <summary>A parser that goes no deeper than is read.</summary>
    /// <param name="stream">Where the message is.</param>
    /// <param name="stays">Whether the stream is open as long as the parts are needed: their contents are then left in it.</param>
    public static MimeParser Parser(Stream stream, bool stays)
    {
        var options = ParserOptions.Default.Clone();
        options.MaxMimeDepth = MaxDepth + 2;
        return new(options, stream, MimeFormat.Entity, stays);
    }

    /// <summary>Gathers what the parts of an entity say.</summary>
    public static void Walk(MimeEntity entity, MailTexts texts, int depth)
    {
        if (depth > MaxDepth || texts.Types.Count >= MaxParts) return;
        var type = MailTexts.Name(entity.ContentType);
        texts.Types.Add(type);
        switch (entity)
        {
            case Multipart multipart:
                foreach (var part in multipart) Walk(part, texts, depth + 1);
                break;
            case MessagePart part:
                texts.Reports.Add(new(type, OriginalOf(part)));
                break;
            case MimePart part when MailTexts.IsWords(part.ContentType, part.IsAttachment):
                texts.Add(part.ContentType, Content(part, MaxTextBytes));
                break;
            case MimePart part:
                WalkFile(part, type, texts, depth);
                break;
        }
    }

    private static string OriginalOf(MessagePart part) =>
        part.Message is { } original ? $"Message-ID: {MimeHeaders.Value(original.Headers, HeaderId.MessageId)}" : "";

    private static void WalkFile(MimePart part, string type, MailTexts texts, int depth)
    {
        texts.Attachments.Add(part.FileName ?? part.ContentType.MimeType);
        if (ReportReader.IsReportPart(type)) texts.Reports.Add(new(type, Decode(Content(part, ReportReader.MaxPart), "utf-8")));
        if (texts.HasText || !WrappedContent.Wraps(type, part.FileName)) return;
        using var inside = WrappedContent.Open(type, Content(part, WrappedContent.MaxBytes));
        if (inside is not null) Walk(inside, texts, depth + 1);
    }

    /// <summary>The first bytes of a part, decoded.</summary>
    private static byte[] Content(MimePart part, int most)
    {
        if (part.Content is null) return [];
        using var decoded = part.Content.Open();
        return First(decoded, most);
    }

    /// <summary>The first bytes of a stream.</summary>
    public static byte[] First(Stream stream, int most)
    {
        var bytes = new byte[most];
        var length = 0;
        while (length < most && stream.Read(bytes, length, most - length) is > 0 and var read) length += read;
        return bytes[..length];
    }
}
