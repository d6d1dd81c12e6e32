using FaqResponder.Core;
using FaqResponder.Mailbox;
using FaqResponder.Settings;
using FaqResponder.Storage;

namespace FaqResponder.Worker;

/// <summary>
/// Looks into the folders into which she moves mails, has done what each says, and moves the mails on. What goes wrong here holds up nothing else: it is told and tried again
/// later.
/// </summary>
internal sealed class FolderWatch(TeachingFolders folders, MovedMailReader reader, MovingOn moving, FaqSettings settings, Journal journal, TimeProvider clock)
{
    // Of folders that must be asked one by one, so many a round while nothing has left the folder that is read: a mail that she moves mostly comes from there.
    private const int InTurn = 10;

    private static readonly Phrase What = new("dossiers pour ranger les messages (Teaching:Folder)", "folders to move mails into (Teaching:Folder)");

    private readonly Dictionary<string, FolderState> _seen = [];
    private readonly BackOff _backOff = new(Random.Shared.NextDouble);
    private readonly OutageLog _outage = new(journal, What, clock);
    private readonly Pause _pause = new(clock);
    private int _turn;
    private bool _allAtOnce = true;

    /// <summary>A new connection.</summary>
    public void BeginSession()
    {
        _seen.Clear();
        _allAtOnce = true;
        folders.BeginSession();
    }

    public async Task LookAsync(IMailbox mailbox, CancellationToken token)
    {
        if (!settings.Teaching.IsOn || !_pause.IsOver) return;
#pragma warning disable CA1031 // If the connection itself is gone, the next step finds out and ends the session.
        try
        {
            if (await mailbox.TreeAsync(settings.Teaching.Folder, token) is not { } tree) return;
            await LookAsync(mailbox.Name, tree, token);
            _backOff.Succeeded();
            _outage.Succeeded();
        }
        catch (Exception fault) when (!token.IsCancellationRequested)
        {
            _outage.Failed(Faults.Describe(fault, settings.Mailbox.Imap));
            _pause.Begin(_backOff.Failed(needsAPerson: false));
            BeginSession();
        }
#pragma warning restore CA1031
    }

    private async Task LookAsync(string mailbox, IFolderTree tree, CancellationToken token)
    {
        var there = new Dictionary<string, FolderState?>(await tree.ListAsync(token));
        var ours = await folders.KeepAsync(mailbox, tree, there, token);
        // Asked before the folders are: what leaves meanwhile is found at the next look.
        _allAtOnce |= tree.HasSomethingLeft();
        var left = false;
        foreach (var (folder, state) in await StatesAsync(tree, ours, there, token))
        {
            if (await folders.RemoveIfGoneAsync(mailbox, tree, folder, state, token)) continue;
            if (state.Count == 0 || (_seen.TryGetValue(folder.Name, out var seen) && seen == state)) continue;
            if (await reader.ReadAsync(mailbox, tree, folder, token)) _seen[folder.Name] = state;
            else left = true;
        }

        _allAtOnce = left;
        await moving.MoveAsync(mailbox, tree, [.. ours.Select(f => f.Name)], token);
    }

    private async Task<IReadOnlyList<(TeachingFolder Folder, FolderState State)>> StatesAsync(
        IFolderTree tree, IReadOnlyList<TeachingFolder> ours, Dictionary<string, FolderState?> there, CancellationToken token)
    {
        var known = ours.Where(f => there[f.Name] is not null).Select(f => (f, there[f.Name]!.Value)).ToList();
        var others = ours.Where(f => there[f.Name] is null).ToList();
        if (!_allAtOnce && others.Count > InTurn)
        {
            others = [.. Enumerable.Range(_turn, InTurn).Select(i => others[i % others.Count])];
            _turn += InTurn;
        }

        foreach (var folder in others) known.Add((folder, await (await tree.FolderAsync(folder.Name, token)).StateAsync(token)));
        return known;
    }
}
