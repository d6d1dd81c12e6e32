using System.Text;

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
    private const int MaxIds = 300;
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
        MessageId = Id(headers),
        References = Ids(headers, HeaderId.References),
        InReplyTo = Ids(headers, HeaderId.InReplyTo),
        Date = Value(headers, HeaderId.Date) is { } date && DateUtils.TryParse(date, out var parsed) ? parsed : null,
        ArrivedAt = arrivedAt,
        Size = size,
    };

    private static List<MailHeader> All(HeaderList headers)
    {
        var (all, length) = (new List<MailHeader>(), 0);
        foreach (var header in headers.Take(MaxCount))
        {
            var value = header.Id is HeaderId.Subject or HeaderId.Comments ? Value(header) : Written(header);
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

    /// <summary>
    /// A value as it was written. Outside of free text and names, encoded words have no meaning (RFC 2047, section 5): what looks like one in a return path or
    /// within the results of her own server was chosen by a sender, to become something else there.
    /// </summary>
    private static string Written(Header header) => Clean(Cut.At(Header.Unfold(Encoding.UTF8.GetString(Bounded(header))), MaxValue));

    private static byte[] Bounded(Header header) => header.RawValue.Length <= MaxValue ? header.RawValue : header.RawValue[..MaxValue];

    private static string Clean(string value) => value.Replace("\0", "", StringComparison.Ordinal);

    // Taken apart first and decoded then: a comma or an address within an encoded name divides nothing (RFC 2047, section 5, rule 3).
    private static List<MailAddress> Addresses(HeaderList headers, HeaderId field)
    {
        if (headers.FirstOrDefault(h => h.Id == field) is not { RawValue.Length: > 0 } header) return [];
        byte[] written = [.. Bounded(header).Where(b => b != 0)];
        if (!InternetAddressList.TryParse(written, out var list)) return [];
        var all = list.Mailboxes.Take(MaxAddresses).Select(m => new MailAddress(Visible(m.Name ?? ""), OnTheWire(m.Address))).ToList();
        // A name with bare commas or angle brackets falls into pieces; those without a domain are nobody.
        return all.Exists(a => a.Domain.Length > 0) ? [.. all.Where(a => a.Domain.Length > 0)] : all;
    }

    // The domain in ASCII (RFC 5891, section 4.4), as envelopes and servers' findings have it; one that can't be written so stays as it is.
    private static string OnTheWire(string address)
    {
        if (Ascii.IsValid(address)) return address;
        try
        {
            var at = address.LastIndexOf('@');
            return MailboxAddress.EncodeAddrspec(address[..(at + 1)] + address[(at + 1)..].ToLowerInvariant());
        }
        catch (ArgumentException)
        {
            return address;
        }
    }

    private static string? Id(HeaderList headers) =>
        Ids(headers, HeaderId.MessageId) is [var first, ..] ? first : Value(headers, HeaderId.MessageId) is { } odd && !string.IsNullOrWhiteSpace(odd) ? odd.Trim() : null;

    // The longest threads are the ones that need their newest members: of an endless list the first one and the last ones are kept.
    private static List<string> Ids(HeaderList headers, HeaderId field)
    {
        if (headers.FirstOrDefault(h => h.Id == field) is not { } header || header.RawValue.Length > MaxTotal) return [];
        List<string> ids = [.. MimeUtils.EnumerateReferences(Clean(header.Value))];
        return ids.Count <= MaxIds ? ids : [ids[0], .. ids[^(MaxIds - 1)..]];
    }

    private static string Visible(string name) => string.Concat(name.Select(c => char.IsControl(c) ? ' ' : c)).Trim();
}
