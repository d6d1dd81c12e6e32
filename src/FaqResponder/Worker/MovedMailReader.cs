using FaqResponder.Core.Deciding;
using FaqResponder.Core.Mails;
using FaqResponder.Mailbox;
using FaqResponder.Settings;
using FaqResponder.Storage;

namespace FaqResponder.Worker;

/// <summary>Reads what she moved into one of the folders and has it done. A mail that the ledger doesn't know is taken in first, as one that arrived.</summary>
internal sealed class MovedMailReader(
    MovedMails moved, TeachingFolderStore store, MailLedger ledger, Intake intake, Responder responder, IMovedGestures gestures, FaqSettings settings, Journal journal, WorkProgress progress)
{
    // Of a folder, in one look: arriving mail must not wait for a whole inbox that she drags there, and she has a moment to notice.
    private const int AtOnce = 50;

    // How often a mail may fail to be fetched, or break the connection, before it is left where it lies.
    private const int MostFailures = 3;

    private readonly Dictionary<MovedPlace, int> _failures = [];

    /// <summary>Looks into a folder.</summary>
    /// <returns>Whether nothing in it is left to be looked at.</returns>
    public async Task<bool> ReadAsync(string mailbox, IFolderTree tree, TeachingFolder folder, CancellationToken token)
    {
        var opened = await tree.FolderAsync(folder.Name, token);
        var state = await opened.StateAsync(token);
        if (folder.UidValidity != state.UidValidity && !Begin(mailbox, folder, state)) return true;
        var first = folder.UidValidity == state.UidValidity ? folder.FirstUid : 0;
        var uids = (await opened.LookAsync(new(state.UidValidity, Math.Max(0, first - 1)), DateTimeOffset.UnixEpoch, token)).Uids;
        var known = moved.Known(mailbox, settings.Teaching.Folder, folder.Name, state.UidValidity);
        List<string> fresh = [.. uids.Where(u => !known.Contains(u))];
        var flags = await opened.LookAtAsync(state.UidValidity, fresh, token);
        fresh.RemoveAll(u => flags[u] is not { Presence: Presence.Here, IsDeleted: false });
        var isDone = fresh.Count <= AtOnce;
        foreach (var uid in fresh.Take(AtOnce))
        {
            isDone &= await ReadAsync(opened, folder, new(mailbox, settings.Teaching.Folder, folder.Name, state.UidValidity, uid), token);
            progress.IsAlive();
        }

        return isDone;
    }

    /// <summary>A folder that is looked into for the first time, or whose mails were numbered anew.</summary>
    /// <returns>Whether what lies in it counts.</returns>
    private bool Begin(string mailbox, TeachingFolder folder, FolderState state)
    {
        var isOurs = folder.UidValidity is null;
        store.Put(mailbox, settings.Teaching.Folder, folder with { UidValidity = state.UidValidity, FirstUid = isOurs ? 0 : Math.Max(1, state.UidNext) });
        if (isOurs || state.Count == 0) return isOurs;
        var path = $"{settings.Teaching.Folder}/{folder.Name}";
        journal.Warning(new(
            $"le serveur a renuméroté le dossier « {path} » : ses {state.Count} message(s) n'ont pas été touchés. Pour qu'ils comptent, sortez-les et rangez-les de nouveau",
            $"the server has numbered the folder “{path}” anew: its {state.Count} mail(s) were not touched. For them to count, move them out and in again"));
        return false;
    }

    /// <returns>Whether it need not be looked at again.</returns>
    private async Task<bool> ReadAsync(IFolder opened, TeachingFolder folder, MovedPlace place, CancellationToken token)
    {
        // Counted before it is fetched: one that breaks the connection is found out.
        var failures = _failures[place] = _failures.GetValueOrDefault(place) + 1;
        if (failures > MostFailures) return Leave(place);
        if (await opened.FetchAsync(place.UidValidity, [place.Uid], token) is not [var arrived]) return false;
        _failures.Remove(place);
        arrived = intake.Resolved(arrived);
        if (moved.Find(place.Mailbox, arrived.Mail) is not { } id)
        {
            if (!CanBeAnswered(arrived.Mail)) return Leave(place);
            // Where it was seen is told from the folder that is read, whose numbers may be the same.
            ledger.TakeIn(place.Mailbox, place.UidValidity, [arrived], seenIn: $"{place.Mailbox} › {place.Path}");
            Checkpoints.Pass(Checkpoint.MovedMailTakenIn);
            responder.DecideAll(place.Mailbox);
            if (moved.Find(place.Mailbox, arrived.Mail) is not { } taken) return false;
            id = taken;
        }

        if (folder.Meaning is not FolderMeaning.NotAQuestion && !CanBeAnswered(arrived.Mail)) moved.Note(new(place, id), InVain.NobodyToAnswer);
        else if (!gestures.Take(new(place, id), folder, arrived.Mail.AlreadyAnswered)) return false;
        Checkpoints.Pass(Checkpoint.MovedMailTaken);
        return true;
    }

    // Her own mails, and what was sent by nobody: there is no asker to answer.
    private bool CanBeAnswered(IncomingMail mail) =>
        mail.Unreadable is null && mail.ReturnPath is not "" && mail.Asker is { Address.Length: > 0 } asker && !settings.Author.OwnAddresses.Holds(asker);

    private bool Leave(MovedPlace place)
    {
        _failures.Remove(place);
        moved.Leave(place);
        journal.Warning(new(
            $"un message rangé dans « {place.Path} » (UID {place.Uid}) n'est pas d'une personne à qui répondre : il y reste, rien n'en est fait",
            $"a mail that was moved into “{place.Path}” (UID {place.Uid}) is from nobody who could be answered: it stays there, nothing is done with it"));
        return true;
    }
}
