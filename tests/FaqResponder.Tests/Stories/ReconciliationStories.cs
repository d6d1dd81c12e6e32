using System.Text.Json;

using Dapper;

using FaqResponder.Core.Deciding;
using FaqResponder.Core.Ledger;
using FaqResponder.Support;

using MailKit;
using MailKit.Search;

namespace FaqResponder.Stories;

/// <summary>Mailbox and ledger are compared: what differs is put right, or named.</summary>
public sealed class ReconciliationStories(MailServer server)
{
    private readonly MailAccount _author = server.NewAccount();
    private readonly MailAccount _asker = server.NewAccount("lea", "client.test");

    [Fact]
    public async Task What_she_answered_elsewhere_is_closed_what_is_gone_is_named_and_what_was_missed_is_taken_in()
    {
        await using var service = await new Service(server, _author).StartAsync();
        foreach (var subject in (string[])["kept", "answered", "moved", "missed"]) await server.DeliverAsync(_author, Mails.From(_asker, _author, subject, Posts.UnknownQuestion));
        foreach (var subject in (string[])["kept", "answered", "moved", "missed"]) await service.BecomesAsync(subject, MailState.Waiting);
        await DealWithThemAsync();
        Lose(service, "missed");

        var found = await ReconcileAsync(service);

        found.GetProperty("takenIn").GetInt32().ShouldBe(1);
        found.GetProperty("answered").GetArrayLength().ShouldBe(1);
        found.GetProperty("gone").EnumerateArray().Select(g => g.GetInt64()).ShouldBe([service.Ledger.List(10).Single(e => e.Subject == "moved").Id]);
        found.GetProperty("stuck").GetArrayLength().ShouldBe(0);
        (await service.BecomesAsync("answered", MailState.AnsweredByAuthor)).Entry.Reason.Because.ShouldBe(Because.AnsweredElsewhere);
        await service.BecomesAsync("missed", MailState.Waiting);
        await service.BecomesAsync("kept", MailState.Waiting);
        var again = await ReconcileAsync(service);
        (again.GetProperty("takenIn").GetInt32(), again.GetProperty("answered").GetArrayLength()).ShouldBe((0, 0));
    }

    [Fact]
    public async Task A_reply_that_was_uncertain_and_lies_in_Sent_closes_its_mail()
    {
        await using var service = await new Service(server, _author).StartAsync();
        await server.DeliverAsync(_author, Mails.From(_asker, _author, "Assurance", Posts.InsuranceQuestion));
        await service.BecomesAsync("Assurance", MailState.Answered);
        await server.WaitForAsync(_author, "Sent", 1);
        await service.RestsAsync();
        await service.StopAsync();
        Doubt(service);

        var found = await ReconcileAsync(service);

        found.GetProperty("foundInSent").GetArrayLength().ShouldBe(1);
        var file = service.Ledger.Show(1)!;
        file.Entry.State.ShouldBe(MailState.Answered);
        file.Entry.Reason.Because.ShouldBe(Because.FoundInSent);
    }

    private static async Task<JsonElement> ReconcileAsync(Service service)
    {
        var printed = await Support.Program.RunAsync(Support.Program.EnvironmentOf(service), "ledger", "reconcile", "--json");
        printed.ExitCode.ShouldBe(0, printed.Errors);
        return JsonDocument.Parse(printed.Output).RootElement;
    }

    // As if the line had broken when the server had the mail.
    private static void Doubt(Service service)
    {
        using var connection = service.Database.Open();
        connection.Execute("UPDATE outbox SET step = 'Uncertain', flagged_at = NULL; UPDATE mails SET state = 'Waiting', reason = 'SendUnknown', details = '[]'");
    }

    // A ledger that was put back from a back-up knows nothing of it.
    private static void Lose(Service service, string subject)
    {
        using var connection = service.Database.Open();
        var id = connection.ExecuteScalar<long>("SELECT id FROM mails WHERE subject = @subject", new { subject });
        foreach (var table in (string[])["sightings", "history", "suggestions", "mail_contents", "mail_questions"]) connection.Execute($"DELETE FROM {table} WHERE mail_id = @id", new { id });
        connection.Execute("DELETE FROM mails WHERE id = @id", new { id });
    }

    private async Task DealWithThemAsync()
    {
        var token = TestContext.Current.CancellationToken;
        using var hers = await server.SignInAsync(_author);
        var inbox = hers.Inbox!;
        await inbox.OpenAsync(FolderAccess.ReadWrite, token);
        var answered = (await inbox.SearchAsync(SearchQuery.SubjectContains("answered"), token)).ShouldHaveSingleItem();
        await inbox.AddFlagsAsync(answered, MessageFlags.Seen | MessageFlags.Answered, silent: true, token);
        var moved = (await inbox.SearchAsync(SearchQuery.SubjectContains("moved"), token)).ShouldHaveSingleItem();
        await inbox.MoveToAsync(moved, await hers.GetFolderAsync("Sent", token), token);
    }
}
