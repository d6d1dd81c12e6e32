using FaqResponder.Mailbox;
using FaqResponder.Storage;

namespace FaqResponder.Worker;

/// <summary>
/// Keeps her Drafts in order: a draft of ours is taken away when its matter is closed elsewhere or a better one takes its place, and is left alone for good once she has
/// touched it. What lies under a number never changes, so a draft that is there under its number is as we put it.
/// </summary>
internal sealed class DraftWatch(DraftStore drafts)
{
    private FolderState? _seen;

    /// <summary>A new connection.</summary>
    public void BeginSession() => _seen = null;

    public async Task LookAsync(IMailbox mailbox, CancellationToken token)
    {
        var lying = drafts.AllLying(mailbox.Name);
        if (lying.Count == 0) return;
        var folder = await mailbox.FolderAsync(SpecialFolder.Drafts, token);
        var state = await folder.StateAsync(token);
        // Something of hers or of ours came or went; or something is to go.
        if (state == _seen && lying.All(d => d.IsWanted)) return;
        foreach (var some in lying.GroupBy(d => d.UidValidity))
        {
            var flags = await folder.LookAtAsync(some.Key, [.. some.Select(d => d.Uid)], token);
            foreach (var draft in some) await LookAtAsync(folder, draft, flags[draft.Uid], token);
        }

        _seen = await folder.StateAsync(token);
    }

    private async Task LookAtAsync(IFolder folder, LyingDraft draft, MailFlags found, CancellationToken token)
    {
        if (found.Presence is Presence.Unknown)
        {
            await FindAgainAsync(folder, draft, token);
            return;
        }

        if (found.Presence is Presence.Here && !found.IsDeleted && found.Size == draft.Size)
        {
            if (draft.IsWanted) return;
            drafts.BeginRemoval(draft.Id);
            await folder.RemoveAsync(new(draft.UidValidity, draft.Uid), token);
            Checkpoints.Pass(Checkpoint.DraftRemoved);
            drafts.End(draft.Id, DraftEnd.Removed);
        }
        else
        {
            drafts.End(draft.Id, draft.IsRemoved ? DraftEnd.Removed : await IsEditedAsync(folder, draft, token) ? DraftEnd.Edited : DraftEnd.Gone);
        }
    }

    // Numbered anew: it is the one with its Message-ID and its size, if there is just one such.
    private async Task FindAgainAsync(IFolder folder, LyingDraft draft, CancellationToken token)
    {
        var found = (await folder.FindAsync(MailIdField.MessageId, [draft.MessageId], token)).GetValueOrDefault(draft.MessageId, []);
        if (found is [var place] && (await folder.LookAtAsync(place.UidValidity, [place.Uid], token))[place.Uid].Size == draft.Size) drafts.Move(draft.Id, place.UidValidity, place.Uid);
        else drafts.End(draft.Id, found.Count > 0 ? DraftEnd.Edited : DraftEnd.Gone);
    }

    /// <summary>Whether another draft that answers the same mail lies there: most programs save under a new Message-ID, some under the old one.</summary>
    private static async Task<bool> IsEditedAsync(IFolder folder, LyingDraft draft, CancellationToken token)
    {
        if ((await folder.FindAsync(MailIdField.MessageId, [draft.MessageId], token)).Count > 0) return true;
        return draft.Answers is { } mail && (await folder.FindAsync(MailIdField.InReplyTo, [mail], token)).Count > 0;
    }
}
