using System.Text;

using FaqResponder.Core.Mails;

using MimeKit;

namespace FaqResponder.Mailbox;

/// <summary>What is gathered from the parts of one mail, in its bounds.</summary>
internal sealed class MailTexts
{
    public const string PgpEncrypted = "application/pgp-encrypted";

    // Text by name, but not for a person to read.
    private static readonly HashSet<string> NoWords =
        ["text/calendar", "text/x-amp-html", "text/watch-html", "text/rtf", "text/csv", "text/vcard", "text/x-vcard", "text/directory", "text/css", "text/javascript", "text/xml", "text/x-vcalendar"];

    private readonly StringBuilder _plain = new();
    private readonly StringBuilder _html = new();
    private bool _hasPlain;
    private bool _hasHtml;

    public List<string> Types { get; } = [];

    public List<string> Attachments { get; } = [];

    public List<ReportPart> Reports { get; } = [];

    public bool HasText => _plain.Length > 0 || _html.Length > 0;

    /// <summary>Whether the text of such a part is what somebody wrote.</summary>
    public static bool IsWords(ContentType type, bool attached) => !attached && type.MediaType.Equals("text", StringComparison.OrdinalIgnoreCase) && !NoWords.Contains(Name(type)) && !ReportReader.IsOriginal(Name(type));

    /// <summary>The media type in lower case; older names of S/MIME as today's (RFC 8551).</summary>
    public static string Name(ContentType type) => type.MimeType.ToLowerInvariant() switch
    {
        "application/x-pkcs7-mime" => "application/pkcs7-mime",
        var name => name,
    };

    /// <summary>Takes the bytes of a text part.</summary>
    public void Add(ContentType type, byte[] bytes)
    {
        if (Name(type) == "text/html")
        {
            Append(_html, _hasHtml ? "\n<hr>\n" : "", Charsets.DecodeHtml(bytes, type.Charset));
            _hasHtml = true;
            return;
        }

        var text = InlinePgp.Open(Unflowed(type, Charsets.Decode(bytes, type.Charset)));
        if (text is null) Types.Add(PgpEncrypted);
        Append(_plain, _hasPlain ? "\n" : "", text ?? "");
        _hasPlain = true;
    }

    /// <summary>The mail with all that was gathered.</summary>
    public IncomingMail Into(IncomingMail mail)
    {
        var filled = mail with { PartTypes = Types, Attachments = Attachments, Text = _hasPlain ? _plain.ToString() : null, Html = _hasHtml ? _html.ToString() : null };
        return filled with { Report = ReportReader.Read(filled, Reports) };
    }

    /// <summary>Lines that the writer's program only broke to fit (RFC 3676) are one line again.</summary>
    private static string Unflowed(ContentType type, string text)
    {
        if (type.Parameters["format"] is not { } format || !format.Equals("flowed", StringComparison.OrdinalIgnoreCase)) return text;
        var deletes = type.Parameters["delsp"] is { } space && space.Equals("yes", StringComparison.OrdinalIgnoreCase);
        return FlowedText.Join(text, deletes);
    }

    private static void Append(StringBuilder all, string between, string text)
    {
        var room = MimeReader.MaxTextBytes - all.Length;
        all.Append(Cut.At(between + text, Math.Max(0, room)));
    }
}
