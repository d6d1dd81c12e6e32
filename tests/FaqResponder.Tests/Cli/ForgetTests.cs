using System.Text.Json;

using Dapper;

using FaqResponder.Core.Ledger;
using FaqResponder.Core.Replies;
using FaqResponder.Support;

using Microsoft.Data.Sqlite;

namespace FaqResponder.Cli;

public sealed class ForgetTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Dictionary<string, string> _settings;
    private readonly FilledLedger _ledger;

    public ForgetTests()
    {
        Posts.Write(_folder["posts"]);
        _settings = Support.Program.Local(_folder);
        _ledger = new(_folder.Path);
    }

    [Fact]
    public async Task It_tells_what_was_erased_and_what_was_not_and_the_ledger_still_tells_what_became_of_the_mail()
    {
        var answered = _ledger.Answered(Some.Mail("Assurance xylophone"), "assurance");
        _ledger.Waiting(Some.Mail("Encore"));

        var erased = await RunAsync("oui\n", "ledger", "forget", "Léa <LEA@client.test>");

        erased.ExitCode.ShouldBe(0, erased.Errors);
        erased.Output.ShouldContain("2 messages de lea@client.test : n° 1, 2");
        erased.Output.ShouldContain("Effacé : 2 messages, 1 formulation apprise");
        erased.Output.ShouldContain("Clos sans réponse, pour cette raison : 1 message");
        erased.Output.ShouldContain("Pas effacé : votre boîte aux lettres");
        var shown = await RunAsync("", "ledger", "show", $"{answered}");
        shown.Output.ShouldContain("effacé le ");
        shown.Output.ShouldContain("répondu par vous");
        shown.Output.ShouldNotContain("xylophone");
        shown.Output.ShouldNotContain("lea@");
        var listed = JsonDocument.Parse((await RunAsync("", "ledger", "--json")).Output).RootElement;
        listed[0].GetProperty("state").GetString().ShouldBe(nameof(MailState.Dismissed));
        listed[0].GetProperty("reason").GetString().ShouldBe("clos et effacé à la demande de la personne");
        (await RunAsync("", "ledger", "forget", "lea@client.test")).Output.ShouldContain("aucun message");
    }

    [Fact]
    public async Task Without_her_word_nothing_is_erased()
    {
        _ledger.Waiting(Some.Mail());

        var asked = await RunAsync("non\n", "ledger", "forget", "lea@client.test");

        asked.ExitCode.ShouldBe(1);
        asked.Errors.ShouldContain("Rien n'est effacé");
        _ledger.Reader.List(1)[0].Asker.ShouldBe("lea@client.test");
        (await RunAsync("", "ledger", "forget", "lea@client.test", "--yes")).ExitCode.ShouldBe(0);
        _ledger.Reader.List(1)[0].ErasedAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task While_a_reply_is_being_sent_it_refuses()
    {
        _ledger.Decided(Some.Mail(), Some.Answered(_ledger.Reply(Some.Mail(), ReplyKind.Automatic, "a")));
        _ledger.BeginToSend();

        var refused = await RunAsync("", "ledger", "forget", "lea@client.test", "--yes");

        refused.ExitCode.ShouldBe(1);
        refused.Errors.ShouldContain("part en ce moment");
    }

    [Fact]
    public async Task A_file_that_is_busy_is_told_and_the_same_command_finishes_the_work()
    {
        _ledger.Waiting(Some.Mail("Assurance xylophone"));
        using var backup = _ledger.Database.Open();
        // A copy is being made: it holds on to the file as it was.
        await backup.ExecuteAsync("BEGIN; SELECT COUNT(*) FROM mails;");

        var halfDone = await RunAsync("", "ledger", "forget", "lea@client.test", "--yes");

        halfDone.ExitCode.ShouldBe(1);
        halfDone.Errors.ShouldContain("des traces peuvent y rester");
        halfDone.Output.ShouldContain("Effacé : 1 message");

        await backup.ExecuteAsync("COMMIT");
        var done = await RunAsync("", "ledger", "forget", "lea@client.test", "--yes");

        done.ExitCode.ShouldBe(0, done.Errors);
        new Storage.Erasure(_ledger.Database, TimeProvider.System).IsScrubDue().ShouldBeFalse();
    }

    [Fact]
    public async Task What_is_no_address_is_wrong_input()
    {
        var wrong = await RunAsync("", "ledger", "forget", "léa", "--yes");

        wrong.ExitCode.ShouldBe(2);
        wrong.Errors.ShouldContain("« léa » n'est pas une adresse");
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    private Task<Printed> RunAsync(string typed, params string[] arguments) => Support.Program.RunTypingAsync(typed, _settings, arguments);
}
