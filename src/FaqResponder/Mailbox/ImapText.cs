using System.Globalization;

using FaqResponder.Core.Mails;

using MailKit;
using MailKit.Net.Imap;

using MimeKit;
using MimeKit.Utils;

namespace FaqResponder.Mailbox;

/// <summary>Reads the headers, the structure and the text parts of a mail on the server, and nothing else: attachments stay where they are.</summary>
internal static class ImapText
{
    private const int MostTextParts = 8;

    // Base64 takes four bytes for three, quoted-printable up to three for one; the decoder cuts at the true bound.
    private const int EncodedBytes = MimeReader.MaxTextBytes * 3 / 2;

    // Below this size a whole mail that is nothing but text costs less than a question for each part: those of a batch come in one command.
    private const uint SmallMail = 48 * 1024;

    public static IFetchRequest Request { get; } = new FetchRequest(
        MessageSummaryItems.UniqueId | MessageSummaryItems.InternalDate | MessageSummaryItems.Size | MessageSummaryItems.BodyStructure | MessageSummaryItems.Headers
        | MessageSummaryItems.Flags);

    /// <summary>The small mails among some, whole. One that is missing here is read part by part.</summary>
    public static async Task<IReadOnlyDictionary<UniqueId, MimeMessage>> FetchSmallAsync(
        IMailFolder folder, IEnumerable<IMessageSummary> summaries, CancellationToken token)
    {
        var whole = new Dictionary<UniqueId, MimeMessage>();
        var small = summaries.Where(s => s.Size <= SmallMail && IsAllText(s.Body)).Select(s => s.UniqueId).ToList();
        if (small.Count < 2 || folder is not IImapFolder imap) return whole;
        try
        {
            await imap.GetStreamsAsync(small, async (_, _, uid, stream, stop) => whole[uid] = await MimeMessage.LoadAsync(stream, stop), token);
        }
        catch (Exception fault) when (fault is ImapCommandException or FormatException)
        {
            // Some mail of them upsets the server or the parser; those that didn't come are read part by part.
        }

        return whole;
    }

    public static async Task<IncomingMail> ReadAsync(
        IMailFolder folder, IMessageSummary summary, IReadOnlyDictionary<UniqueId, MimeMessage> whole, CancellationToken token)
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
            using var encoded = InWhole(whole, summary.UniqueId, part) ?? await FetchAsync(folder, summary.UniqueId, part, token);
            var text = await TextAsync(encoded, part, token);
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
            AlreadyAnswered = summary.Flags?.HasFlag(MessageFlags.Answered) is true,
            AlreadySeen = summary.Flags?.HasFlag(MessageFlags.Seen) is true,
            Keywords = [.. summary.Keywords ?? (IEnumerable<string>)[]],
        };
    }

    private static bool IsAllText(BodyPart? body)
    {
        if (body is null) return false;
        var parts = new List<BodyPart>();
        Collect(body, parts);
        return parts.TrueForAll(p => p is BodyPartMultipart || p is BodyPartText { IsAttachment: false });
    }

    /// <summary>A part of a mail that is here already, as it would come from the server; <see langword="null"/> where the two don't agree on the structure.</summary>
    private static Stream? InWhole(IReadOnlyDictionary<UniqueId, MimeMessage> whole, UniqueId uid, BodyPartText part)
    {
        if (!whole.TryGetValue(uid, out var message)) return null;
        var entity = message.Body;
        foreach (var number in part.PartSpecifier.Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            entity = entity is Multipart parts && int.TryParse(number, CultureInfo.InvariantCulture, out var n) && n >= 1 && n <= parts.Count ? parts[n - 1] : null;
        }

        return entity is TextPart text && text.ContentType.IsMimeType(part.ContentType.MediaType, part.ContentType.MediaSubtype) ? text.Content?.Stream : null;
    }

    // A mail that is not multipart has its text under TEXT.
    private static async Task<Stream> FetchAsync(IMailFolder folder, UniqueId uid, BodyPartText part, CancellationToken token) =>
        await folder.GetStreamAsync(uid, part.PartSpecifier.Length == 0 ? "TEXT" : part.PartSpecifier, 0, EncodedBytes, token);

    private static async Task<string> TextAsync(Stream encoded, BodyPartText part, CancellationToken token)
    {
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
