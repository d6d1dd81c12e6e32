using FaqResponder.Core.Mails;

using MailKit;

using MimeKit;
using MimeKit.Utils;

namespace FaqResponder.Mailbox;

/// <summary>Reads the headers, the structure and the text parts of a mail on the server, and nothing else: attachments stay where they are.</summary>
internal static class ImapText
{
    private const int MostTextParts = 8;

    // Base64 takes four bytes for three, quoted-printable up to three for one; the decoder cuts at the true bound.
    private const int EncodedBytes = MimeReader.MaxTextBytes * 3 / 2;

    public static IFetchRequest Request { get; } = new FetchRequest(
        MessageSummaryItems.UniqueId | MessageSummaryItems.InternalDate | MessageSummaryItems.Size | MessageSummaryItems.BodyStructure | MessageSummaryItems.Headers);

    public static async Task<IncomingMail> ReadAsync(IMailFolder folder, IMessageSummary summary, CancellationToken token)
    {
        var arrived = summary.InternalDate ?? summary.Headers?[HeaderId.Date] switch
        {
            { } date when DateUtils.TryParse(date, out var parsed) => parsed,
            _ => DateTimeOffset.UnixEpoch,
        };
        var mail = MimeReader.FromHeaders(summary.Headers ?? new HeaderList(), arrived, summary.Size ?? 0);
        if (summary.Body is not { } body) return mail with { Unreadable = "BODYSTRUCTURE" };

        var parts = new List<BodyPart>();
        Collect(body, parts);
        string? plain = null, html = null;
        foreach (var part in parts.OfType<BodyPartText>().Where(p => !p.IsAttachment).Take(MostTextParts))
        {
            var text = await TextAsync(folder, summary.UniqueId, part, token);
            if (part.IsHtml) html = html is null ? text : $"{html}\n<hr>\n{text}";
            else plain = plain is null ? text : $"{plain}\n{text}";
        }

        return mail with
        {
            ContentType = body.ContentType.MimeType.ToLowerInvariant(),
            PartTypes = [.. parts.Select(p => p.ContentType.MimeType.ToLowerInvariant())],
            Attachments = [.. parts.OfType<BodyPartBasic>().Where(p => p is not BodyPartText || p.IsAttachment).Select(p => p.FileName ?? p.ContentType.MimeType)],
            Text = plain,
            Html = html,
        };
    }

    private static async Task<string> TextAsync(IMailFolder folder, UniqueId uid, BodyPartText part, CancellationToken token)
    {
        // A mail that is not multipart has its text under TEXT.
        var section = part.PartSpecifier.Length == 0 ? "TEXT" : part.PartSpecifier;
        using var encoded = await folder.GetStreamAsync(uid, section, 0, EncodedBytes, token);
        var encoding = MimeUtils.TryParse(part.ContentTransferEncoding ?? "", out ContentEncoding known) ? known : ContentEncoding.Default;
        using var content = new MimeContent(encoded, encoding);
        using var decoded = new BoundedStream(MimeReader.MaxTextBytes);
        await content.DecodeToAsync(decoded, token);
        return MimeReader.Decode(decoded.ToArray(), part.ContentType.Charset);
    }

    private static void Collect(BodyPart part, List<BodyPart> all)
    {
        all.Add(part);
        if (part is BodyPartMultipart multipart)
        {
            foreach (var child in multipart.BodyParts) Collect(child, all);
        }
    }
}
