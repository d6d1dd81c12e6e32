using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace FaqResponder.Support;

public sealed class MailServerTests(MailServer server)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(SecureSocketOptions.StartTls)]
    [InlineData(SecureSocketOptions.SslOnConnect)]
    public async Task The_author_sends_to_an_asker_once_she_has_signed_in(SecureSocketOptions security)
    {
        var (author, asker) = (server.NewAccount(), server.NewAccount("asker", "client.test"));
        using var smtp = new SmtpClient { ServerCertificateValidationCallback = AcceptOurs };

        var port = security is SecureSocketOptions.StartTls ? server.SubmissionPort : server.SubmissionsPort;
        await smtp.ConnectAsync(server.Host, port, security, Cancellation);
        await Should.ThrowAsync<SmtpCommandException>(() => smtp.SendAsync(Mail(author, asker), Cancellation));
        await smtp.AuthenticateAsync(author.Address, author.Password, Cancellation);
        await smtp.SendAsync(Mail(author, asker), Cancellation);

        var mail = (await server.WaitForAsync(asker, "INBOX", 1)).ShouldHaveSingleItem();
        mail.From.ToString().ShouldBe(author.Address);
        mail.Headers[HeaderId.ReturnPath].ShouldBe($"<{author.Address}>");
    }

    [Fact]
    public async Task Another_server_brings_mail_without_signing_in_and_only_for_our_domains()
    {
        var author = server.NewAccount();
        using var smtp = new SmtpClient { ServerCertificateValidationCallback = AcceptOurs };

        await smtp.ConnectAsync(server.Host, server.SmtpPort, SecureSocketOptions.StartTls, Cancellation);
        await smtp.SendAsync(Mail(new("someone@elsewhere.test", ""), author), Cancellation);
        var abroad = Mail(author, new("someone@elsewhere.test", ""));

        await Should.ThrowAsync<SmtpCommandException>(() => smtp.SendAsync(abroad, Cancellation));
        var mail = (await server.WaitForAsync(author, "INBOX", 1)).ShouldHaveSingleItem();
        mail.Headers[HeaderId.ReturnPath].ShouldBe("<someone@elsewhere.test>");
    }

    [Fact]
    public async Task Mail_to_an_address_that_does_not_exist_comes_back_to_its_sender()
    {
        var author = server.NewAccount();

        await server.SendAsync(author, Mail(author, new("nobody@client.test", "")));

        var bounce = (await server.WaitForAsync(author, "INBOX", 1)).ShouldHaveSingleItem();
        bounce.Headers[HeaderId.ReturnPath].ShouldBe("<>");
        bounce.Body!.ContentType.MimeType.ShouldBe("multipart/report");
    }

    [Fact]
    public async Task Malformed_mail_of_the_null_sender_arrives_as_it_was_written()
    {
        var author = server.NewAccount();
        var raw = "Subject: \xE9t\xE9\nno colon here\n\n.hidden\n..twice\nno end of line";

        await server.DeliverRawAsync(author, Encoding.Latin1.GetBytes(raw), envelopeFrom: "");

        using var imap = await server.SignInAsync(author);
        await imap.Inbox.OpenAsync(FolderAccess.ReadOnly, Cancellation);
        using var stored = new MemoryStream();
        await (await imap.Inbox.GetStreamAsync(0, "", Cancellation)).CopyToAsync(stored, Cancellation);
        var text = Encoding.Latin1.GetString(stored.ToArray());
        text.ShouldStartWith("Return-Path: <>");
        text.Replace("\r\n", "\n", StringComparison.Ordinal).ShouldEndWith(raw + "\n");
    }

    [Fact]
    public async Task Mail_is_there_when_its_delivery_returns_and_looking_at_it_does_not_mark_it_as_read()
    {
        var (author, asker) = (server.NewAccount(), server.NewAccount("asker", "client.test"));
        var mail = Mail(asker, author);

        await server.DeliverAsync(author, mail);
        await server.DeliverAsync(author, Mail(asker, author, "Two"), envelopeFrom: "list@client.test");

        var read = await server.ReadAsync(author);
        read.Select(m => m.Headers[HeaderId.ReturnPath]).ShouldBe([$"<{asker.Address}>", "<list@client.test>"]);
        var listed = await server.ListAsync(author);
        listed.Select(m => m.Subject).ShouldBe(["One", "Two"]);
        listed.ShouldAllBe(m => !m.Flags.HasFlag(MessageFlags.Seen));
        listed[0].MessageId.ShouldBe(mail.MessageId);
        listed[0].Uid.Id.ShouldBe(1u);
    }

    [Fact]
    public async Task Flags_and_keywords_are_listed()
    {
        var author = server.NewAccount();
        await server.DeliverAsync(author, Mail(author, author));

        using var imap = await server.SignInAsync(author, server.ImapsPort);
        await imap.Inbox.OpenAsync(FolderAccess.ReadWrite, Cancellation);
        await imap.Inbox.AddFlagsAsync(0, MessageFlags.Answered, new HashSet<string> { "$Handled" }, silent: true, Cancellation);

        var mail = (await server.ListAsync(author)).ShouldHaveSingleItem();
        mail.Flags.ShouldBe(MessageFlags.Answered, "with Recent left to whoever opens the folder first");
        mail.Keywords.ShouldBe(["$Handled"]);
    }

    [Fact]
    public async Task Waiting_for_mail_that_does_not_come_says_what_is_there_instead()
    {
        var author = server.NewAccount();
        await server.DeliverAsync(author, Mail(author, author));

        var trouble = await Should.ThrowAsync<TimeoutException>(
            () => server.WaitForAsync(author, "INBOX", 2, TimeSpan.FromMilliseconds(50)));

        trouble.Message.ShouldStartWith($"INBOX of {author.Address} should hold 2 mail(s) after 0:00:00.05 and holds \"One\".");
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_account_are_refused()
    {
        var author = server.NewAccount();

        await Should.ThrowAsync<AuthenticationException>(() => server.SignInAsync(author with { Address = "unknown@example.test" }));
        await Should.ThrowAsync<AuthenticationException>(() => server.SignInAsync(author with { Password = "wrong" }));
        await Should.ThrowAsync<AuthenticationException>(() => server.SendAsync(author with { Password = "wrong" }, Mail(author, author)));
    }

    [Fact]
    public async Task An_account_has_the_usual_folders_with_their_purposes()
    {
        using var imap = await server.SignInAsync(server.NewAccount());

        var purposes = new[] { SpecialFolder.Drafts, SpecialFolder.Sent, SpecialFolder.Junk, SpecialFolder.Trash, SpecialFolder.Archive };
        purposes.Select(p => imap.GetFolder(p)?.FullName).ShouldBe(["Drafts", "Sent", "Junk", "Trash", "Archive"]);
    }

    [Fact]
    public async Task An_account_of_plain_test_has_only_the_folders_that_its_owner_makes()
    {
        var author = server.NewAccount(domain: "plain.test");
        using var imap = await server.SignInAsync(author);
        await imap.GetFolder(imap.PersonalNamespaces[0]).CreateAsync("Envoyés", isMessageFolder: true, Cancellation);

        var folders = await imap.GetFoldersAsync(imap.PersonalNamespaces[0], cancellationToken: Cancellation);

        folders.Select(f => f.FullName).ShouldBe(["Envoyés", "INBOX"], ignoreOrder: true);
        imap.GetFolder(SpecialFolder.Sent).ShouldBeNull();
        (await server.ListAsync(author, "Envoyés")).ShouldBeEmpty();
    }

    [Fact]
    public void A_machine_without_the_servers_is_told_what_installs_them()
    {
        var trouble = Should.Throw<InvalidOperationException>(() => ServerPackages.Require("/nowhere"));

        trouble.Message.ShouldContain("no dovecot-imapd, no dovecot-lmtpd, no postfix: run tests/run");
    }

    private bool AcceptOurs(object sender, X509Certificate? certificate, object? chain, SslPolicyErrors errors) =>
        TestCertificate.Fingerprint(certificate!) == server.CertificateFingerprint;

    private static MimeMessage Mail(MailAccount from, MailAccount to, string subject = "One")
    {
        var mail = new MimeMessage { Subject = subject, Body = new TextPart("plain") { Text = "Hello." } };
        mail.From.Add(MailboxAddress.Parse(from.Address));
        mail.To.Add(MailboxAddress.Parse(to.Address));
        return mail;
    }
}
