using System.Text;

using FaqResponder.Core.Mails;
using FaqResponder.Mailbox;
using FaqResponder.OAuth;
using FaqResponder.Support;

namespace FaqResponder.Stories;

public sealed class ReportStories(MailServer server)
{
    [Fact]
    public async Task Reports_on_a_server_name_the_mail_that_they_are_about()
    {
        var author = server.NewAccount();
        await DeliverAsync(author, [Reports.Postfix, Reports.Orange, Reports.Gmail, Reports.Exchange, Reports.Qmail, Reports.Receipt, Reports.Complaint]);

        var mails = await FetchAsync(author);

        mails.Select(m => m.Report?.OriginalMessageId).ShouldBe(Enumerable.Repeat(Reports.Original, 7));
        mails.ShouldAllBe(m => m.Report!.Recipients[0] == "lea@client.test");
        mails.Select(m => m.Report!.Kind).ShouldBe([.. Enumerable.Repeat(ReportKind.Bounce, 5), ReportKind.Receipt, ReportKind.Complaint]);
    }

    [Fact]
    public async Task A_mail_with_a_huge_header_or_a_huge_number_of_parts_holds_up_nothing()
    {
        var author = server.NewAccount();
        await DeliverAsync(
            author,
            [
                $"From: lea@client.test\nTo: {author.Address}\nSubject: Long\nX-Long: {string.Concat(Enumerable.Repeat("aaaaaaaaaaaaaaa\n ", 300_000))}\n\nFaut-il un diplôme ?\n",
                $"From: lea@client.test\nSubject: Parts\nContent-Type: multipart/mixed; boundary=b\n\n{string.Concat(Enumerable.Repeat("--b\n\nFaut-il ?\n", 100_000))}--b--\n",
                $"From: lea@client.test\nSubject: Deep\n{string.Concat(Enumerable.Range(0, 1000).Select(i => $"Content-Type: multipart/mixed; boundary=b{i}\n\n--b{i}\n"))}\nFaut-il ?\n",
                "From: lea@client.test\nSubject: After\n\nFaut-il un diplôme ?\n",
            ]);

        var mails = await FetchAsync(author);

        mails.Select(m => m.Subject).ShouldBe(["Long", "Parts", "Deep", "After"]);
        mails[0].Asker!.Address.ShouldBe("lea@client.test");
        mails[3].Text!.Trim().ShouldBe("Faut-il un diplôme ?");
    }

    private async Task DeliverAsync(MailAccount author, IEnumerable<string> mails)
    {
        foreach (var mail in mails) await server.DeliverRawAsync(author, Encoding.UTF8.GetBytes(mail.ReplaceLineEndings("\r\n")), "");
    }

    private async Task<IReadOnlyList<IncomingMail>> FetchAsync(MailAccount author)
    {
        var token = TestContext.Current.CancellationToken;
        await using var service = new Service(server, author);
        using var tokens = new AccessTokens(settings: null, TimeProvider.System);
        await using var mailbox = new ImapMailbox(service.Settings.Mailbox, tokens, mayWrite: false);
        await mailbox.OpenAsync(token);
        var arrivals = await mailbox.LookAsync(null, DateTimeOffset.UnixEpoch, token);
        return [.. (await mailbox.FetchAsync(arrivals.Position.UidValidity, arrivals.Uids, token)).Select(m => m.Mail)];
    }
}
