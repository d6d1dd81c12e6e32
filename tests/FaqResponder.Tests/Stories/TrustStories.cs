using System.Text.Json;

using FaqResponder.Core.Deciding;
using FaqResponder.Core.Ledger;
using FaqResponder.Settings;
using FaqResponder.Support;

namespace FaqResponder.Stories;

/// <summary>A post goes out by itself once it has earned that, or on her word; until it is wrong.</summary>
public sealed class TrustStories(MailServer server)
{
    private readonly MailAccount _author = server.NewAccount();

    [Fact]
    public async Task A_post_without_permission_waits_in_a_draft_until_she_gives_her_word()
    {
        await using var service = await ServeAsync();
        var first = await AskAsync(service, "first", MailState.Waiting);
        first.Entry.Reason.ShouldBe(new Reason(Because.NotProven, "L'assurance professionnelle", "0", "0", "59"));
        await server.WaitForAsync(_author, "Drafts", 1);

        (await PostsAsync(service, "allow", "assurance")).ExitCode.ShouldBe(0);

        await AskAsync(service, "second", MailState.Answered);
        (await StandingAsync(service)).GetProperty("permission").GetString().ShouldBe("Allowed");
        (await PostsAsync(service, "withdraw", "assurance")).ExitCode.ShouldBe(0);
        (await AskAsync(service, "third", MailState.Waiting)).Entry.Reason.Because.ShouldBe(Because.PostHeld);
    }

    [Fact]
    public async Task A_post_earns_to_be_sent_by_drafts_that_she_sent()
    {
        // Three of three prove a share of 0.36.
        await using var service = await ServeAsync(precision: 0.36);
        await using var hers = new MailProgram(server, _author);
        foreach (var subject in (string[])["one", "two", "three"])
        {
            await AskAsync(service, subject, MailState.Waiting);
            await server.WaitForAsync(_author, "Drafts", 1);
            await hers.SendDraftAsync();
            await service.BecomesAsync(subject, MailState.AnsweredByAuthor);
        }

        await AskAsync(service, "four", MailState.Answered);

        var standing = await StandingAsync(service);
        (standing.GetProperty("permission").GetString(), standing.GetProperty("right").GetInt32(), standing.GetProperty("judged").GetInt32()).ShouldBe(("Earned", 3, 3));
    }

    [Fact]
    public async Task An_answer_of_hers_with_something_else_counts_against_the_post()
    {
        await using var service = await ServeAsync();
        await using var hers = new MailProgram(server, _author);
        await AskAsync(service, "one", MailState.Waiting);

        await hers.ReplyAsync("one", "Bonjour,\n\nAppelez-moi, ce sera plus simple.\n\nSylvie");
        await service.BecomesAsync("one", MailState.AnsweredByAuthor);

        var standing = await StandingAsync(service);
        (standing.GetProperty("permission").GetString(), standing.GetProperty("right").GetInt32(), standing.GetProperty("judged").GetInt32()).ShouldBe(("DraftOnly", 0, 1));
    }

    [Fact]
    public async Task An_asker_who_was_not_helped_withdraws_the_permission_and_she_is_told_why()
    {
        await using var service = await ServeAsync();
        (await PostsAsync(service, "allow", "--all")).ExitCode.ShouldBe(0);
        var mail = Mails.From(Asker("one"), _author, "one", Posts.InsuranceQuestion);
        await server.DeliverAsync(_author, mail);
        var answered = await service.BecomesAsync("one", MailState.Answered);
        var again = Mails.From(Asker("one"), _author, "Re: Auto: one", "Merci, mais ce n'est pas ce que je demandais : faut-il aussi assurer le matériel ?");
        again.InReplyTo = answered.Replies[0].MessageId;

        await server.DeliverAsync(_author, again);
        await service.BecomesAsync("Re: Auto: one", MailState.Waiting);

        (await AskAsync(service, "two", MailState.Waiting)).Entry.Reason.Because.ShouldBe(Because.PostHeld);
        var list = await PostsAsync(service, "list");
        list.Output.ReplaceLineEndings(" ").ShouldContain("retiré");
        (await StandingAsync(service)).GetProperty("withdrawn").GetProperty("because").GetString().ShouldBe("NotSatisfied");
    }

    [Fact]
    public async Task Allowing_a_post_that_is_not_there_says_so()
    {
        await using var service = await ServeAsync();

        var printed = await PostsAsync(service, "allow", "rien");

        printed.ExitCode.ShouldBe(2);
        printed.Errors.ShouldContain("Il n'y a pas de billet « rien »");
        (await PostsAsync(service, "allow")).ExitCode.ShouldBe(2);
    }

    private static MailAccount Asker(string name) => new($"{name}@client.test", "");

    private static Task<Printed> PostsAsync(Service service, params string[] arguments) => Support.Program.RunAsync(Support.Program.EnvironmentOf(service), ["posts", .. arguments]);

    private static async Task<JsonElement> StandingAsync(Service service) =>
        JsonDocument.Parse((await PostsAsync(service, "list", "--json")).Output).RootElement.EnumerateArray().Single(p => p.GetProperty("id").GetString() == "assurance");

    private async Task<Service> ServeAsync(double precision = AnsweringSettings.DefaultPrecision)
    {
        var service = new Service(server, _author).LookingOften();
        service.Settings = service.Settings with { Answering = service.Settings.Answering with { Trust = Trust.Earned, Precision = precision } };
        return await service.StartAsync();
    }

    private async Task<Storage.LedgerFile> AskAsync(Service service, string subject, MailState becomes)
    {
        await server.DeliverAsync(_author, Mails.From(Asker(subject), _author, subject, Posts.InsuranceQuestion));
        return await service.BecomesAsync(subject, becomes);
    }
}
