using FaqResponder.Core;
using FaqResponder.Core.Posts;
using FaqResponder.Mailbox;
using FaqResponder.Settings;
using FaqResponder.Storage;

namespace FaqResponder.Worker;

/// <summary>
/// Keeps the folders into which she moves mails: one a post under its title, one for what is no question, one for the first choice. Each step is found again after a crash
/// by what the server lists. A folder that was there before is taken as it is, and what lies in it is hers.
/// </summary>
internal sealed class TeachingFolders(TeachingFolderStore store, PostStore posts, FaqSettings settings, Journal journal, WorkProgress progress, TimeProvider clock)
{
    private static readonly Phrase NotAQuestion = new("Pas une question", "Not a question");
    private static readonly Phrase FirstChoice = new("Répondre avec le premier choix", "Answer with the first choice");
    private static readonly Phrase Gone = new("billet retiré", "withdrawn post");

    // Mail that arrives comes first; the rest of the folders is made in the next round.
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(5);

    private string? _done;

    /// <summary>A new connection.</summary>
    public void BeginSession() => _done = null;

    /// <summary>Puts right what is missing or called otherwise, if anything changed.</summary>
    /// <param name="there">What the server has, by name; kept up to date.</param>
    /// <returns>The folders that are there.</returns>
    public async Task<IReadOnlyList<TeachingFolder>> KeepAsync(string mailbox, IFolderTree tree, Dictionary<string, FolderState?> there, CancellationToken token)
    {
        var known = store.All(mailbox, Parent);
        var version = posts.Version();
        if (_done != version || known.Any(f => !there.ContainsKey(f.Name)))
        {
            var began = clock.GetTimestamp();
            var isDone = true;
            foreach (var (key, name) in Wanted(known, tree.Separator))
            {
                if (isDone = clock.GetElapsedTime(began) < AtOnce) await PutRightAsync(mailbox, tree, there, (known.FirstOrDefault(f => f.Key == key), key, name), token);
                else break;
                progress.IsAlive();
            }

            _done = isDone ? version : null;
            known = store.All(mailbox, Parent);
        }

        return [.. known.Where(f => f.IsMade && there.ContainsKey(f.Name))];
    }

    /// <summary>Takes away the folder of a post that is gone, if nothing lies in it. It was renamed before, so that no program of hers still offers it under its old name.</summary>
    public async Task<bool> RemoveIfGoneAsync(string mailbox, IFolderTree tree, TeachingFolder folder, FolderState state, CancellationToken token)
    {
        if (state.Count > 0 || folder.Meaning is not FolderMeaning.Post || !folder.Name.Contains(Marked(""), StringComparison.Ordinal)) return false;
        if (posts.Find(folder.PostId) is { GoneAt: null }) return false;
        await tree.RemoveAsync(folder.Name, token);
        store.Remove(mailbox, Parent, folder);
        return true;
    }

    private string Parent => settings.Teaching.Folder;

    private IReadOnlyList<((FolderMeaning Meaning, string PostId) Key, string Name)> Wanted(IReadOnlyList<TeachingFolder> known, char separator)
    {
        var published = posts.Published();
        var isPublished = published.Select(p => p.Id).ToHashSet();
        var gone = known.Where(f => f.Meaning is FolderMeaning.Post && !isPublished.Contains(f.PostId));
        List<(string Key, string Title)> titles =
        [
            (nameof(FolderMeaning.NotAQuestion), NotAQuestion.In(settings.Language)),
            (nameof(FolderMeaning.FirstChoice), FirstChoice.In(settings.Language)),
            .. published.OrderBy(p => p.Id, StringComparer.Ordinal).Select(p => (Key(p.Id), p.Title)),
            .. gone.Select(f => (Key(f.PostId), f.Name.Contains(Marked(""), StringComparison.Ordinal) ? f.Name : Marked(f.Name))),
        ];
        var held = known.ToDictionary(f => f.Meaning is FolderMeaning.Post ? Key(f.PostId) : f.Meaning.ToString(), f => f.Name);
        var names = FolderNames.Choose(titles, held, Reserved(), separator);
        return [.. names.Select(n => (n.Key.StartsWith(' ') ? (FolderMeaning.Post, n.Key[1..]) : (Enum.Parse<FolderMeaning>(n.Key), ""), n.Value))];

        static string Key(string post) => ' ' + post;
    }

    private string Marked(string name) => $"{name[..Math.Min(name.Length, FolderNames.Longest - 20)].TrimEnd()} ({Gone.In(settings.Language)})";

    // Where mails go afterwards may lie under the same parent.
    private IEnumerable<string> Reserved() =>
        settings.Teaching.MoveTo.StartsWith(Parent + '/', StringComparison.OrdinalIgnoreCase) ? [settings.Teaching.MoveTo[(Parent.Length + 1)..].Split('/')[0]] : [];

    private async Task PutRightAsync(
        string mailbox, IFolderTree tree, Dictionary<string, FolderState?> there, (TeachingFolder? Folder, (FolderMeaning Meaning, string PostId) Key, string Name) wanted, CancellationToken token)
    {
        var (folder, key, name) = wanted;
        if (folder is null && there.ContainsKey(name))
        {
            // Hers, or ours of another ledger: what lies in it stays as it is.
            var state = await (await tree.FolderAsync(name, token)).StateAsync(token);
            folder = new(key.Meaning, key.PostId, name) { UidValidity = state.UidValidity, FirstUid = Math.Max(1, state.UidNext) };
            if (state.Count > 0) TellUntouched(name, state.Count);
        }

        if (folder is not null && folder.Name != name && there.ContainsKey(name) && !there.ContainsKey(folder.Name))
        {
            // Renamed, and the process ended.
            store.Rename(mailbox, Parent, folder, name);
            folder = folder with { Name = name, IsMade = false };
        }

        if (folder is { IsMade: true } && there.ContainsKey(folder.Name))
        {
            if (folder.Name != name && !there.ContainsKey(name)) await RenameAsync(mailbox, tree, there, folder, name, token);
            return;
        }

        folder = folder is not null && there.ContainsKey(folder.Name) ? folder : new(key.Meaning, key.PostId, name);
        store.Put(mailbox, Parent, folder with { IsMade = false });
        await tree.MakeAsync(folder.Name, token);
        store.Put(mailbox, Parent, folder with { IsMade = true });
        there.TryAdd(folder.Name, null);
    }

    private async Task RenameAsync(string mailbox, IFolderTree tree, Dictionary<string, FolderState?> there, TeachingFolder folder, string name, CancellationToken token)
    {
        await tree.RenameAsync(folder.Name, name, token);
        store.Rename(mailbox, Parent, folder, name);
        there.Remove(folder.Name);
        // Asked anew: until now, a program of hers could still put something there.
        there[name] = null;
    }

    private void TellUntouched(string name, int count) => journal.Info(new(
        $"le dossier « {Parent}/{name} » existait : ses {count} message(s) n'ont pas été touchés, ceux que vous y rangerez compteront",
        $"the folder “{Parent}/{name}” was there: its {count} mail(s) were not touched, those that you move there will count"));
}
