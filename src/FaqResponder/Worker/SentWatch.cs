using FaqResponder.Core.Learning;
using FaqResponder.Core.Ledger;
using FaqResponder.Core.Mails;
using FaqResponder.Core.Screening;
using FaqResponder.Mailbox;
using FaqResponder.Settings;
using FaqResponder.Storage;

namespace FaqResponder.Worker;

/// <summary>Reads what the author sent from her mail program: which mails she answered herself, with which posts, and what became of the drafts.</summary>
internal sealed class SentWatch(OwnReplies replies, PostStore posts, PostShelf shelf, FaqSettings settings, Journal journal, TimeProvider clock)
{
    private const string Folder = "Sent";
    private const int BatchSize = 50;

    // How often a mail may break the connection before it is passed over.
    private const int MostFailures = 3;

    private FolderState? _seen;
    private (MailboxPosition? At, int Times) _failed;

    /// <summary>A new connection.</summary>
    public void BeginSession() => _seen = null;

    public async Task LookAsync(IMailbox mailbox, CancellationToken token)
    {
        if (await FolderAsync(mailbox, token) is not { } folder) return;
        var state = await folder.StateAsync(token);
        if (state == _seen) return;
        var last = replies.Position(mailbox.Name, Folder);
        var arrivals = await folder.LookAsync(last, clock.GetUtcNow() - settings.Learning.ReadSentBack, token);
        var done = true;
        // After a failure one by one, so that only the mail is passed over that is to blame.
        foreach (var batch in arrivals.Uids.Chunk(_failed.Times > 0 && _failed.At == last ? 1 : BatchSize))
        {
            var reached = await ReadAsync(mailbox, folder, arrivals.Position, batch, token);
            if (reached is not null) replies.RecordPosition(mailbox.Name, Folder, Moved(arrivals.Position, reached));
            if (reached == batch[^1]) continue;
            done = false;
            break;
        }

        if (!done) return;
        replies.RecordPosition(mailbox.Name, Folder, arrivals.Position);
        _seen = state;
    }

    // In mode Watch none is made: there is nothing to read then.
    private static async Task<IFolder?> FolderAsync(IMailbox mailbox, CancellationToken token)
    {
        try
        {
            return await mailbox.FolderAsync(SpecialFolder.Sent, token);
        }
        catch (MissingFolderException)
        {
            return null;
        }
    }

    /// <summary>Reads some mails in their order.</summary>
    /// <returns>The last of those that need not be read again; <see langword="null"/> for none.</returns>
    private async Task<string?> ReadAsync(IMailbox mailbox, IFolder folder, MailboxPosition position, string[] batch, CancellationToken token)
    {
        var mails = await FetchAsync(mailbox, folder, position, batch, token);
        Checkpoints.Pass(Checkpoint.SentFetched);
        string? reached = null;
        foreach (var uid in batch)
        {
            if (mails.FirstOrDefault(m => m.Uid == uid)?.Mail is { } sent && !Judge(mailbox.Name, sent)) return reached;
            reached = uid;
        }

        Checkpoints.Pass(Checkpoint.SentRecorded);
        return reached;
    }

    private async Task<IReadOnlyList<ArrivedMail>> FetchAsync(IMailbox mailbox, IFolder folder, MailboxPosition position, string[] batch, CancellationToken token)
    {
        var at = replies.Position(mailbox.Name, Folder);
        if (batch.Length == 1 && _failed.Times >= MostFailures && _failed.At == at)
        {
            journal.Warning(new($"un message envoyé (UID {batch[0]}) ne peut pas être lu ; il est passé", $"a sent mail (UID {batch[0]}) can't be read; it is passed over"));
            _failed = default;
            return [];
        }

        try
        {
            return await folder.FetchAsync(position.UidValidity, batch, token);
        }
        catch (Exception) when (!token.IsCancellationRequested)
        {
            _failed = (at, _failed.At == at ? _failed.Times + 1 : 1);
            throw;
        }
    }

    /// <summary>Records it if it answers a mail of the ledger.</summary>
    /// <returns><see langword="false"/> when its mail isn't decided yet: it is looked at again then.</returns>
    private bool Judge(string mailbox, IncomingMail sent)
    {
        if (sent.Unreadable is not null || ScreeningRules.IsByMachine(sent, settings.Screening.Policy(settings.Author, DateTimeOffset.MinValue, long.MaxValue)) || replies.IsOurs(sent)) return true;
        if (replies.Find(mailbox, sent) is not { } mail) return true;
        if (mail.State is MailState.Received or MailState.Decided) return false;
        var reply = OwnReply.Read(sent, posts.Published(), mail.Draft is { } draft ? SentMime.Read(draft)?.Text : null);
        if (replies.Record(mail.Id, sent, reply)) shelf.Learn();
        return true;
    }

    // A Maildir has no numbers to stop between.
    private static MailboxPosition Moved(MailboxPosition position, string uid) => long.TryParse(uid, out var number) ? position with { LastUid = number } : position;
}
