using FaqResponder.Core.Tests.Support;

namespace FaqResponder.Core.Mails;

public sealed class ReportReaderTests
{
    [Fact]
    public void Of_several_recipients_a_bounce_names_those_who_did_not_get_the_mail()
    {
        var report = Read(
            """
            Reporting-MTA: dns; relay.example.net

            Final-Recipient: rfc822; ok@example.net
            Action: relayed
            Status: 2.0.0

            Original-Recipient: rfc822;lea@client.test
            Final-Recipient: rfc822; LEA.MARTIN@box.client.test
            Action: Failed
            Status: 5.0.0
            Diagnostic-Code: smtp; 550 5.1.1 <lea@client.test>: Recipient address
                rejected (192.0.2.5.1.1)
            """);

        report.Kind.ShouldBe(ReportKind.Bounce);
        report.Recipients.ShouldBe(["lea@client.test"]);
        report.Status.ShouldBe("5.1.1");
    }

    [Theory]
    [InlineData("delayed", "4.4.1")]
    [InlineData("delivered", "2.0.0")]
    public void What_is_late_or_arrived_is_no_bounce(string action, string status)
    {
        var report = Read($"Final-Recipient: rfc822; lea@client.test\nAction: {action}\nStatus: {status}\n");

        report.Kind.ShouldBe(ReportKind.Delay);
        report.Recipients.ShouldBe(["lea@client.test"]);
        report.Status.ShouldBe(status);
    }

    [Fact]
    public void A_group_without_action_is_told_by_its_status() =>
        Read("Final-Recipient: rfc822; lea@client.test\nStatus: 5.2.2\n").Kind.ShouldBe(ReportKind.Bounce);

    [Fact]
    public void The_original_of_a_notice_in_plain_text_is_found_in_the_copied_header()
    {
        var report = Notice("failure notice", """
            Hi. This is the qmail-send program at mx.example.net.
            I'm afraid I wasn't able to deliver your message to the following addresses.
            This is a permanent error; I've given up. Sorry it didn't work out.

            <lea@client.test>:
            192.0.2.32 does not like recipient.
            Remote host said: 550 5.1.1 User unknown
            Giving up on 192.0.2.32.

            --- Below this line is a copy of the message.

            Return-Path: <sylvie@example.org>
            Received: from [192.0.2.1] by mx.example.net
            Message-ID:
             <r1@example.org>
            To: lea@client.test
            """)!;

        report.Kind.ShouldBe(ReportKind.Bounce);
        report.OriginalMessageId.ShouldBe("r1@example.org");
        report.Recipients.ShouldBe(["lea@client.test"]);
        report.Status.ShouldBe("5.1.1");
    }

    [Theory]
    [InlineData("Échec de la remise : Question", "Échec de la remise pour ces destinataires ou groupes :\n\nLéa Martin (lea@client.test)\nL'adresse de messagerie que vous avez entrée est introuvable.\n\nInformations de diagnostic pour les administrateurs :\n\nlea@client.test\n#550 5.1.10 RESOLVER.ADR.RecipientNotFound ##\n\nEn-têtes du message d'origine :\n\nReceived: from a\nMessage-ID: <r1@example.org>\n")]
    [InlineData("Undeliverable: Question", "Your message\n\n  To:      sylvie@example.org\n  Subject: Question\n\ndid not reach the following recipient(s):\n\nlea@client.test on Thu, 29 Oct 2026 16:51:51 +0100\n    The recipient name is not recognized\n\nMessage-ID: <r1@example.org>")]
    [InlineData("Mail delivery failed: returning message to sender", "This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or more of its\nrecipients. This is a permanent error. The following address(es) failed:\n\n  lea@client.test\n    host mx.client.test [192.0.2.20]: 550 no such user\n\n------ This is a copy of the message, including all the headers. ------\n\nMessage-Id: <r1@example.org>\n")]
    public void Notices_of_other_systems_are_read_as_well(string subject, string text)
    {
        var report = Notice(subject, text)!;

        report.Kind.ShouldBe(ReportKind.Bounce);
        report.OriginalMessageId.ShouldBe("r1@example.org");
        report.Recipients.ShouldBe(["lea@client.test"]);
    }

    [Fact]
    public void A_warning_that_the_mail_is_late_is_no_bounce() =>
        Notice("Warning: message 1abc delayed 24 hours", "The message has not yet been delivered to:\n\n  lea@client.test\n\nNo action is required on your part.")!.Kind.ShouldBe(ReportKind.Delay);

    [Fact]
    public void An_absence_notice_with_the_null_sender_is_no_report() =>
        Notice("Réponse automatique : Question", "Je suis absente jusqu'au 3 mai. Votre message ne sera pas lu avant.", "lea@client.test").ShouldBeNull();

    [Fact]
    public void Somebody_who_tells_of_a_bounce_sends_no_report() =>
        ReportReader.Read(Some.Mail("Undelivered mail", "Bonjour, mon message could not be delivered, que faire ?", headers: [("Return-Path", "<lea@example.com>")]), []).ShouldBeNull();

    [Fact]
    public void A_report_that_never_ends_is_read_in_no_time()
    {
        var endless = string.Concat(Enumerable.Repeat("<lea@client.test>: Message-ID: <a@b ( - > ", 200_000));

        Notice("failure notice", endless).ShouldNotBeNull();
        Read("Final-Recipient: rfc822; lea@client.test\nAction: failed\n" + string.Concat(Enumerable.Repeat("\nAction: failed\n x\n", 200_000))).Kind.ShouldBe(ReportKind.Bounce);
    }

    private static MailReport Read(string status) => ReportReader.Read(Some.Mail(), [new("message/delivery-status", status)])!;

    private static MailReport? Notice(string subject, string text, string from = "MAILER-DAEMON@example.net") =>
        ReportReader.Read(Some.Mail(subject, text, from: from, headers: [("Return-Path", "<>")]), []);
}
