using FaqResponder.Core.Deciding;
using FaqResponder.Core.Ledger;
using FaqResponder.Storage;
using FaqResponder.Support;

using MailKit;

namespace FaqResponder.Stories;

/// <summary>A draft or a copy that is in its folder already, and whose record failed, is not put there again.</summary>
public sealed class FilingStories(MailServer server)
{
    private readonly MailAccount _author = server.NewAccount();
    private readonly MailAccount _asker = server.NewAccount("lea", "client.test");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_draft_whose_record_failed_is_put_once(bool restart)
    {
        await using var service = new Service(server, _author, Mode.Draft);

        await FileInSpiteOfAFaultAsync(service, "Drafts", "NEW.step = 'Done'", restart);

        (await service.BecomesAsync("Assurance", MailState.Waiting)).Entry.HasDraft.ShouldBeTrue();
        (await server.ReadAsync(_author, "Drafts")).Count.ShouldBe(1);
        // It is known as untouched, all the same: it goes when it has no use any more.
        new Verdicts(service.Database, TimeProvider.System).Dismiss(1, "");
        await service.RestsAsync();
        await service.RestsAsync();
        (await server.ReadAsync(_author, "Drafts")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_copy_in_sent_whose_record_failed_is_put_once(bool restart)
    {
        await using var service = new Service(server, _author);

        await FileInSpiteOfAFaultAsync(service, "Sent", "NEW.copied_at IS NOT NULL", restart);

        (await server.ReadAsync(_author, "Sent")).Count.ShouldBe(1);
        (await server.ReadAsync(_asker)).Count.ShouldBe(1);
        // The last trace is there: nothing is left to be filed.
        (await server.ListAsync(_author)).ShouldHaveSingleItem().Flags.HasFlag(MessageFlags.Answered).ShouldBeTrue();
    }

    /// <summary>Lets the ledger fail between putting a reply into its folder and recording that, and the service go on or start again.</summary>
    private async Task FileInSpiteOfAFaultAsync(Service service, string folder, string record, bool restart)
    {
        service.Database.Migrate();
        using (LedgerFault.InOutbox(service.Database, record))
        {
            await service.StartAsync();
            await server.DeliverAsync(_author, Mails.From(_asker, _author, "Assurance", Posts.InsuranceQuestion));
            await server.WaitForAsync(_author, folder, 1);
            await JournalSaysAsync(service, "brouillons et copies : le registre");
            if (restart) await service.StopAsync();
        }

        if (restart) await service.StartAsync();
        else await JournalSaysAsync(service, "brouillons et copies : rétabli");
        await service.RestsAsync();
    }

    private static Task JournalSaysAsync(Service service, string words) =>
        Eventually.TrueAsync(() => service.JournalText.Contains(words, StringComparison.Ordinal), () => service.JournalText);
}
