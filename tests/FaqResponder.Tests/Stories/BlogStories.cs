using Dapper;

using FaqResponder.Core.Deciding;
using FaqResponder.Core.Ledger;
using FaqResponder.Support;

using Microsoft.Data.Sqlite;

namespace FaqResponder.Stories;

public sealed class BlogStories(MailServer server)
{
    private const string Feed =
        """
        <?xml version="1.0"?><rss version="2.0"><channel><title>Blog</title><link>https://blog.example.test/</link><language>fr</language>
        <item><title>L'assurance professionnelle est-elle obligatoire ?</title><link>https://blog.example.test/rc-pro/</link>
        <description>&lt;p&gt;L'assurance de responsabilité civile professionnelle n'est pas obligatoire pour une secrétaire indépendante, mais je la conseille.&lt;/p&gt;</description></item>
        </channel></rss>
        """;

    private readonly MailAccount _author = server.NewAccount();
    private readonly MailAccount _asker = server.NewAccount("lea", "client.test");

    [Fact]
    public async Task A_post_from_the_feed_answers_and_still_does_when_the_blog_is_down()
    {
        await using var service = new Service(server, _author);
        await using (var site = new WebSite())
        {
            site.On("/feed", SiteAnswer.Ok(Feed));
            service.Settings = service.Settings with { Posts = new() { Feed = site.At("/feed") }, Answering = service.Settings.Answering with { Thresholds = new(0.3, 0.1) } };
            await service.StartAsync();
            await server.DeliverAsync(_author, Mails.From(_asker, _author, "Assurance", Posts.InsuranceQuestion));
            (await service.BecomesAsync("Assurance", MailState.Answered)).Replies[0].PostIds.ShouldBe(["rc-pro"]);
            await service.StopAsync();
        }

        await service.StartAsync();
        var another = server.NewAccount("max", "client.test");
        await server.DeliverAsync(_author, Mails.From(another, _author, "Encore", Posts.InsuranceQuestion));

        (await service.BecomesAsync("Encore", MailState.Answered)).Replies[0].PostIds.ShouldBe(["rc-pro"]);
        await Eventually.TrueAsync(() => service.JournalText.Contains("Warning", StringComparison.Ordinal), () => service.JournalText);
    }

    [Fact]
    public async Task A_post_written_while_the_service_runs_answers_the_next_mail()
    {
        await using var service = await new Service(server, _author).StartAsync();
        await service.RestsAsync();
        Posts.Write(service.PostsFolder, "crepes", "Où manger des crêpes à Quimper ?", "fr", "Est-ce que vous connaissez un bon restaurant de crêpes près de Quimper ?", "Le meilleur restaurant de crêpes de Quimper est rue Kéréon.");

        await server.DeliverAsync(_author, Mails.From(_asker, _author, "Crêpes", Posts.UnknownQuestion));

        (await service.BecomesAsync("Crêpes", MailState.Answered)).Replies[0].PostIds.ShouldBe(["crepes"]);
    }

    [Fact]
    public async Task Without_any_post_all_mail_waits_and_the_journal_says_what_to_do()
    {
        await using var service = new Service(server, _author);
        Directory.Delete(service.PostsFolder, recursive: true);
        Directory.CreateDirectory(service.PostsFolder);
        await service.StartAsync();
        await server.DeliverAsync(_author, Mails.From(_asker, _author, "Assurance", Posts.InsuranceQuestion));

        (await service.BecomesAsync("Assurance", MailState.Waiting)).Entry.Reason.Because.ShouldBe(Because.NoPosts);
        service.JournalText.ShouldContain("aucun billet n'est connu");
    }

    [Fact]
    public async Task A_ledger_locked_by_another_program_loses_nothing()
    {
        await using var service = await new Service(server, _author).StartAsync();
        await service.RestsAsync();
        using (var other = service.Database.Open())
        {
            await other.ExecuteAsync("BEGIN EXCLUSIVE");
            await server.DeliverAsync(_author, Mails.From(_asker, _author, "Assurance", Posts.InsuranceQuestion));
            await Eventually.TrueAsync(() => service.JournalText.Contains("verrouillé", StringComparison.Ordinal), () => service.JournalText);
            await other.ExecuteAsync("ROLLBACK");
        }

        await service.BecomesAsync("Assurance", MailState.Answered);
        (await server.WaitForAsync(_asker, "INBOX", 1)).Count.ShouldBe(1);
        SqliteConnection.ClearAllPools();
    }
}
