namespace FaqResponder.Support;

/// <summary>Reports as mail systems send them, all about the mail <c>r1@example.test</c> to <c>lea@client.test</c>.</summary>
internal static class Reports
{
    public const string Original = "r1@example.test";

    private const string Copy = "Return-Path: <sylvie@example.test>\nFrom: Sylvie <sylvie@example.test>\nTo: lea@client.test\nSubject: Auto: Question\nMessage-ID: <r1@example.test>\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\nBonjour\n";

    public static readonly string Postfix = Report(
        "MAILER-DAEMON@relay.example.net (Mail Delivery System)", "Undelivered Mail Returned to Sender",
        "This is the mail system at host relay.example.net.\n\n<lea@client.test>: host mx.client.test[192.0.2.10] said: 550 5.1.1 User unknown",
        "Reporting-MTA: dns; relay.example.net\nX-Postfix-Queue-ID: 7A1F\nX-Postfix-Sender: rfc822; sylvie@example.test\n\nFinal-Recipient: rfc822; lea@client.test\nOriginal-Recipient: rfc822;lea@client.test\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 <lea@client.test>:\n    User unknown\n",
        "message/rfc822", Copy);

    /// <summary>Orange's own words, and only the header of the original.</summary>
    public static readonly string Orange = Report(
        "postmaster@orange.fr", "Mail System Error - Returned Mail",
        "Ce message n'a pas pu être remis à son destinataire.\n\n<lea@client.test>: boîte aux lettres pleine",
        "Reporting-MTA: dns; opmta1mto02nd1\nArrival-Date: Mon, 12 Oct 2026 07:55:16 +0200\n\nFinal-Recipient: RFC822; <lea@client.test>\nAction: failed\nStatus: 5.2.2\nRemote-MTA: dns; mx.client.test (192.0.2.7)\n",
        "text/rfc822-headers", Copy.Split("\n\n")[0] + "\n");

    /// <summary>Free, which is Postfix, gives up only after days: a warning first.</summary>
    public static readonly string FreeDelay = Report(
        "MAILER-DAEMON@smtp4-g21.free.fr (Mail Delivery System)", "Delayed Mail (still being retried)",
        "This is the mail system at host smtp4-g21.free.fr.\n\n# THIS IS A WARNING ONLY.  YOU DO NOT NEED TO RESEND YOUR MESSAGE. #",
        "Reporting-MTA: dns; smtp4-g21.free.fr\n\nFinal-Recipient: rfc822; lea@client.test\nAction: delayed\nStatus: 4.4.1\nWill-Retry-Until: Sat, 17 Oct 2026 07:55:16 +0200\n",
        "text/rfc822-headers", Copy.Split("\n\n")[0] + "\n");

    /// <summary>Gmail sets the original's Message-ID into the status.</summary>
    public static readonly string Gmail = Report(
        "Mail Delivery Subsystem <mailer-daemon@googlemail.com>", "Delivery Status Notification (Failure)",
        "** Adresse introuvable **\n\nVotre message n'a pas été remis à lea@client.test, car l'adresse n'a pas été trouvée.",
        "Reporting-MTA: dns; googlemail.com\nArrival-Date: Mon, 12 Oct 2026 00:55:16 -0700 (PDT)\nX-Original-Message-ID: <r1@example.test>\n\nFinal-Recipient: rfc822; lea@client.test\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550-5.1.1 The email account that you tried to reach does not exist.\n",
        "message/rfc822", "From: Sylvie <sylvie@example.test>\nSubject: Auto: Question\n\nBonjour\n");

    /// <summary>Exchange and Outlook.com write the notice in HTML and encode the status.</summary>
    public static readonly string Exchange = Report(
        "Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@example.net>", "Non remis : Auto: Question",
        "Échec de la remise pour ces destinataires ou groupes :\n\nlea@client.test\nL'adresse est introuvable.",
        Convert.ToBase64String("Reporting-MTA: dns;PAXP189MB1.EURP189.PROD.OUTLOOK.COM\r\n\r\nFinal-Recipient: rfc822;lea@client.test\r\nAction: failed\r\nStatus: 5.1.10\r\nDiagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound\r\n"u8),
        "message/rfc822", Copy, "Content-Transfer-Encoding: base64\n");

    public const string Qmail =
        "Return-Path: <>\nFrom: MAILER-DAEMON@mx.example.net\nTo: sylvie@example.test\nSubject: failure notice\nMessage-ID: <q1@mx.example.net>\n\n"
        + "Hi. This is the qmail-send program at mx.example.net.\nI'm afraid I wasn't able to deliver your message to the following addresses.\nThis is a permanent error; I've given up. Sorry it didn't work out.\n\n"
        + "<lea@client.test>:\nSorry, no mailbox here by that name. (#5.1.1)\n\n--- Below this line is a copy of the message.\n\n" + Copy;

    public const string Receipt =
        "Return-Path: <lea@client.test>\nFrom: Lea <lea@client.test>\nTo: sylvie@example.test\nSubject: Lu : Auto: Question\nMessage-ID: <m1@client.test>\nMIME-Version: 1.0\nContent-Type: multipart/report; report-type=disposition-notification; boundary=r\n\n"
        + "--r\nContent-Type: text/plain\n\nLe message a été lu.\n--r\nContent-Type: message/disposition-notification\n\nReporting-UA: client.test; Thunderbird\nFinal-Recipient: rfc822;lea@client.test\nOriginal-Message-ID: <r1@example.test>\nDisposition: manual-action/MDN-sent-manually; displayed\n--r--\n";

    public const string Complaint =
        "Return-Path: <>\nFrom: feedback@box.test\nTo: sylvie@example.test\nSubject: Abuse report\nMessage-ID: <c1@box.test>\nMIME-Version: 1.0\nContent-Type: multipart/report; report-type=feedback-report; boundary=r\n\n"
        + "--r\nContent-Type: text/plain\n\nThis is an abuse report.\n--r\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\nUser-Agent: Box/1\nVersion: 1\nOriginal-Rcpt-To: <lea@client.test>\n--r\nContent-Type: message/rfc822\n\n" + Copy + "--r--\n";

    public static readonly IReadOnlyList<string> All = [Postfix, Orange, FreeDelay, Gmail, Exchange, Qmail, Receipt, Complaint];

    private static string Report(string from, string subject, string notice, string status, string copyType, string copy, string statusHeader = "") =>
        $"Return-Path: <>\nFrom: {from}\nTo: sylvie@example.test\nSubject: {subject}\nMessage-ID: <b1@relay.example.net>\nAuto-Submitted: auto-replied\nMIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary=\"r.1/x\"\n\n"
        + $"This is a MIME-encapsulated message.\n\n--r.1/x\nContent-Type: text/plain; charset=utf-8\n\n{notice}\n\n--r.1/x\nContent-Type: message/delivery-status\n{statusHeader}\n{status}\n--r.1/x\nContent-Type: {copyType}\n\n{copy}\n--r.1/x--\n";
}
