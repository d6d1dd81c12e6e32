using Dapper;

using FaqResponder.Core.Deciding;
using FaqResponder.Support;

namespace FaqResponder.Storage;

public sealed class WaitingMailsTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly FilledLedger _ledger;
    private readonly WaitingMails _waiting;

    public WaitingMailsTests()
    {
        _ledger = new(_folder.Path);
        _waiting = new(_ledger.Database);
    }

    [Fact]
    public void Each_waiting_mail_shows_what_it_asks_and_what_may_answer_it()
    {
        var post = Some.Post("diplome", "Faut-il un diplôme ?");
        var mail = Some.Mail("Une question", "Bonjour,\n\nDites, faut-il un diplôme pour s'installer ?\n\nMerci, Léa");
        var id = _ledger.Decided(mail, Some.Waiting() with { Suggestions = [new(post, 0.61, new("?", [], [], null, null))] });
        _ledger.Answered(Some.Mail("Une autre"), "diplome");

        var entry = _waiting.All().ShouldHaveSingleItem();

        entry.Id.ShouldBe(id);
        entry.Asked.ShouldBe("Dites, faut-il un diplôme pour s'installer ?");
        entry.Suggestion.ShouldBe(("diplome", "Faut-il un diplôme ?", 0.61));
        entry.Reason.ShouldBe(new(Because.NothingClose));
    }

    [Fact]
    public void Its_version_changes_with_each_step_of_a_mail()
    {
        var before = _waiting.Version();
        _ledger.Waiting(Some.Mail());
        _waiting.Version().ShouldNotBe(before);
    }

    [Fact]
    public void Questions_of_mail_that_an_earlier_version_took_in_are_filled_in()
    {
        var id = _ledger.Waiting(Some.Mail("Diplôme", "Faut-il un diplôme ?"));
        using (var connection = _ledger.Database.Open()) connection.Execute("DELETE FROM mail_questions");
        var before = _waiting.Version();
        _waiting.All().ShouldHaveSingleItem().Asked.ShouldBe("");

        var questions = new AskedQuestions(_ledger.Database, TimeProvider.System);
        questions.FillIn(10).ShouldBe(1);

        _waiting.All().ShouldHaveSingleItem().Asked.ShouldBe("Faut-il un diplôme ?");
        _waiting.Version().ShouldNotBe(before);
        questions.FillIn(10).ShouldBe(0);
    }

    [Fact]
    public void What_was_erased_is_shown_nowhere()
    {
        _ledger.Answered(Some.Mail("Diplôme", "Faut-il un diplôme de dompteuse ?"), "diplome");

        new Erasure(_ledger.Database, TimeProvider.System).Erase("lea@client.test");

        using var connection = _ledger.Database.Open();
        connection.Query<string>("SELECT asked FROM mail_questions").ShouldAllBe(asked => asked.Length == 0);
    }

    public void Dispose() => _folder.Dispose();
}
