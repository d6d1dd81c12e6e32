using FaqResponder.Core;
using FaqResponder.Core.Letters;
using FaqResponder.Mailbox;
using FaqResponder.Replies;
using FaqResponder.Review;
using FaqResponder.Settings;
using FaqResponder.Storage;
using FaqResponder.Worker;

namespace FaqResponder.Letters;

/// <summary>Does what the gestures of a letter say, once it is proven that they come from the author: by her own server, or by the copy in her Sent folder, where nobody else can put one.</summary>
internal sealed class LetterGestures(LetterOrders orders, Desk desk, PostStore posts, HeldPosts held, Notices notices, ISubmission submission, FaqSettings settings, TimeProvider clock) : IErrand
{
    private const int MostToldADay = 5;

    // Some programs file their copy when they are online again.
    private static readonly TimeSpan WaitForProof = TimeSpan.FromDays(1);

    public async Task RunAsync(IMailbox mailbox, CancellationToken token)
    {
        foreach (var order in orders.Open(mailbox.Name))
        {
            if (order.IsProven || (order.Trouble is not GestureTrouble.Unknown && await IsInSentAsync(order, mailbox, token)))
            {
                var trouble = order.Trouble ?? CarryOut(order);
                // What was done is closed with it.
                if (trouble is { } wrong) orders.Refuse(order, wrong);
                Checkpoints.Pass(Checkpoint.GestureClosed);
                if (trouble is { } told) await TellAsync(order, told, mailbox, token);
            }
            else if (order.Trouble is GestureTrouble.Unknown || (clock.GetUtcNow() - order.LodgedAt).Duration() > WaitForProof)
            {
                orders.Refuse(order, order.Trouble ?? GestureTrouble.Unproven);
            }
        }
    }

    private GestureTrouble? CarryOut(LetterOrder order)
    {
        if (order.Kind is LetterGesture.NotAQuestion) return desk.NotAQuestion([order.About], order: order).Moved.Count > 0 ? null : GestureTrouble.NotWaiting;
        if (!notices.CanSend) return GestureTrouble.NotSendable;
        if (order.PostId is not { } post || posts.Published().All(p => p.Id != post)) return GestureTrouble.PostGone;
        if (held.All().TryGetValue(post, out var wrong) && wrong.At > order.GivenAt) return GestureTrouble.PostHeld;
        var done = desk.Answer([order.About], [post], null, ReplyComposer.Draft, order: order);
        if (done.Result is null) return GestureTrouble.NotSendable;
        return done.Result.Moved.Count > 0 ? null : GestureTrouble.NotWaiting;
    }

    /// <summary>Whether her Sent folder holds this very mail, with this very token.</summary>
    private static async Task<bool> IsInSentAsync(LetterOrder order, IMailbox mailbox, CancellationToken token)
    {
        if (order.MessageId is not { Length: > 0 } id) return false;
        try
        {
            var folder = await mailbox.FolderAsync(SpecialFolder.Sent, token);
            if (!(await folder.FindAsync(MailIdField.MessageId, [id], token)).TryGetValue(id, out var places)) return false;
            foreach (var place in places)
            {
                var mails = await folder.FetchAsync(place.UidValidity, [place.Uid], token);
                if (mails.Any(m => m.Mail.MessageId == id && GestureToken.DigestIn(m.Mail) == order.Digest)) return true;
            }
        }
        catch (MissingFolderException)
        {
            // No Sent, no proof.
        }

        return false;
    }

    private async Task TellAsync(LetterOrder order, GestureTrouble trouble, IMailbox mailbox, CancellationToken token)
    {
        if (!orders.MayTell(order, MostToldADay)) return;
        var why = trouble.Words();
        var text = new Phrase(
            $"Bonjour,\n\nLe geste que vous avez renvoyé est resté sans effet : {why.French}.\n\nRien n'est parti. La prochaine lettre, la page et « faqresponder queue list » montrent ce qui vous attend.\n",
            $"Hello,\n\nThe gesture that you sent back had no effect: {why.English}.\n\nNothing went out. The next letter, the page and “faqresponder queue list” show what waits for you.\n");
        var subject = new Phrase("FaqResponder : geste sans effet", "FaqResponder: a gesture without effect");
        var mime = MimeWriter.WriteNotice(settings.Author.Name, settings.Author.Address, settings.Author.Address, subject.In(settings.Language), text.In(settings.Language), clock.GetUtcNow());
        await notices.DeliverAsync(mime, settings.Author.Address, submission, mailbox, token);
    }
}
