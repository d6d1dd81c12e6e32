using FaqResponder.Core.Mails;

using MimeKit;
using MimeKit.Utils;

namespace FaqResponder.Mailbox;

/// <summary>Reads the header of a mail within bounds that no honest mail meets.</summary>
internal static class MimeHeaders
{
    private const int MaxCount = 500;
    private const int MaxValue = 16 * 1024;
    private const int MaxTotal = 256 * 1024;
    private const int MaxIds = 1000;
    private const int MaxAddresses = 100;

    public static IncomingMail Read(HeaderList headers, DateTimeOffset arrivedAt, long size) => new()
    {
        Headers = All(headers),
        From = Addresses(headers, HeaderId.From),
        ReplyTo = Addresses(headers, HeaderId.ReplyTo),
        To = Addresses(headers, HeaderId.To),
        Cc = Addresses(headers, HeaderId.Cc),
        // Eight-bit bytes in a header have no charset; MimeKit guesses UTF-8, then Latin-1, which is the same rule as for bodies.
        Subject = (Value(headers, HeaderId.Subject) ?? "").Trim(),
        MessageId = Id(Value(headers, HeaderId.MessageId)),
        References = Ids(Value(headers, HeaderId.References)),
        InReplyTo = Ids(Value(headers, HeaderId.InReplyTo)),
        Date = Value(headers, HeaderId.Date) is { } date && DateUtils.TryParse(date, out var parsed) ? parsed : null,
        ArrivedAt = arrivedAt,
        Size = size,
    };

    private static List<MailHeader> All(HeaderList headers)
    {
        var (all, length) = (new List<MailHeader>(), 0);
        foreach (var header in headers.Take(MaxCount))
        {
            var value = Value(header);
            length += header.Field.Length + value.Length;
            if (length > MaxTotal) break;
            all.Add(new(Cut.At(header.Field, MaxValue), value));
        }

        return all;
    }

    /// <summary>The first field of that name; <see langword="null"/> where there is none.</summary>
    public static string? Value(HeaderList headers, HeaderId field) => headers.FirstOrDefault(h => h.Id == field) is { } header ? Value(header) : null;

    // A value is decoded as a whole when it is asked for; of a huge one only the beginning is.
    private static string Value(Header header)
    {
        if (header.RawValue.Length <= MaxValue) return Clean(header.Value);
        return Clean(Cut.At(Header.Unfold(Rfc2047.DecodeText(header.RawValue[..MaxValue])), MaxValue));
    }

    private static string Clean(string value) => value.Replace("\0", "", StringComparison.Ordinal);

    private static IReadOnlyList<MailAddress> Addresses(HeaderList headers, HeaderId field)
    {
        if (Value(headers, field) is not { Length: > 0 } value || !InternetAddressList.TryParse(value, out var list)) return [];
        return [.. list.Mailboxes.Take(MaxAddresses).Select(m => new MailAddress(Visible(m.Name ?? ""), m.Address))];
    }

    private static string? Id(string? value) => Ids(value) is [var first, ..] ? first : string.IsNullOrWhiteSpace(value) ? null : value.Trim();

    private static IReadOnlyList<string> Ids(string? value) => value is null ? [] : [.. MimeUtils.EnumerateReferences(value).Take(MaxIds)];

    private static string Visible(string name) => string.Concat(name.Select(c => char.IsControl(c) ? ' ' : c)).Trim();
}
