using FaqResponder.Core.Deciding;
using FaqResponder.Core.Ledger;
using FaqResponder.Settings;
using FaqResponder.Support;

namespace FaqResponder.Stories;

/// <summary>Who is answered is who wrote: as the author's own server says.</summary>
public sealed class AuthenticationStories(MailServer server)
{
    private readonly MailAccount _author = server.NewAccount();
    private readonly MailAccount _asker = server.NewAccount("lea", "client.test");

    [Fact]
    public async Task Only_who_her_server_was_sure_of_is_answered()
    {
        await using var service = ServiceWith(new() { AuthenticationServer = "mx.example.test" });
        await service.StartAsync();

        await DeliverAsync("sure", "mx.example.test; dmarc=pass header.from=client.test");
        await DeliverAsync("forged", "mx.example.test; spf=fail smtp.mailfrom=client.test; dmarc=fail header.from=client.test");
        await DeliverAsync("elsewhere", "mx.spammer.test; dmarc=pass header.from=client.test");

        await service.BecomesAsync("sure", MailState.Answered);
        (await service.BecomesAsync("forged", MailState.Waiting)).Entry.Reason.ShouldBe(new(Because.Screened, "N16", "spf=fail, dmarc=fail"));
        (await service.BecomesAsync("elsewhere", MailState.Waiting)).Entry.Reason.ShouldBe(new(Because.Screened, "N16", ""));
        (await server.WaitForAsync(_asker, "INBOX", 1)).ShouldHaveSingleItem().Subject.ShouldBe("Auto: sure");
    }

    [Fact]
    public async Task As_it_comes_a_draft_is_laid_ready_though_nobody_proves_senders()
    {
        await using var service = new Service(server, _author, Mode.Draft);
        service.Settings = service.Settings with { Screening = new() };
        await service.StartAsync();

        await server.DeliverAsync(_author, Mails.From(_asker, _author, "Assurance", Posts.InsuranceQuestion));
        await server.DeliverAsync(_author, Mails.From(_asker, _author, "Crêpes", Posts.UnknownQuestion));

        (await server.WaitForAsync(_author, "Drafts", 1)).ShouldHaveSingleItem().Subject.ShouldBe("Re: Assurance");
        (await service.BecomesAsync("Crêpes", MailState.Waiting)).Entry.Reason.Because.ShouldNotBe(Because.Screened, "what she needs to know is that no post comes near");
        await service.RestsAsync();
        (await server.ReadAsync(_asker)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Check_names_the_servers_that_her_mails_bear()
    {
        await using var unknown = ServiceWith(new());
        await using var wrong = ServiceWith(new() { AuthenticationServer = "mx.elsewhere.test" });
        await using var right = ServiceWith(new() { AuthenticationServer = "mx.example.test" });
        await DeliverAsync("some", "mx.example.test; dmarc=pass header.from=client.test");

        var missing = await Support.Program.RunAsync(Support.Program.EnvironmentOf(unknown), "check");
        var other = await Support.Program.RunAsync(Support.Program.EnvironmentOf(wrong), "check");
        var good = await Support.Program.RunAsync(Support.Program.EnvironmentOf(right), "check");

        missing.Output.ShouldContain("✘ Réponses automatiques");
        missing.Output.ShouldContain("vos derniers messages portent : mx.example.test");
        other.Output.ShouldContain("aucun de vos derniers messages ne porte mx.elsewhere.test, mais mx.example.test");
        good.Output.ShouldContain("✔ Réponses automatiques");
        good.ExitCode.ShouldBe(0, good.Output);
    }

    private Service ServiceWith(ScreeningSettings screening)
    {
        var service = new Service(server, _author);
        service.Settings = service.Settings with { Screening = screening };
        return service;
    }

    private Task DeliverAsync(string subject, string results) =>
        server.DeliverAsync(_author, Mails.From(_asker, _author, subject, Posts.InsuranceQuestion).With("Authentication-Results", results));
}
