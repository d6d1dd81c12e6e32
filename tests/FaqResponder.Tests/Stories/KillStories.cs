using FaqResponder.Core.Ledger;
using FaqResponder.Support;

using MimeKit;

namespace FaqResponder.Stories;

public sealed class KillStories(MailServer server)
{
    private const int Mails = 60;

    [Fact]
    public async Task Killed_again_and_again_it_loses_no_mail_and_answers_none_twice()
    {
        var author = server.NewAccount();
        var asker = server.NewAccount("lea", "client.test");
        await using var service = new Service(server, author);
        service.Database.Migrate();
        for (var i = 0; i < Mails; i++) await server.DeliverAsync(author, Question(asker, author, i));

        // Each run dies a little later than the one before, wherever it is then; the last one may finish.
        for (var decided = 5; decided < Mails; decided += 11) await RunUntilAsync(service, mails => mails >= decided, kill: true);
        await RunUntilAsync(service, mails => mails == Mails && Ends(service) == Mails, kill: false);

        var ledger = service.Ledger.List(1000);
        ledger.Select(e => e.Subject).Distinct().Count().ShouldBe(Mails);
        var replies = await server.WaitForAsync(asker, "INBOX", ledger.Count(e => e.State is MailState.Answered));
        var answered = replies.Select(r => r.InReplyTo).ToList();
        answered.Distinct().Count().ShouldBe(answered.Count, "A mail was answered twice.");
        // What a kill left in doubt waits for the author; it is at most one mail for each kill.
        var waiting = ledger.Where(e => e.State is MailState.Waiting).ToList();
        waiting.Count.ShouldBeLessThanOrEqualTo(Mails / 11, string.Join("\n", waiting.Select(e => e.Reason.Words.English).Distinct()));
        (answered.Count + waiting.Count).ShouldBeInRange(Mails, Mails + waiting.Count);
    }

    private static int Ends(Service service) => service.Ledger.List(1000).Count(e => e.State.IsEnd() || e.State is MailState.Waiting);

    private static async Task RunUntilAsync(Service service, Func<int, bool> enough, bool kill)
    {
        using var process = Support.Program.Start(Support.Program.EnvironmentOf(service), "run");
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        try
        {
            await Eventually.TrueAsync(() => enough(Ends(service)) || process.HasExited, () => $"{Ends(service)} mails have come to an end.");
            process.HasExited.ShouldBeFalse(process.HasExited ? await output + await errors : "");
        }
        finally
        {
            if (kill || process.HasExited) process.Kill();
            else using (System.Diagnostics.Process.Start("kill", ["-TERM", $"{process.Id}"])) await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        if (!kill) process.ExitCode.ShouldBe(0, await output + await errors);
    }

    // Another asker each time, as far as the caps and the repeat rule see it: the same person at many addresses.
    private static MimeMessage Question(MailAccount asker, MailAccount author, int number)
    {
        var mail = Support.Mails.From(asker, author, $"Assurance {number}", Posts.InsuranceQuestion);
        mail.From.Clear();
        mail.From.Add(new MailboxAddress("Léa", asker.Address.Replace("@", $"+{number}@", StringComparison.Ordinal)));
        mail.ReplyTo.Clear();
        return mail;
    }
}
