using System.Text.RegularExpressions;

namespace FaqResponder.Core.Mails;

/// <summary>
/// Reads notices of non-delivery that have no structure: qmail's (QSBMF), Exim's, old Exchange's and many small systems' are plain text. What they are
/// is told by who sends them and by their words together; an absence notice has the null sender too.
/// </summary>
internal static partial class BounceText
{
    internal static MailReport? Read(IncomingMail mail, string? original)
    {
        if (mail.ReturnPath is not "" && mail.ContentType != "multipart/report" && !IsSystem(mail.Asker)) return null;
        var text = ReportReader.Bounded(!string.IsNullOrWhiteSpace(mail.Text) ? mail.Text : HtmlText.Of(mail.Html ?? "")).ReplaceLineEndings("\n");
        var folded = PlainWords.Fold(text);
        var subject = PlainWords.Fold(mail.Subject);
        if (!mail.Has("X-Failed-Recipients") && !Title().IsMatch(subject) && !Failure().IsMatch(folded)) return null;
        var copy = CopyFrom(text);
        var notice = text[..copy];
        var kind = LateTitle().IsMatch(subject) || Late().IsMatch(PlainWords.Fold(notice)) ? ReportKind.Delay : ReportKind.Bounce;
        var status = ReportReader.Code().Match(notice);
        return new(kind, original ?? IdIn(text[copy..]) ?? IdIn(notice), Recipients(mail, notice), status.Success ? status.Value : null);
    }

    // Some systems write the null sender into From.
    private static bool IsSystem(MailAddress? sender) => sender is null || SystemName().IsMatch(sender.LocalPart);

    /// <summary>Where the copy of the original mail begins: at its mark, or at the first lines of its header.</summary>
    private static int CopyFrom(string text)
    {
        var (mark, header) = (CopyMark().Match(text), CopiedHeader().Match(text));
        return Math.Min(mark.Success ? mark.Index : text.Length, header.Success ? header.Index : text.Length);
    }

    private static string? IdIn(string text) => MessageId().Match(text) is { Success: true } found ? found.Groups["id"].Value : null;

    /// <summary>Those whom the header names, else those who stand on a line of their own, else those of whom the text speaks.</summary>
    private static IReadOnlyList<string> Recipients(IncomingMail mail, string notice)
    {
        var named = ReportReader.Addresses(mail.Values("X-Failed-Recipients").SelectMany(v => v.Split(',')));
        if (named.Count > 0) return named;
        foreach (var way in (Regex[])[AloneOnLine(), OfRecipient(), WithName()])
        {
            // The author's own address stands in such notices as well.
            var found = ReportReader.Addresses(way.Matches(notice).Select(m => m.Groups["a"].Value)).Where(a => !mail.To.Any(t => t.IsSameAs(a))).ToList();
            if (found.Count > 0) return found;
        }

        return [];
    }

    private const string Addr = @"(?<a>[^\s<>;:,()\[\]""@]{1,64}@[^\s<>;:,()\[\]""@]{1,253}[^\s<>;:,()\[\]""@.])";

    [GeneratedRegex("^(mailer-daemon|postmaster|mail-daemon|mail[.-]?delivery[a-z.-]*|mdaemon|daemon)$")]
    private static partial Regex SystemName();

    [GeneratedRegex(@"undeliver|returned mail|failure notice|delivery (status|failure|failed|has failed|notification|problem)|deliver(y|ing)? (error|delay)|mail (delivery )?(failed|failure|error|system error)|non (remis|delivre|distribue)|echec (de|d')|(probleme|erreur) de (remise|distribution)|message (non|retarde)|nondeliver|rejected|could not be (sent|delivered)|delayed")]
    private static partial Regex Title();

    [GeneratedRegex(@"(hi\. this is the|this is the mail (system|delivery)|created automatically by mail delivery|(could|can) ?not be delivered|unable to deliver|wasn't able to deliver|did not reach the following|was not delivered to|delivery to the following|delivery has failed|undeliverable|n'a pas (pu )?(ete|etre) (remis|delivre|distribue)|(remise|distribution) .{0,40}(echoue|impossible)|echec de la remise)")]
    private static partial Regex Failure();

    [GeneratedRegex(@"delay|warning|retard|still being|temporar")]
    private static partial Regex LateTitle();

    [GeneratedRegex(@"warning message only|not need to resend|has not yet been delivered|will (be retried|keep trying|continue to (be )?(try|retried|attempt))|no action is required on your part|(encore|toujours) en (attente|cours)|n'a pas encore (pu )?(ete|etre)|nouvelles? tentatives? (sera|seront|auront|aura)")]
    private static partial Regex Late();

    [GeneratedRegex(@"^.{0,12}(-{2,} ?(below this line|this is a copy|the (body|header)|original message|message d'origine|copie du message|included is a copy)|below this line is a copy|(original message headers|en-t[eê]tes? (du message |de message )?(d'origine|original)|diagnostic information for admin|informations de diagnostic))", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex CopyMark();

    [GeneratedRegex(@"^[ \t>|]{0,8}(return-path|received|message-id):", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex CopiedHeader();

    [GeneratedRegex(@"^[ \t>|]{0,8}message-id:[ \t]{0,8}(\n[ \t>|]{1,8})?<?(?<id>[^\s<>@]{1,300}@[^\s<>@]{1,300})", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex MessageId();

    [GeneratedRegex(@"^[ \t>*•-]{0,12}<?(mailto:)?" + Addr + @">?(<mailto:[^>\n]{1,200}>)?[ \t]{0,8}($|:|\.\.\.| on [a-z]{3}, |\([^@\n]{0,200}\)$)", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex AloneOnLine();

    [GeneratedRegex(@"(rcpt to|(final-|original-)?recipient( address)?|destinataire|adresse)[ \t]{0,4}:[ \t]{0,4}(rfc822;)?[ \t]{0,4}[<\[]?" + Addr, RegexOptions.IgnoreCase)]
    private static partial Regex OfRecipient();

    [GeneratedRegex(@"^[ \t*•-]{0,12}[^<>@:\n]{1,60}[<(]" + Addr + @"[>)]", RegexOptions.Multiline)]
    private static partial Regex WithName();
}
