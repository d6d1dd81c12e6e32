using FaqResponder.Core.Ledger;
using FaqResponder.Support;

namespace FaqResponder.Stories;

public sealed class ScreeningStories(MailServer server)
{
    private readonly MailAccount _author = server.NewAccount();
    private readonly MailAccount _asker = server.NewAccount("lea", "client.test");

    [Fact]
    public async Task A_notice_with_a_null_return_path_is_filed()
    {
        await using var service = await new Service(server, _author).StartAsync();
        await server.DeliverAsync(_author, Mails.From(_asker, _author, "Assurance", Posts.InsuranceQuestion), envelopeFrom: "");

        (await service.BecomesAsync("Assurance", MailState.SetAside)).Entry.Reason.Details[0].ShouldBe("N1");
    }

    [Fact]
    public async Task Her_own_mail_is_filed()
    {
        await using var service = await new Service(server, _author).StartAsync();
        await server.DeliverAsync(_author, Mails.From(_author, _author, "Note", Posts.InsuranceQuestion));

        (await service.BecomesAsync("Note", MailState.SetAside)).Entry.Reason.Details[0].ShouldBe("N2");
    }

    [Theory]
    [InlineData("Auto-Submitted", "auto-replied", "N3")]
    [InlineData("List-Unsubscribe", "<https://news.example.test/bye>", "N4")]
    [InlineData("Precedence", "Bulk", "N5")]
    public async Task Mail_of_a_machine_waits_for_the_author_without_draft_or_answer(string header, string value, string rule)
    {
        await using var service = await new Service(server, _author).StartAsync();
        await server.DeliverAsync(_author, Mails.From(_asker, _author, "Assurance", Posts.InsuranceQuestion).With(header, value));

        var file = await service.BecomesAsync("Assurance", MailState.Waiting);
        await service.RestsAsync();

        file.Entry.Reason.Details[0].ShouldBe(rule);
        file.Suggestions[0].PostId.ShouldBe("assurance");
        (await server.ReadAsync(_asker)).ShouldBeEmpty();
        (await server.ReadAsync(_author, "Drafts")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Mail_that_was_there_long_before_the_first_start_is_history()
    {
        var token = TestContext.Current.CancellationToken;
        using (var hers = await server.SignInAsync(_author))
        {
            await hers.Inbox!.AppendAsync(new MailKit.AppendRequest(Mails.From(_asker, _author, "Vieux", Posts.InsuranceQuestion), MailKit.MessageFlags.None, DateTimeOffset.UnixEpoch.AddYears(40)), token);
        }

        await using var service = await new Service(server, _author).StartAsync();
        await server.DeliverAsync(_author, Mails.From(_asker, _author, "Assurance", Posts.InsuranceQuestion));

        await service.BecomesAsync("Assurance", MailState.Answered);
        service.Ledger.List(10).Select(e => e.Subject).ShouldBe(["Assurance"]);
    }
}
