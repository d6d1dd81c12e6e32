using FaqResponder.Core.Ledger;
using FaqResponder.Mailbox;
using FaqResponder.Settings;
using FaqResponder.Storage;

namespace FaqResponder.Worker;

/// <summary>
/// Moves on what was dealt with: to where the setting says when the matter is closed, back to the folder that is read when the mail still waits. That a mail is about to be moved
/// is recorded first, since a server without MOVE copies it and takes it away after: whoever finds it in both places takes away the one in her folder.
/// </summary>
internal sealed class MovingOn(MovedMails moved, FaqSettings settings)
{
    public async Task MoveAsync(string mailbox, IFolderTree tree, IReadOnlyCollection<string> folders, CancellationToken token)
    {
        foreach (var some in moved.ToMoveOn(mailbox, settings.Teaching.Folder).Where(m => folders.Contains(m.Place.Folder)).GroupBy(m => (m.Place.Folder, m.Place.UidValidity)))
        {
            var folder = await tree.FolderAsync(some.Key.Folder, token);
            var flags = await folder.LookAtAsync(some.Key.UidValidity, [.. some.Select(m => m.Place.Uid)], token);
            foreach (var mail in some)
            {
                // Moved by us before the process ended, or by her.
                if (flags[mail.Place.Uid] is { Presence: Presence.Here, IsDeleted: false }) await MoveAsync(tree, folder, mail, token);
                moved.EndMove(mail.Place);
            }
        }
    }

    private async Task MoveAsync(IFolderTree tree, IFolder folder, MailToMoveOn mail, CancellationToken token)
    {
        var place = new FiledAt(mail.Place.UidValidity, mail.Place.Uid);
        if (mail.Target is { } begun && await LiesInAsync(await tree.TargetAsync(begun, token), mail, token))
        {
            await folder.RemoveAsync(place, token);
            return;
        }

        var target = mail.State.IsEnd() ? settings.Teaching.MoveTo : "";
        moved.BeginMove(mail.Place, target);
        Checkpoints.Pass(Checkpoint.MoveRecorded);
        await tree.MoveAsync(mail.Place.Folder, place, target, isAnswered: mail.State is MailState.Answered or MailState.AnsweredByAuthor, token);
        Checkpoints.Pass(Checkpoint.MailMoved);
    }

    /// <summary>Whether this very mail lies there: another one may bear its Message-ID.</summary>
    private static async Task<bool> LiesInAsync(IFolder target, MailToMoveOn mail, CancellationToken token)
    {
        if (mail.MessageId is not { } id || (await target.FindAsync(MailIdField.MessageId, [id], token)).GetValueOrDefault(id) is not { } places) return false;
        foreach (var place in places)
        {
            if (await target.FetchAsync(place.UidValidity, [place.Uid], token) is [var there] && there.Mail.Digest() == mail.Digest) return true;
        }

        return false;
    }
}
