using FaqResponder.Core.Deciding;
using FaqResponder.Core.Ledger;
using FaqResponder.Core.Matching;
using FaqResponder.Core.Replies;
using FaqResponder.Support;

using Microsoft.Extensions.Time.Testing;

namespace FaqResponder.Storage;

public sealed class RetentionTests : IDisposable
{
    private static readonly TimeSpan Keep = TimeSpan.FromDays(10);

    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UnixEpoch.AddYears(56));
    private readonly FilledLedger _ledger;
    private readonly Retention _retention;

    public RetentionTests()
    {
        _ledger = new(_folder.Path, _clock);
        _retention = new(_ledger.Database, _clock);
    }

    [Fact]
    public void The_texts_of_closed_mails_go_when_their_time_is_over_and_what_became_of_them_stays()
    {
        var closed = _ledger.Answered(Some.Mail("Closed", "zygomatique"), "p");
        var open = _ledger.Waiting(Some.Mail("Open", "ornithorynque"));
        _clock.Advance(TimeSpan.FromDays(9));
        var fresh = _ledger.Answered(Some.Mail("Fresh", "kaléidoscope"), "p");
        _retention.Expire(Keep).ShouldBe(0);
        _ledger.Lessons.Counts()["p"].ShouldBe(2);

        _clock.Advance(TimeSpan.FromDays(2));
        _retention.Expire(Keep).ShouldBe(1);

        var file = _ledger.Reader.Show(closed)!;
        (file.Mail.Text, file.Replies.Single(r => r.Kind is ReplyKind.FromAuthor).Mime.Length).ShouldBe((null, 0));
        (file.Entry.State, file.Entry.Subject, file.Entry.Asker, file.Entry.ExpiredAt).ShouldBe((MailState.AnsweredByAuthor, "Closed", "lea@client.test", _clock.GetUtcNow()));
        _ledger.Reader.Show(open)!.Mail.Text.ShouldBe("ornithorynque");
        _ledger.Reader.Show(fresh)!.Mail.Text.ShouldBe("kaléidoscope");
        _ledger.Lessons.Counts()["p"].ShouldBe(1);
        _retention.Expire(Keep).ShouldBe(0);
    }

    [Fact]
    public void A_mail_whose_text_is_gone_is_still_recognised()
    {
        var mail = Some.Mail("Closed", "zygomatique");
        _ledger.Answered(mail, "p");
        _clock.Advance(TimeSpan.FromDays(20));
        _retention.Expire(Keep);

        _ledger.Ledger.TakeIn(FilledLedger.Box, 2, [new("77", mail)]).ShouldBe(0);
    }

    [Fact]
    public void The_reason_and_the_explanation_that_cite_it_go_as_well()
    {
        var match = new Match(Some.Post("a"), 0.7, new("zygomatique ?", ["zygomatique"], [], null, null));
        var id = _ledger.Decided(Some.Mail(), new(new Decision.AskTheAuthor([match], new(Because.OneQuestionOpen, "zygomatique ?")), [match], null, "fr"));
        new Verdicts(_ledger.Database, _clock).Dismiss(id, "");
        _clock.Advance(TimeSpan.FromDays(20));

        _retention.Expire(Keep);

        var file = _ledger.Reader.Show(id)!;
        string.Concat(file.History.Select(h => h.Reason.Words.French)).ShouldNotContain("zygomatique");
        file.Suggestions.ShouldHaveSingleItem().Explanation.Words.French.ShouldNotContain("zygomatique");
    }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }
}
