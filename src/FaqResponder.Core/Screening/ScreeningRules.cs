using FaqResponder.Core.Mails;

namespace FaqResponder.Core.Screening;

/// <summary>
/// The rules that keep a machine from answering machines, lists, forged senders and the author herself. Each is a pure function of the mail;
/// the order runs from the cheapest and most final to the judgements (as Pigeonhole Sieve's <c>vacation</c> does). What depends on earlier
/// answers (N12, N13, N14, N19) is asked of the ledger: see <see cref="Deciding.Gates"/>.
/// </summary>
public static class ScreeningRules
{
    private static readonly (string Rule, bool FileIt, Func<IncomingMail, ScreeningPolicy, string?> Finds)[] InOrder =
    [
        ("N9", true, (mail, _) => RobotRules.Report(mail)),
        ("N1", true, (mail, _) => SenderRules.NullReturnPath(mail)),
        ("N2", true, SenderRules.OwnMail),
        ("N2", false, SenderRules.ThroughOwnAddress),
        ("N4", false, (mail, _) => RobotRules.MailingList(mail)),
        ("N3", false, RobotRules.AutoSubmitted),
        ("N5", false, RobotRules.Precedence),
        ("N6", false, RobotRules.SuppressAsked),
        ("N10", false, RobotRules.RobotMark),
        ("N7", false, SenderRules.SystemSender),
        ("N11", false, (mail, _) => RobotRules.AbsenceSubject(mail)),
        ("N15", false, (mail, _) => RobotRules.SpamMark(mail)),
        ("N17", false, (mail, _) => SenderRules.UnclearSender(mail)),
        ("N16", false, SenderRules.Unproven),
        ("N8", false, SenderRules.NotAddressedToHer),
        ("N18", false, BoundRules.TooMuch),
        ("N20", false, BoundRules.History),
    ];

    /// <summary>Every rule that the mail meets, in order; the first one is its reason.</summary>
    public static IReadOnlyList<ScreeningHit> Check(IncomingMail mail, ScreeningPolicy policy) =>
        [.. from rule in InOrder let found = rule.Finds(mail, policy) where found is not null select new ScreeningHit(rule.Rule, found, rule.FileIt)];

    /// <summary>Whether a machine wrote it, as far as the mail tells: an absence notice in her Sent folder is no answer of hers.</summary>
    public static bool IsByMachine(IncomingMail mail, ScreeningPolicy policy) =>
        (RobotRules.Report(mail) ?? RobotRules.AutoSubmitted(mail, policy) ?? RobotRules.Precedence(mail, policy) ?? RobotRules.RobotMark(mail, policy) ?? RobotRules.AbsenceSubject(mail)) is not null;

    /// <summary>A rule and its finding in words for the author.</summary>
    public static Phrase Words(string rule, string found) => rule switch
    {
        "N1" => new("un avis du système de messagerie (expéditeur vide)", "a notice of the mail system (null sender)"),
        "N2" => new($"envoyé depuis votre propre adresse ({found})", $"sent from your own address ({found})"),
        "N3" => new($"un message automatique (Auto-Submitted : {found})", $"an automatic mail (Auto-Submitted: {found})"),
        "N4" => new($"une lettre d'information ou une liste ({found})", $"a newsletter or mailing list ({found})"),
        "N5" => new($"un envoi en nombre (Precedence : {found})", $"a bulk mail (Precedence: {found})"),
        "N6" => new("l'expéditeur demande qu'aucun automate ne réponde", "the sender asks that no machine answers"),
        "N7" => new($"un expéditeur à qui aucun automate ne répond ({found})", $"a sender whom no machine answers ({found})"),
        "N8" => new("votre adresse n'est pas parmi les destinataires", "your address is not among the recipients"),
        "N9" => new($"un rapport de distribution ({found})", $"a delivery report ({found})"),
        "N10" => new($"la marque d'un automate ({found})", $"the mark of a machine ({found})"),
        "N11" => new($"un avis d'absence (« {found} »)", $"an absence notice (“{found}”)"),
        "N15" => new("marqué comme indésirable", "marked as spam"),
        "N16" when found.Length == 0 => new("rien ne prouve que l'expéditeur est bien celui qu'il dit", "nothing proves that the sender is who he says"),
        "N16" => new($"l'expéditeur n'est peut-être pas celui qu'il dit ({found})", $"the sender may not be who he says ({found})"),
        "N17" => new($"l'expéditeur n'est pas clairement indiqué ({found})", $"the sender is not clearly given ({found})"),
        "N18" => new($"un message hors norme ({found})", $"an unusual mail ({found})"),
        "N20" => new($"arrivé il y a trop longtemps ({found}) pour une réponse automatique", $"arrived too long ago ({found}) for an automatic answer"),
        _ => new($"règle {rule} : {found}", $"rule {rule}: {found}"),
    };
}
