using System.Text;

namespace FaqResponder.Support;

/// <summary>Breaks mails as bad programs, bad lines and bad people do. The same seed makes the same mail.</summary>
internal sealed class MailMutator(int seed, IReadOnlyList<byte[]> mails)
{
    private const int Largest = 300_000;

    private static readonly string[] Charsets = ["utf-8", "iso-8859-1", "windows-1252", "utf-16", "utf-7", "iso-2022-jp", "shift_jis", "gb18030", "us-ascii", "x-unknown", "", "\"", "utf-8; format=flowed; delsp=yes"];
    private static readonly string[] Encodings = ["base64", "quoted-printable", "8bit", "7bit", "binary", "x-uuencode", "uuencode", "", "base64 base64"];
    private static readonly string[] Types =
        ["text/html", "text/plain", "multipart/mixed; boundary=b", "multipart/alternative", "message/rfc822", "message/delivery-status", "text/rfc822-headers", "multipart/report; boundary=\"b\"", "application/ms-tnef", "application/pkcs7-mime", "text/calendar", "multipart/signed", "/", "text", "a/b/c; x=\"", "message/partial", "message/external-body", "message/feedback-report", "message/disposition-notification"];

    private static readonly string[] Pieces =
        ["\r", "\n", "\r\n", "\0", "--", "--b\r\n", "--b--\r\n", ">", "> ", "<", "<div>", "</div>", "<b id=1>", "<!--", "]]>", "&#x10FFFF;", "&", "=", "=?utf-8?B?", "=?utf-8?Q?=C3?=", "(", ")", "\"", "\\", "😀", "\u202E", "?", "!", "…", "a écrit :", "Le 3 mars 2026 à 10:12, Léa <lea@client.test> a écrit :\r\n", "-----Message d'origine-----\r\n", "De : x\r\nEnvoyé : y\r\nÀ : z\r\nObjet : w\r\n", "-- \r\n", "-----BEGIN PGP SIGNED MESSAGE-----\r\n", "-----BEGIN PGP MESSAGE-----", "begin 644 a\r\n", "Message-ID: <a@b>\r\n", "From: <>\r\n", "To: a@b, \"c\r\n", "Content-Type: text/html\r\n", "Date: 99 Xyz 99999\r\n", "Final-Recipient: rfc822; a@b\r\n", "Action: failed\r\n", "Cordialement,\r\n", "ou pas (", "Pouvez-vous ", "\u00A0", "\uFEFF", "\uD83D", "1.2.3.4"];

    private static readonly string[] Marks = ["-- ", "(", "<", ">", "> ", "[", "\"", ":", "=", "=?", "&", "&#", "--", "De :", "crit :", "?", ".", "\n", "\n\n", "begin ", "@"];

    private static readonly string[] Fields = ["From", "To", "Reply-To", "Subject", "Message-ID", "References", "In-Reply-To", "Return-Path", "Date", "Sender", "Auto-Submitted", "List-Id", "Authentication-Results", "MIME-Version"];

    private static readonly string[] Values =
        ["=?utf-8?Q?a=0D=0ABcc:_victim=40b?=", "=?utf-8?B?DQpCY2M6IGFAYg==?= <a@b>", "=?utf-8?Q?a=2C?= <a@b>", "\"a\" <a@b>, c@d", "<a@b", "a@b>", "<>", "<@c:a@b>", "group: a@b, c@d;", "(a (b) c", "<a@bücher.test>", "<\"a b\"@c>", "<é@b>", "<a@[127.0.0.1]>", "<a@b> <c@d>", "<a\r\n b@c>", "\r\n \r\n ", "\u202Ea@b\u202C", "Re: Auto: Re:", "Auto: Auto: é", "=?x-unknown?Q?=FF?=", "=?utf-8?B?////?=", "=?utf-16?B?2AA=?=", "👩🏽‍🚀", "e\u0301\u0301\u0301", "mx; spf=pass smtp.mailfrom=\"a;b", "Mon, 99 Feb -1 25:61:61 +9999"];

    private readonly Random _random = new(seed);

    /// <summary>A mail, broken in one to six ways.</summary>
    public byte[] Next()
    {
        var mail = Any(mails);
        for (var left = _random.Next(1, 7); left > 0; left--) mail = Broken(mail);
        return mail.Length <= Largest ? mail : mail[..Largest];
    }

    private byte[] Broken(byte[] mail) => _random.Next(19) switch
    {
        0 => Flipped(mail),
        1 => mail[..At(mail)],
        2 => mail[At(mail)..],
        3 => Without(mail, At(mail), _random.Next(1, 200)),
        4 => With(mail, At(mail), Bytes(Any(Pieces))),
        5 => With(mail, At(mail), Bytes(Run(Any(Pieces)))),
        6 => Lines(mail, lines => lines.Insert(_random.Next(lines.Count), Any(lines))),
        7 => Lines(mail, lines => (lines[0], lines[^1]) = (lines[^1], lines[0])),
        8 => Lines(mail, lines => lines.Reverse(0, _random.Next(lines.Count))),
        9 => Lines(mail, lines => lines.RemoveAt(_random.Next(lines.Count))),
        10 => With(mail, 0, Bytes($"Content-Type: {Any(Types)}; charset={Any(Charsets)}\r\nContent-Transfer-Encoding: {Any(Encodings)}\r\n")),
        11 => Replaced(mail, "charset=", $"charset={Any(Charsets)};x="),
        12 => Replaced(mail, "Content-Type: ", $"Content-Type: {Any(Types)}; x-was="),
        13 => Replaced(mail, "boundary=", Any(["boundary=", "boundary=\"", "boundary=--", "boundary*0=", "boundary=b;x="])),
        14 => Nested(mail),
        15 => With(mail, 0, Bytes($"{Field()}: {Value()}\r\n")),
        16 => With(mail, 0, Bytes($"{Field()}: {Run(Value())}\r\n")),
        17 => CutAfter(mail, Any(Marks)),
        _ => [.. mail, .. Any(mails)],
    };

    // The subject is what most rules read.
    private string Field() => _random.Next(3) == 0 ? "Subject" : Any(Fields);

    private string Value() => _random.Next(2) == 0 ? Any(Values) : Any(Pieces);

    // Right behind a mark, where whoever looks for what follows it finds the end.
    private byte[] CutAfter(byte[] mail, string mark)
    {
        var text = Encoding.Latin1.GetString(mail);
        var found = text.IndexOf(mark, At(mail), StringComparison.Ordinal) is >= 0 and var after ? after : text.LastIndexOf(mark, StringComparison.Ordinal);
        return found < 0 ? mail : mail[..Math.Min(mail.Length, found + mark.Length + _random.Next(3))];
    }

    private byte[] Flipped(byte[] mail)
    {
        byte[] copy = [.. mail];
        for (var left = _random.Next(1, 20); left > 0 && copy.Length > 0; left--) copy[_random.Next(copy.Length)] ^= (byte)(1 << _random.Next(8));
        return copy;
    }

    private byte[] Nested(byte[] mail)
    {
        var levels = Enumerable.Range(0, _random.Next(1, 60)).Select(i => i % 3 == 2 ? "Content-Type: message/rfc822\r\n\r\n" : $"Content-Type: multipart/mixed; boundary=n{i}\r\n\r\n--n{i}\r\n");
        return [.. Bytes($"From: a@b\r\n{string.Concat(levels)}"), .. mail];
    }

    private static byte[] Lines(byte[] mail, Action<List<string>> change)
    {
        var lines = Encoding.Latin1.GetString(mail).Split('\n').ToList();
        change(lines);
        return Encoding.Latin1.GetBytes(string.Join('\n', lines));
    }

    private static byte[] Replaced(byte[] mail, string old, string now) =>
        Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(mail).Replace(old, now, StringComparison.OrdinalIgnoreCase));

    private string Run(string piece) => new StringBuilder().Insert(0, piece, _random.Next(2, _random.Next(20) == 0 ? 20_000 : 300)).ToString();

    private static byte[] With(byte[] mail, int at, byte[] more) => [.. mail[..at], .. more, .. mail[at..]];

    private static byte[] Without(byte[] mail, int at, int count) => [.. mail[..at], .. mail[Math.Min(mail.Length, at + count)..]];

    private int At(byte[] mail) => _random.Next(mail.Length + 1);

    private T Any<T>(IReadOnlyList<T> all) => all[_random.Next(all.Count)];

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
