using FaqResponder.Support;

using Microsoft.Data.Sqlite;

namespace FaqResponder.Storage;

public sealed class LessonsTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly FilledLedger _ledger;

    public LessonsTests() => _ledger = new(_folder.Path);

    [Fact]
    public void What_a_mail_taught_is_listed_by_its_question()
    {
        var mail = _ledger.Answered(Some.Mail("Assurance", "Bonjour,\n\nJe débute. Faut-il une assurance ?\n\nMerci\nLéa"), "a");

        var learned = _ledger.Lessons.Of("a").ShouldHaveSingleItem();

        (learned.MailId, learned.Subject, learned.Words).ShouldBe((mail, "Assurance", "Faut-il une assurance ?"));
        _ledger.Lessons.Counts().ShouldBe(new Dictionary<string, int> { ["a"] = 1 });
    }

    [Fact]
    public void Of_a_mail_that_two_posts_answered_only_the_one_pair_is_forgotten()
    {
        var mail = _ledger.Answered(Some.Mail(), "a", "b");

        _ledger.Lessons.Forget(mail, "a");

        _ledger.Lessons.Of("a").ShouldBeEmpty();
        _ledger.Lessons.Of("b").ShouldHaveSingleItem();
        _ledger.Lessons.Since(0).Mails.ShouldHaveSingleItem().Posts.ShouldBe(["b"]);
        _ledger.Lessons.Counts().Keys.ShouldBe(["b"]);
        var (mails, _) = _ledger.Lessons.ForgottenSince(0);
        mails.ShouldHaveSingleItem().Left!.Posts.ShouldBe(["b"]);
    }

    [Fact]
    public void A_mail_whose_only_post_was_taken_back_teaches_nothing_at_all()
    {
        var mail = _ledger.Answered(Some.Mail(), "a");

        _ledger.Lessons.Forget(mail, "a");

        // Not even that no post fits mails like it.
        _ledger.Lessons.Since(0).Mails.ShouldBeEmpty();
        var (mails, reached) = _ledger.Lessons.ForgottenSince(0);
        mails.ShouldHaveSingleItem().Left.ShouldBeNull();
        _ledger.Lessons.ForgottenSince(reached).Mails.ShouldBeEmpty();
        _ledger.Lessons.Forgotten().ShouldBe(reached);
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }
}
