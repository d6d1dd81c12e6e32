using System.Globalization;

using FaqResponder.Core.Mails;

using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;

using MimeKit;
using MimeKit.Utils;

namespace FaqResponder.Mailbox;

/// <summary>Reads the headers, the structure and the text parts of a mail on the server, and nothing else: attachments stay where they are.</summary>
internal static class ImapText
{
    private const int MostTextParts = 8;
    private const int MostReportParts = 3;

    // Base64 takes four bytes for three, quoted-printable up to three for one; the decoder cuts at the true bound.
    private const int EncodedBytes = MimeReader.MaxTextBytes * 3 / 2;

    // Below this size a whole mail that is nothing but text costs less than a question for each part: those of a batch come in one command.
    private const uint SmallMail = 48 * 1024;

    // In a larger mail the header may be huge, and the time to take it apart grows with the square of its length: only its beginning is fetched.
    private const uint MaxWholeHeader = 512 * 1024;
    private const int HeaderBytes = 128 * 1024;

    private const MessageSummaryItems Structure =
        MessageSummaryItems.UniqueId | MessageSummaryItems.InternalDate | MessageSummaryItems.Size | MessageSummaryItems.BodyStructure | MessageSummaryItems.Flags;

    /// <summary>What is known of some mails without reading them: where a mail is too large for it, without its header.</summary>
    public static async Task<IReadOnlyList<IMessageSummary>> SummariesAsync(IMailFolder folder, IList<UniqueId> uids, CancellationToken token)
    {
        var large = (await folder.SearchAsync(uids, SearchQuery.LargerThan((int)MaxWholeHeader), token)).ToHashSet();
        var all = new List<IMessageSummary>();
        if (uids.Where(u => !large.Contains(u)).ToList() is { Count: > 0 } small)
        {
            all.AddRange(await folder.FetchAsync(small, new FetchRequest(Structure | MessageSummaryItems.Headers), token));
        }

        if (large.Count > 0) all.AddRange(await folder.FetchAsync([.. large], new FetchRequest(Structure), token));
        return all;
    }

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
        var headers = summary.Headers ?? await HeadersAsync(folder, summary.UniqueId, token);
        var arrived = summary.InternalDate ?? headers[HeaderId.Date] switch
        {
            { } date when DateUtils.TryParse(date, out var parsed) => parsed,
            _ => DateTimeOffset.UnixEpoch,
        };
        var mail = MimeReader.FromHeaders(headers, arrived, summary.Size ?? 0);
        if (summary.Body is not { } body) return mail with { Unreadable = "BODYSTRUCTURE" };

        var parts = new List<BodyPart>();
        Collect(body, parts, depth: 0);
        var texts = new MailTexts();
        texts.Types.AddRange(parts.Select(p => MailTexts.Name(p.ContentType)));
        foreach (var part in parts.OfType<BodyPartText>().Where(IsWords).Take(MostTextParts))
        {
            using var encoded = InWhole(whole, summary.UniqueId, part) ?? await FetchAsync(folder, summary.UniqueId, part, EncodedBytes, token);
            texts.Add(part.ContentType, Decoded(encoded, part, MimeReader.MaxTextBytes));
        }

        foreach (var part in parts.OfType<BodyPartBasic>().Where(p => !IsWords(p)))
        {
            texts.Attachments.Add(part.FileName ?? part.ContentType.MimeType);
            await OpenAsync(folder, summary.UniqueId, part, texts, token);
        }

        return texts.Into(mail with { ContentType = MailTexts.Name(body.ContentType), AlreadyAnswered = Is(MessageFlags.Answered), AlreadySeen = Is(MessageFlags.Seen), Keywords = [.. summary.Keywords ?? (IEnumerable<string>)[]] });

        bool Is(MessageFlags flag) => summary.Flags?.HasFlag(flag) is true;
    }

    private static async Task<HeaderList> HeadersAsync(IMailFolder folder, UniqueId uid, CancellationToken token)
    {
        using var beginning = await folder.GetStreamAsync(uid, "HEADER", 0, HeaderBytes, token);
        return await HeaderList.LoadAsync(beginning, token);
    }

    private static bool IsWords(BodyPartBasic part) => part is BodyPartText && MailTexts.IsWords(part.ContentType, part.IsAttachment);

    /// <summary>Fetches the few other parts that say something: those of a report, and a mail wrapped in a file where there is no other text.</summary>
    private static async Task OpenAsync(IMailFolder folder, UniqueId uid, BodyPartBasic part, MailTexts texts, CancellationToken token)
    {
        var type = MailTexts.Name(part.ContentType);
        if (ReportReader.IsReportPart(type) && texts.Reports.Count < MostReportParts)
        {
            using var encoded = await FetchAsync(folder, uid, part, ReportReader.MaxPart, token);
            texts.Reports.Add(new(type, MimeReader.Decode(Decoded(encoded, part, ReportReader.MaxPart), "utf-8")));
        }
        else if (!texts.HasText && part.Octets <= WrappedContent.MaxBytes && WrappedContent.Wraps(type, part.FileName))
        {
            using var encoded = await FetchAsync(folder, uid, part, WrappedContent.MaxBytes, token);
            using var inside = WrappedContent.Open(type, Decoded(encoded, part, WrappedContent.MaxBytes));
            if (inside is not null) MimeReader.Walk(inside, texts, depth: 0);
        }
    }

    private static bool IsAllText(BodyPart? body)
    {
        if (body is null) return false;
        var parts = new List<BodyPart>();
        Collect(body, parts, depth: 0);
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

    // A mail that is not multipart has its text under TEXT; of a mail within a mail, only the header is of use.
    private static async Task<Stream> FetchAsync(IMailFolder folder, UniqueId uid, BodyPartBasic part, int most, CancellationToken token) =>
        await folder.GetStreamAsync(uid, part is BodyPartMessage && part.PartSpecifier.Length > 0 ? $"{part.PartSpecifier}.HEADER" : part.PartSpecifier.Length == 0 ? "TEXT" : part.PartSpecifier, 0, most, token);

    private static byte[] Decoded(Stream encoded, BodyPartBasic part, int most)
    {
        // The header of a mail within a mail is fetched as it is.
        var encoding = part is not BodyPartMessage && MimeUtils.TryParse(part.ContentTransferEncoding ?? "", out ContentEncoding known) ? known : ContentEncoding.Default;
        using var content = new MimeContent(encoded, encoding);
        using var decoded = content.Open();
        return MimeReader.First(decoded, most);
    }

    private static void Collect(BodyPart part, List<BodyPart> all, int depth)
    {
        if (depth > MimeReader.MaxDepth || all.Count >= MimeReader.MaxParts) return;
        all.Add(part);
        if (part is BodyPartMultipart multipart)
        {
            foreach (var child in multipart.BodyParts) Collect(child, all, depth + 1);
        }
    }
}
