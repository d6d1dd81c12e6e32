using System.Globalization;

using FaqResponder.Core.Mails;
using FaqResponder.Settings;

namespace FaqResponder.Mailbox;

/// <summary>
/// A mailbox in a folder of files (Maildir, D. J. Bernstein; sub-folders as Maildir++ names them). Used by the demo and by authors whose mail
/// is fetched by another program.
/// </summary>
internal sealed class MaildirMailbox(MailboxSettings settings, bool mayWrite, TimeProvider clock) : IMailbox
{
    private const long Validity = 1;

    // A colon can't stand in a Windows file name; programs there write a semicolon.
    private static readonly char Info = OperatingSystem.IsWindows() ? ';' : ':';

    // A file that is still being copied into the folder by hand changes under our eyes.
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(400);

    private readonly string _root = settings.MaildirPath;
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
        var all = Files().ToList();
        _settling = all.Exists(f => !IsSettled(f, now));
        var settledFiles = all.Where(f => IsSettled(f, now)).OrderBy(f => f.LastWriteTimeUtc).ThenBy(f => f.Name, StringComparer.Ordinal).ToList();
        IReadOnlyList<string> history = after is null ? [.. settledFiles.Where(f => f.LastWriteTimeUtc < freshSince.UtcDateTime).Select(UniqueName)] : [];
        _listed.UnionWith(history);
        // Each name is listed once: after a fault the worker makes a new mailbox, which lists them all again.
        IReadOnlyList<string> fresh = [.. settledFiles.Select(UniqueName).Where(n => !_listed.Contains(n))];
        _listed.UnionWith(fresh);
        return Task.FromResult(new Arrivals(new(Validity, 0), fresh, history, history.Count));
    }

    public async Task<IReadOnlyList<ArrivedMail>> FetchAsync(long uidValidity, IReadOnlyList<string> uids, CancellationToken token)
    {
        var wanted = uids.ToHashSet();
        var places = Files().Where(f => wanted.Contains(UniqueName(f))).DistinctBy(UniqueName).ToDictionary(UniqueName);
        var mails = new List<ArrivedMail>();
        foreach (var uid in uids)
        {
            // What was renamed or locked just now is listed again at the next look.
            if (places.TryGetValue(uid, out var file) && await ReadAsync(file, token) is { } mail) mails.Add(new(uid, mail with
            {
                AlreadyAnswered = Has(Split(file.Name).Flags, 'R'),
                AlreadySeen = Has(Split(file.Name).Flags, 'S'),
            }));
            else _listed.Remove(uid);
        }

        return mails;
    }

    public Task<IReadOnlyDictionary<string, MailFlags>> LookAtAsync(long uidValidity, IReadOnlyList<string> uids, CancellationToken token)
    {
        var wanted = uids.ToHashSet();
        var flags = new Dictionary<string, MailFlags>();
        // A file that is renamed while the folder is being listed can be missed: what is missing is looked for a second time.
        for (var look = 0; look < 2 && wanted.Count > 0; look++)
        {
            foreach (var (name, letters) in Files().Select(f => Split(f.Name)).Where(f => wanted.Remove(f.Name)))
            {
                flags[name] = new(Presence.Here, Has(letters, 'S'), Has(letters, 'R'), Has(letters, 'T'), new HashSet<string>());
            }
        }

        foreach (var gone in wanted) flags[gone] = MailFlags.Gone;
        return Task.FromResult<IReadOnlyDictionary<string, MailFlags>>(flags);
    }

    public Task MarkAnsweredAsync(long uidValidity, IReadOnlyList<string> uids, CancellationToken token)
    {
        if (!mayWrite) return Task.CompletedTask;
        var wanted = uids.ToHashSet();
        foreach (var file in Files().Where(f => wanted.Contains(UniqueName(f))).ToList())
        {
            var (name, flags) = Split(file.Name);
            if (Has(flags, 'R')) continue;
            var sorted = string.Concat((flags + 'R').Order());
            File.Move(file.FullName, Path.Combine(_root, "cur", $"{name}{Info}2,{sorted}"));
        }

        return Task.CompletedTask;
    }

    public async Task<IReadOnlySet<string>> FindAsync(SpecialFolder folder, IReadOnlyCollection<string> messageIds, CancellationToken token)
    {
        var found = new HashSet<string>();
        foreach (var file in Files(Special(folder)))
        {
            if (await ReadAsync(file, token) is { MessageId: { } id } && messageIds.Contains(id)) found.Add(id);
        }

        return found;
    }

    public async Task AppendAsync(SpecialFolder folder, IReadOnlyList<byte[]> mails, CancellationToken token)
    {
        var flags = folder is SpecialFolder.Drafts ? "D" : "S";
        foreach (var mail in mails) await DeliverAsync(Special(folder), mail, name => Path.Combine("cur", $"{name}{Info}2,{flags}"), token);
    }

    public Task PutAsync(byte[] mail, CancellationToken token) => DeliverAsync(_root, mail, name => Path.Combine("new", name), token);

    // Written beside and moved: who reads the folder never meets half a mail.
    private async Task DeliverAsync(string folder, byte[] mail, Func<string, string> place, CancellationToken token)
    {
        foreach (var part in (string[])["tmp", "new", "cur"]) Directory.CreateDirectory(Path.Combine(folder, part));
        var name = $"{clock.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)}.{Guid.NewGuid():N}";
        var written = Path.Combine(folder, "tmp", name);
        await File.WriteAllBytesAsync(written, mail, token);
        File.Move(written, Path.Combine(folder, place(name)));
    }

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

    public Task<IReadOnlyDictionary<SpecialFolder, string>> ResolveFoldersAsync(CancellationToken token) =>
        Task.FromResult<IReadOnlyDictionary<SpecialFolder, string>>(new Dictionary<SpecialFolder, string>
        {
            [SpecialFolder.Sent] = Special(SpecialFolder.Sent),
            [SpecialFolder.Drafts] = Special(SpecialFolder.Drafts),
        });

    public ValueTask DisposeAsync()
    {
        _watcher?.Dispose();
        _changed.Dispose();
        return ValueTask.CompletedTask;
    }

    private static async Task<IncomingMail?> ReadAsync(FileInfo file, CancellationToken token)
    {
        try
        {
            return await MailFile.LoadAsync(file, token);
        }
        catch (IOException)
        {
            return null;
        }
        catch (UnauthorizedAccessException fault)
        {
            return new IncomingMail { Unreadable = fault.Message, ArrivedAt = MailFile.ArrivedAt(file) };
        }
    }

    // A date in the future is a clock that differs, not a file that is being written.
    private static bool IsSettled(FileInfo file, DateTime now) => (now - file.LastWriteTimeUtc).Duration() >= Settling;

    private IEnumerable<FileInfo> Files() => Files(_root);

    private static IEnumerable<FileInfo> Files(string folder) =>
        ((string[])["new", "cur"]).Select(part => new DirectoryInfo(Path.Combine(folder, part)))
            .Where(d => d.Exists).SelectMany(d => d.EnumerateFiles()).Where(f => f.Name[0] != '.');

    /// <summary>The setting, else a sub-folder that is there under a known name, else the first known name.</summary>
    private string Special(SpecialFolder folder)
    {
        var configured = folder is SpecialFolder.Sent ? settings.SentFolder : settings.DraftsFolder;
        if (configured.Length > 0) return Path.Combine(_root, '.' + configured.TrimStart('.'));
        var names = SpecialFolderNames.Of(folder);
        return Path.Combine(_root, '.' + (names.FirstOrDefault(n => Directory.Exists(Path.Combine(_root, '.' + n))) ?? names[0]));
    }

    private static bool Has(string letters, char letter) => letters.Contains(letter, StringComparison.Ordinal);

    private static string UniqueName(FileInfo file) => Split(file.Name).Name;

    private static (string Name, string Flags) Split(string name)
    {
        var info = name.LastIndexOf($"{Info}2,", StringComparison.Ordinal);
        return info < 0 ? (name, "") : (name[..info], name[(info + 3)..]);
    }
}
