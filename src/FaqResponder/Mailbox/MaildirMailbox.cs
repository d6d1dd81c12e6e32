using FaqResponder.Core.Mails;
using FaqResponder.Settings;

namespace FaqResponder.Mailbox;

/// <summary>
/// A mailbox in a folder of files (Maildir, D. J. Bernstein; sub-folders as Maildir++ names them). Used by the demo and by authors whose mail
/// is fetched by another program.
/// </summary>
internal sealed class MaildirMailbox(MailboxSettings settings, bool mayWrite, TimeProvider clock) : IMailbox
{
    // A file that is still being copied into the folder by hand changes under our eyes.
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(400);

    private readonly string _root = settings.MaildirPath;
    private readonly MaildirFolder _inbox = new(settings.MaildirPath, "", mayWrite, clock);
    private readonly HashSet<string> _listed = [];
    private readonly SemaphoreSlim _changed = new(0);
    private FileSystemWatcher? _watcher;
    private bool _settling;

    public string Name => $"maildir:{_root}";

    public Task OpenAsync(CancellationToken token)
    {
        if (!Directory.Exists(Path.Combine(_root, "new")) && !Directory.Exists(Path.Combine(_root, "cur"))) throw new MissingFolderException(_root, []);
        if (_watcher is null)
        {
            _watcher = new FileSystemWatcher(_root) { IncludeSubdirectories = true, NotifyFilter = NotifyFilters.FileName };
            _watcher.Created += (_, _) => _changed.Release();
            _watcher.Renamed += (_, _) => _changed.Release();
            _watcher.EnableRaisingEvents = true;
        }

        return Task.CompletedTask;
    }

    public Task<Arrivals> LookAsync(MailboxPosition? after, DateTimeOffset freshSince, CancellationToken token)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var all = _inbox.Files().ToList();
        _settling = all.Exists(f => !IsSettled(f, now));
        var settledFiles = all.Where(f => IsSettled(f, now)).OrderBy(f => f.LastWriteTimeUtc).ThenBy(f => f.Name, StringComparer.Ordinal).ToList();
        IReadOnlyList<string> history = after is null ? [.. settledFiles.Where(f => f.LastWriteTimeUtc < freshSince.UtcDateTime).Select(MaildirFolder.UniqueName)] : [];
        _listed.UnionWith(history);
        // Each name is listed once: after a fault the worker makes a new mailbox, which lists them all again.
        IReadOnlyList<string> fresh = [.. settledFiles.Select(MaildirFolder.UniqueName).Where(n => !_listed.Contains(n))];
        _listed.UnionWith(fresh);
        return Task.FromResult(new Arrivals(new(MaildirFolder.Validity, 0), fresh, history, history.Count));
    }

    public async Task<IReadOnlyList<ArrivedMail>> FetchAsync(long uidValidity, IReadOnlyList<string> uids, CancellationToken token)
    {
        var mails = await _inbox.FetchAsync(uidValidity, uids, token);
        // What was renamed or locked just now is listed again at the next look.
        _listed.ExceptWith(uids.Except(mails.Select(m => m.Uid)));
        return mails;
    }

    public Task<IReadOnlyDictionary<string, MailFlags>> LookAtAsync(long uidValidity, IReadOnlyList<string> uids, CancellationToken token) => _inbox.LookAtAsync(uidValidity, uids, token);

    public Task MarkAnsweredAsync(long uidValidity, IReadOnlyList<string> uids, CancellationToken token)
    {
        if (mayWrite) _inbox.MarkAnswered(uids.ToHashSet());
        return Task.CompletedTask;
    }

    public Task<IFolder> FolderAsync(SpecialFolder which, CancellationToken token) =>
        Task.FromResult<IFolder>(new MaildirFolder(Special(which), which is SpecialFolder.Drafts ? "D" : "S", mayWrite, clock));

    public Task<IFolder> FolderAsync(string name, CancellationToken token)
    {
        if (name.Length == 0) return Task.FromResult<IFolder>(_inbox);
        var path = Path.Combine(_root, '.' + name.TrimStart('.'));
        return Directory.Exists(path) ? Task.FromResult<IFolder>(new MaildirFolder(path, "S", mayWrite, clock)) : throw new MissingFolderException(path, []);
    }

    // How a Maildir's folders are encoded and told apart, each program that reads it decides for itself.
    public Task<IFolderTree?> TreeAsync(string parent, CancellationToken token) => Task.FromResult<IFolderTree?>(null);

    public Task PutAsync(byte[] mail, CancellationToken token) => _inbox.PutAsync(mail, token);

    public async Task WaitAsync(TimeSpan atMost, CancellationToken wake, CancellationToken token)
    {
        if (_settling && atMost > Settling) atMost = Settling;
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(wake, token);
        try
        {
            await _changed.WaitAsync(atMost, enough.Token);
            while (_changed.CurrentCount > 0) await _changed.WaitAsync(token);
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            // Woken.
        }
    }

    public ValueTask DisposeAsync()
    {
        _watcher?.Dispose();
        _changed.Dispose();
        return ValueTask.CompletedTask;
    }

    // A date in the future is a clock that differs, not a file that is being written.
    private static bool IsSettled(FileInfo file, DateTime now) => (now - file.LastWriteTimeUtc).Duration() >= Settling;

    /// <summary>The setting, else a sub-folder that is there under a known name, else the first known name.</summary>
    private string Special(SpecialFolder folder)
    {
        var configured = folder is SpecialFolder.Sent ? settings.SentFolder : settings.DraftsFolder;
        if (configured.Length > 0) return Path.Combine(_root, '.' + configured.TrimStart('.'));
        var names = SpecialFolderNames.Of(folder);
        return Path.Combine(_root, '.' + (names.FirstOrDefault(n => Directory.Exists(Path.Combine(_root, '.' + n))) ?? names[0]));
    }
}
