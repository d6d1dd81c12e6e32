using FaqResponder.Mailbox;
using FaqResponder.Settings;
using FaqResponder.Storage;
using FaqResponder.Worker;

namespace FaqResponder.Letters;

/// <summary>Writes the letter when it is due, and sends it once: recorded first, marked before the first byte, confirmed after.</summary>
internal sealed class LetterPost(LetterStore store, LetterNews gathering, LetterComposer composer, Notices notices, ISubmission submission, FaqSettings settings, TimeProvider clock) : IErrand
{
    private static readonly TimeSpan TryAgainAfter = TimeSpan.FromMinutes(10);

    public async Task RunAsync(IMailbox mailbox, CancellationToken token)
    {
        if (settings.Letter.Every is not LetterEvery.Never) WriteIfDue();
        if (store.Pending() is not { } letter) return;
        if (letter.SendingAt is { } since)
        {
            // It is a mail to herself: if the server had it, it arrives, and the ledger knows it.
            if (store.HasArrived(letter.MessageId)) store.MarkDone(letter.Id);
            else if ((clock.GetUtcNow() - since).Duration() >= TryAgainAfter) await SendAsync(letter, mailbox, token);
        }
        else if (letter.NextTryAt <= clock.GetUtcNow())
        {
            await SendAsync(letter, mailbox, token);
        }
    }

    /// <summary>The letter as it would be now; its gestures don't work.</summary>
    public ComposedLetter Preview() => composer.Compose(News(Time(null)), isReal: false);

    private void WriteIfDue()
    {
        var period = LetterRhythm.LastDue(settings.Letter, clock.GetLocalNow());
        if (store.Has(period)) return;
        var time = Time(period);
        var news = News(time);
        if (news.IsEmpty && settings.Letter.Every is LetterEvery.Daily)
        {
            store.RecordSilence(time, news.Earned);
            return;
        }

        var letter = composer.Compose(news, isReal: true);
        var messageId = MimeWriter.NewMessageId(settings.Author.Address);
        var mime = MimeWriter.WriteLetter(new(settings.Author.Name, settings.Author.Address, messageId, letter.Subject, letter.Text, letter.Html, settings.Language, clock.GetLocalNow()));
        store.Record(time, messageId, mime, news.Earned, letter.Gestures, settings.Letter.GesturesFor, sending: false);
        Checkpoints.Pass(Checkpoint.LetterRecorded);
    }

    private async Task SendAsync(PendingLetter letter, IMailbox mailbox, CancellationToken token)
    {
        store.MarkSending(letter.Id);
        Checkpoints.Pass(Checkpoint.LetterMarkedSending);
        var delivered = await notices.DeliverAsync(letter.Mime, settings.Author.Address, submission, mailbox, token);
        Checkpoints.Pass(Checkpoint.LetterSpoken);
        if (delivered is Delivered.Surely) store.MarkDone(letter.Id);
        else if (delivered is Delivered.Not) store.PutOff(letter.Id, clock.GetUtcNow() + TryAgainAfter, "");
    }

    private LetterTime Time(DateOnly? period)
    {
        var now = clock.GetUtcNow();
        // A letter that is dated ahead was written by a clock that was wrong.
        return new(period, store.Last() is { Until: var until } && until <= now ? until : now - LetterRhythm.Length(settings.Letter), now);
    }

    private News News(LetterTime time) => gathering.Gather(time, store.Last()?.Earned);
}
