using System.Text;
using System.Text.RegularExpressions;

using FaqResponder.Core.Mails;
using FaqResponder.Core.Screening;

namespace FaqResponder.Core.Replies;

/// <summary>The header fields of a reply that follow from the mail it answers.</summary>
public static partial class ReplyHeaders
{
    private const int LongestSubject = 200;
    private const int MostReferences = 30;

    /// <summary>
    /// The recipient. An automatic reply goes to the return path (RFC 3834, section 4), to From where the server kept none or a forwarder rewrote it, to who
    /// filled in a form that the author listed; the author's own
    /// reply goes where she would send it: Reply-To, else From. <see langword="null"/> when there is nobody.
    /// </summary>
    public static MailAddress? Recipient(IncomingMail mail, ReplyKind kind)
    {
        if (kind is not ReplyKind.Automatic) return mail.ReplyTo.Count > 0 ? mail.ReplyTo[0] : mail.Asker;
        if (mail.ThroughForm is { } asker) return IsSafe(asker.Address) ? asker : null;
        if (string.IsNullOrEmpty(mail.ReturnPath)) return mail.ReturnPath is null ? mail.Asker : null;
        if (!IsSafe(mail.ReturnPath) || !mail.ReturnPath.Contains('@', StringComparison.Ordinal)) return null;
        // A display name only where it belongs to that same address.
        return mail.From.FirstOrDefault(f => f.IsSameAs(mail.ReturnPath) || f.IsSameAs(ReturnPaths.Original(mail.ReturnPath))) ?? new MailAddress("", mail.ReturnPath);
    }

    /// <summary>
    /// The subject: "Auto: " before an automatic reply's (RFC 3834, section 3.1.5), "Re: " before the author's, neither twice;
    /// control characters become spaces, the length is bounded.
    /// </summary>
    public static string Subject(string original, ReplyKind kind, string automaticPrefix, string whenEmpty)
    {
        var clean = new StringBuilder(original.Length);
        foreach (var c in original) clean.Append(char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c);
        var subject = Spaces().Replace(clean.ToString(), " ").Trim();
        var prefix = kind is ReplyKind.Automatic ? automaticPrefix : "Re: ";
        subject = kind is ReplyKind.Automatic ? Without(automaticPrefix, subject) : ReplyPrefix().Replace(subject, "");
        return prefix + (subject.Length == 0 ? whenEmpty : Bounded(subject));
    }

    /// <summary>Whether a subject is that of a reply to an automatic one: "Re: Auto: Question".</summary>
    public static bool AnswersAutomatic(string subject, string automaticPrefix)
    {
        var replies = ReplyPrefix().Match(subject.TrimStart()).Value;
        return replies.Length > 0 && automaticPrefix.Trim().Length > 0 && subject.TrimStart()[replies.Length..].StartsWith(automaticPrefix.Trim(), StringComparison.OrdinalIgnoreCase);
    }

    // "Re: Auto: Question" already went one round: the mark is taken out wherever it stands among the prefixes, so that it comes once, in front.
    private static string Without(string prefix, string subject)
    {
        var replies = ReplyPrefix().Match(subject).Value;
        var rest = subject[replies.Length..];
        var mark = prefix.Trim();
        while (mark.Length > 0 && rest.StartsWith(mark, StringComparison.OrdinalIgnoreCase)) rest = ReplyPrefix().Replace(rest[mark.Length..].TrimStart(), "");
        return (rest.Length == subject.Length - replies.Length ? subject : rest).Trim();
    }

    private static string Bounded(string subject)
    {
        if (subject.Length <= LongestSubject) return subject;
        // An emoji is two characters; half of one can't be encoded.
        var end = char.IsHighSurrogate(subject[LongestSubject - 2]) ? LongestSubject - 2 : LongestSubject - 1;
        return subject[..end].TrimEnd() + "…";
    }

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

    [GeneratedRegex(@"^((re|réf|ref|aw|sv)(\[\d+\])? ?: ?)+", RegexOptions.IgnoreCase)]
    private static partial Regex ReplyPrefix();
}
