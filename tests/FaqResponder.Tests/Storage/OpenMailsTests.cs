using FaqResponder.Core.Deciding;
using FaqResponder.Core.Ledger;
using FaqResponder.Core.Replies;
using FaqResponder.Support;

using Microsoft.Extensions.Time.Testing;

namespace FaqResponder.Storage;

public sealed class OpenMailsTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UnixEpoch.AddYears(56));
    private readonly FilledLedger _ledger;
    private readonly OpenMails _open;

    public OpenMailsTests()
    {
        _ledger = new(_folder.Path, _clock);
        _open = new(_ledger.Database, _clock);
    }

    [Fact]
    public void A_reply_that_a_pause_holds_up_for_too_long_is_given_back()
    {
        var id = _ledger.Decided(Some.Mail(), Some.Answered(_ledger.Reply(Some.Mail(), ReplyKind.Automatic, "p")));

        _clock.Advance(TimeSpan.FromHours(23));
        Pause(true);
        _open.WithdrawHeldUp(FilledLedger.Box, TimeSpan.FromDays(1)).ShouldBe(0);
        _clock.Advance(TimeSpan.FromHours(2));
        Pause(false);
        _open.WithdrawHeldUp(FilledLedger.Box, TimeSpan.FromDays(1)).ShouldBe(0);
        Pause(true);
        _open.WithdrawHeldUp(FilledLedger.Box, TimeSpan.FromDays(1)).ShouldBe(1);

        var entry = _ledger.Reader.Show(id)!.Entry;
        (entry.State, entry.Reason.Because).ShouldBe((MailState.Waiting, Because.HeldUp));
        _ledger.Outbox.NextTryAt(FilledLedger.Box).ShouldBeNull();
    }

    [Fact]
    public void What_she_answered_elsewhere_teaches_nothing()
    {
        var id = _ledger.Waiting(Some.Mail());

        _open.CloseAnswered(id).ShouldBeTrue();
        _open.CloseAnswered(id).ShouldBeFalse();

        _ledger.Reader.Show(id)!.Entry.Reason.Because.ShouldBe(Because.AnsweredElsewhere);
        _ledger.Lessons.Since(0).Mails.ShouldBeEmpty();
    }

    private void Pause(bool on) => new Switches(_ledger.Database, _clock).Paused = on;

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }
}
