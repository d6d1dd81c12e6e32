using System.Text.RegularExpressions;

using FaqResponder.Core.Mails;
using FaqResponder.Core.Screening;

namespace FaqResponder.Core.Replies;

/// <summary>The header fields of a reply that follow from the mail it answers.</summary>
public static partial class ReplyHeaders
{
    private const int LongestSubject = 200;
    private const int LongestName = 100;
    private const int MostReferences = 30;

    /// <summary>
    /// The recipient. An automatic reply goes to the return path (RFC 3834, section 4), to From where the server kept none or a forwarder rewrote it, to who
    /// filled in a form that the author listed; the author's own
    /// reply goes where she would send it: Reply-To, else From. <see langword="null"/> when there is nobody.
    /// </summary>
    public static MailAddress? Recipient(IncomingMail mail, ReplyKind kind) =>
        Address(mail, kind) is { } to && AddrSpec().IsMatch(to.Address) ? to with { Name = NameOf(to) } : null;

    /// <summary>The display name of an address as it may stand before it: on one line, bounded, and empty where it shows another address than its own.</summary>
    public static string NameOf(MailAddress address)
    {
        var name = OneLine(address.Name);
        return ShowsAddress().IsMatch(name) && !address.IsSameAs(name) ? "" : Excerpt.Of(name, LongestName);
    }

    /// <summary>
    /// A text on one line. Line breaks and other control characters become spaces. So do marks that turn the direction of all that follows: behind one, an
    /// address or a word of ours is read backwards.
    /// </summary>
    public static string OneLine(string text) =>
        Spaces().Replace(string.Concat(text.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069') ? ' ' : c)), " ").Trim();

    private static MailAddress? Address(IncomingMail mail, ReplyKind kind)
    {
        if (kind is not ReplyKind.Automatic) return mail.ReplyTo.Count > 0 ? mail.ReplyTo[0] : mail.Asker;
        if (mail.ThroughForm is not null || mail.ReturnPath is null) return mail.Asker is { } asker && IsSafe(asker.Address) ? asker : null;
        if (!IsSafe(mail.ReturnPath)) return null;
        // A display name only where it belongs to that same address.
        return mail.From.FirstOrDefault(f => f.IsSameAs(mail.ReturnPath) || f.IsSameAs(ReturnPaths.Original(mail.ReturnPath))) ?? new MailAddress("", mail.ReturnPath);
    }

    /// <summary>
    /// The subject: "Auto: " before an automatic reply's (RFC 3834, section 3.1.5), "Re: " before the author's, neither twice;
    /// control characters become spaces, the length is bounded.
    /// </summary>
    public static string Subject(string original, ReplyKind kind, string automaticPrefix, string whenEmpty)
    {
        var subject = OneLine(original);
        var prefix = kind is ReplyKind.Automatic ? automaticPrefix : "Re: ";
        subject = kind is ReplyKind.Automatic ? Without(automaticPrefix, subject) : ReplyPrefix().Replace(subject, "");
        // "Re: Re:" is no subject either.
        return prefix + (ReplyPrefix().Match(subject).Length == subject.Length ? whenEmpty : Bounded(subject));
    }

    /// <summary>Whether a subject is that of a reply to an automatic one: "Re: Auto: Question".</summary>
    public static bool AnswersAutomatic(string subject, string automaticPrefix)
    {
        var replies = ReplyPrefix().Match(subject.TrimStart()).Value;
        return replies.Length > 0 && automaticPrefix.Trim().Length > 0 && subject.TrimStart()[replies.Length..].StartsWith(automaticPrefix.Trim(), StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>A subject by which mails of one matter are told, without the marks of a reply, accents and capital letters.</summary>
    public static string WithoutPrefix(string subject) => PlainWords.Fold(ReplyPrefix().Replace(OneLine(subject), "")).Trim();

    // "Re: Auto: Question" already went one round: the mark is taken out wherever it stands among the prefixes, so that it comes once, in front.
    private static string Without(string prefix, string subject)
    {
        var replies = ReplyPrefix().Match(subject).Value;
        var rest = subject[replies.Length..];
        var mark = prefix.Trim();
        while (mark.Length > 0 && rest.StartsWith(mark, StringComparison.OrdinalIgnoreCase)) rest = ReplyPrefix().Replace(rest[mark.Length..].TrimStart(), "");
        return (rest.Length == subject.Length - replies.Length ? subject : rest).Trim();
    }

    private static string Bounded(string subject) => subject.Length <= LongestSubject ? subject : Excerpt.Of(subject, LongestSubject - 1).TrimEnd() + "…";

    /// <summary>
    /// The thread (RFC 5322, section 3.6.4): the old References, else the old In-Reply-To if it is a single one, then the mail's own
    /// identifier. A very long list keeps its first and its newest members.
    /// </summary>
    public static IReadOnlyList<string> References(IncomingMail mail)
    {
        var old = mail.References.Count > 0 ? mail.References : mail.InReplyTo.Count == 1 ? mail.InReplyTo : [];
        var all = (mail.MessageId is { } id ? old.Append(id) : old).Where(IsSafe).Distinct().ToList();
        return all.Count <= MostReferences ? all : [all[0], .. all[^(MostReferences - 1)..]];
    }

    /// <summary>Whether an identifier can stand in a header of ours: one visible ASCII word, whatever the sender wrote.</summary>
    public static bool IsSafe(string id) => id.Length is > 0 and < 900 && id.All(c => c is > ' ' and < '\u007f' and not '<' and not '>');

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    // RFC 5322, section 3.4.1, with what people really have: dots anywhere, letters of other scripts. Anything else a server or a mail program would read as it likes.
    [GeneratedRegex(@"^([^\s""(),:;<>@[\\\]\p{C}]+|""([^""\\\p{C}]|\\[^\p{C}])*"")@([\p{L}\p{M}\p{N}_.-]{1,255}|\[[0-9A-Fa-f.:IPv]{3,60}\])$", RegexOptions.ExplicitCapture)]
    private static partial Regex AddrSpec();

    [GeneratedRegex(@"\S@\S")]
    private static partial Regex ShowsAddress();

    [GeneratedRegex(@"^((re|réf|ref|aw|sv)(\[\d+\])? ?: ?)+", RegexOptions.IgnoreCase)]
    private static partial Regex ReplyPrefix();
}
