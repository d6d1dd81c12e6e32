using FaqResponder.Core;
using FaqResponder.Core.Deciding;

namespace FaqResponder.Worker;

/// <summary>What the author is told of by mail.</summary>
internal enum AlertKind
{
    /// <summary>The mailbox can't be read.</summary>
    Mailbox,

    /// <summary>Replies can't be sent.</summary>
    Sending,

    /// <summary>Drafts and copies can't be filed.</summary>
    Filing,

    /// <summary>A cap has paused the automatic answers.</summary>
    Cap,
}

/// <summary>A mail to the author, in her language.</summary>
internal sealed record AlertMail(Phrase Subject, Phrase Text);

/// <summary>The words of the mails that tell the author of trouble: what is wrong, since when, what to do, and what becomes of her mail meanwhile.</summary>
internal static class AlertMails
{
    public static AlertMail Begins(AlertKind kind, Outage outage, DateTimeOffset now)
    {
        var (what, meanwhile) = Words(kind);
        var lasted = OutageLog.Lasted(now - outage.Since);
        var (wrong, remedy, _) = outage.Trouble;
        return new(
            new($"FaqResponder {what.French} depuis {lasted.French}", $"FaqResponder {what.English} (for {lasted.English} now)"),
            new(
                $"""
                Bonjour,

                FaqResponder {what.French} depuis le {outage.Since.ToLocalTime():dd/MM/yyyy à HH:mm}.

                Ce qui ne va pas : {wrong.French}.
                Que faire : {remedy.French}

                {meanwhile.French} Un autre message vous dira quand c'est rétabli.

                Ce message vient du programme : un par panne et par jour au plus. Alerts:After, dans les réglages, dit au bout de combien de temps.
                """,
                $"""
                Hello,

                FaqResponder {what.English} since {outage.Since.ToLocalTime():yyyy-MM-dd HH:mm}.

                What is wrong: {wrong.English}.
                What to do: {remedy.English}

                {meanwhile.English} Another mail will tell you when it is over.

                This mail comes from the program: one an outage and day at most. Alerts:After, in the settings, says after how long.
                """));
    }

    public static AlertMail IsOver(AlertKind kind, TimeSpan time)
    {
        var what = kind switch
        {
            AlertKind.Mailbox => new Phrase("lit de nouveau votre boîte", "reads your mailbox again"),
            AlertKind.Sending => new("envoie de nouveau", "sends again"),
            AlertKind.Filing or AlertKind.Cap => new("dépose de nouveau brouillons et copies", "files drafts and copies again"),
        };
        var lasted = OutageLog.Lasted(time);
        var left = kind is AlertKind.Sending && time > TimeSpan.FromDays(1)
            ? new Phrase(
                "Ce qui n'a pu partir en un jour vous attend dans la file (faqresponder queue list) ; le reste est parti.",
                "What could not go out within a day waits in your queue (faqresponder queue list); the rest has gone out.")
            : new("Ce qui attendait est repris ; vous n'avez rien à faire.", "What was waiting goes on; there is nothing for you to do.");
        return new(
            new($"FaqResponder {what.French}", $"FaqResponder {what.English}"),
            new(
                $"Bonjour,\n\nFaqResponder {what.French}, après {lasted.French}. {left.French}\n",
                $"Hello,\n\nFaqResponder {what.English}, after {lasted.English}. {left.English}\n"));
    }

    public static AlertMail CapReached(Caps caps) => new(
        new("FaqResponder : réponses automatiques en pause", "FaqResponder: automatic answers are paused"),
        new(
            $"""
            Bonjour,

            Un plafond de réponses automatiques est atteint ({caps.PerHour} par heure ou {caps.PerDay} par jour, réglages Answering:PerHour et Answering:PerDay).
            Par prudence, plus aucune ne part : les messages vous attendent dans la file, avec leur suggestion.

            Regardez ce qui est parti : faqresponder ledger --outcome answered
            Si tout est normal, reprenez : faqresponder resume
            """,
            $"""
            Hello,

            A cap on automatic answers was reached ({caps.PerHour} an hour or {caps.PerDay} a day, settings Answering:PerHour and Answering:PerDay).
            To be safe, no more of them go out: mail waits in your queue, with its suggestion.

            Look at what went out: faqresponder ledger --outcome answered
            If all is well, go on: faqresponder resume
            """));

    private static (Phrase What, Phrase Meanwhile) Words(AlertKind kind) => kind switch
    {
        AlertKind.Mailbox => (
            new("ne lit plus votre boîte", "can't read your mailbox"),
            new("Rien n'est perdu : ce qui arrive entre-temps sera lu ensuite, et rien ne part deux fois.", "Nothing is lost: what arrives meanwhile will be read later, and nothing is sent twice.")),
        AlertKind.Sending => (
            new("n'arrive plus à envoyer de réponses", "can't send replies"),
            new("Les réponses prêtes attendent ; au bout d'un jour, leur message revient dans votre file.", "Replies that are ready wait; after a day, their mail returns to your queue.")),
        AlertKind.Filing or AlertKind.Cap => (
            new("n'arrive plus à déposer brouillons et copies", "can't file drafts and copies"),
            new("Les réponses partent quand même ; brouillons et copies suivront.", "Replies go out all the same; drafts and copies will follow.")),
    };
}
