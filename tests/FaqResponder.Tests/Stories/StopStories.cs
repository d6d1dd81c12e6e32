using System.Diagnostics;

using FaqResponder.Core.Deciding;
using FaqResponder.Core.Ledger;
using FaqResponder.Support;

namespace FaqResponder.Stories;

/// <summary>A stop request while the sending server says nothing more. The host gives everything twenty seconds.</summary>
public sealed class StopStories(MailServer server) : IDisposable
{
    private static readonly TimeSpan SoonEnough = TimeSpan.FromSeconds(17);

    private readonly MailAccount _author = server.NewAccount();
    private readonly MailAccount _asker = new("lea@client.test", "");
    private readonly ScriptedSmtp _smtp = new();

    [Fact]
    public async Task Before_the_server_knows_the_asker_the_reply_is_kept_and_goes_out_after_the_restart()
    {
        await using var service = await StopWhileSilentAsync("RCPT");

        _smtp.TakesAll();
        await service.StartAsync();

        await service.BecomesAsync("Assurance", MailState.Answered);
        await service.RestsAsync();
        _smtp.Taken.ShouldHaveSingleItem().To.ShouldBe(_asker.Address);
    }

    [Fact]
    public async Task Once_the_server_has_the_reply_it_is_in_doubt_and_never_sent_again()
    {
        await using var service = await StopWhileSilentAsync(ScriptedSmtp.EndOfMail);

        _smtp.TakesAll();
        await service.StartAsync();

        (await service.BecomesAsync("Assurance", MailState.Waiting)).Entry.Reason.Because.ShouldBe(Because.SendUnknown);
        await service.RestsAsync();
        _smtp.Heard.Count(c => c == ScriptedSmtp.EndOfMail).ShouldBe(1);
    }

    [Fact]
    public async Task A_server_that_does_not_even_greet_holds_up_no_stop()
    {
        _smtp.KeepsSilentAt(ScriptedSmtp.Greeting);
        await using var service = await StartSendingAsync(ScriptedSmtp.Greeting);

        (await StopAsync(service)).ShouldBeLessThan(TimeSpan.FromSeconds(5));
    }

    public void Dispose() => _smtp.Dispose();

    private async Task<Service> StopWhileSilentAsync(string command)
    {
        var service = await StartSendingAsync(command);
        (await StopAsync(service)).ShouldBeLessThan(SoonEnough);
        // It had its time to the end: otherwise the process would have been ended in the middle of it.
        service.JournalText.ShouldContain("service arrêté");
        return service;
    }

    private async Task<Service> StartSendingAsync(string silentAt)
    {
        _smtp.KeepsSilentAt(silentAt);
        var service = new Service(server, _author);
        service.Settings = service.Settings with { Smtp = service.Settings.Smtp with { Server = _smtp.Server } };
        await server.DeliverAsync(_author, Mails.From(_asker, _author, "Assurance", Posts.InsuranceQuestion));
        await service.StartAsync();
        await Eventually.TrueAsync(() => _smtp.Heard.Any(c => c.StartsWith(silentAt, StringComparison.Ordinal)), () => service.JournalText);
        return service;
    }

    private static async Task<TimeSpan> StopAsync(Service service)
    {
        var clock = Stopwatch.StartNew();
        await service.StopAsync();
        return clock.Elapsed;
    }
}
