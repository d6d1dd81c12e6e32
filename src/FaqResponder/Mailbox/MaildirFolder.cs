using System.Globalization;

using FaqResponder.Core.Mails;

namespace FaqResponder.Mailbox;

/// <summary>One folder of a Maildir: files whose names stay, but for the flags at their end.</summary>
/// <param name="path">Where it lies.</param>
/// <param name="filedAs">The flags of what is put there.</param>
/// <param name="mayWrite">Whether anything may be changed there.</param>
internal sealed class MaildirFolder(string path, string filedAs, bool mayWrite, TimeProvider clock) : IFolder
{
    public const long Validity = 1;

    // A colon can't stand in a Windows file name; programs there write a semicolon.
    private static readonly char Info = OperatingSystem.IsWindows() ? ';' : ':';

    // Programs may give a file the time of its mail, and clocks differ.
    private static readonly TimeSpan Overlap = TimeSpan.FromHours(1);

    public string Name => path;

    public Task<FolderState> StateAsync(CancellationToken token)
    {
        var files = Files().ToList();
        return Task.FromResult(new FolderState(Validity, files.Count == 0 ? 0 : files.Max(Time), files.Count));
    }

    /// <summary>As IMAP's, but that a Maildir has no order: the position is the time of the newest file, and what is somewhat older is listed again.</summary>
    public Task<Arrivals> LookAsync(MailboxPosition? after, DateTimeOffset since, CancellationToken token)
    {
        var from = after is null ? since.ToUnixTimeMilliseconds() : after.LastUid - (long)Overlap.TotalMilliseconds;
        var all = Files().Select(f => (Name: UniqueName(f), At: Time(f))).OrderBy(f => f.At).ThenBy(f => f.Name, StringComparer.Ordinal).ToList();
        List<string> fresh = [.. all.Where(f => f.At >= from).Select(f => f.Name)];
        return Task.FromResult(new Arrivals(new(Validity, all.Count == 0 ? after?.LastUid ?? 0 : all[^1].At), fresh, [], after is null ? all.Count - fresh.Count : 0));
    }

    public async Task<IReadOnlyList<ArrivedMail>> FetchAsync(long uidValidity, IReadOnlyList<string> uids, CancellationToken token)
    {
        var wanted = uids.ToHashSet();
        var places = Files().Where(f => wanted.Contains(UniqueName(f))).DistinctBy(UniqueName).ToDictionary(UniqueName);
        var mails = new List<ArrivedMail>();
        foreach (var uid in uids)
        {
            if (!places.TryGetValue(uid, out var file) || await ReadAsync(file, token) is not { } mail) continue;
            var flags = Split(file.Name).Flags;
            mails.Add(new(uid, mail with { AlreadyAnswered = Has(flags, 'R'), AlreadySeen = Has(flags, 'S') }));
        }

        return mails;
    }

    public async Task<IReadOnlyList<ArrivedMail>> HeadersAsync(long uidValidity, IReadOnlyList<string> uids, CancellationToken token) =>
        [.. (await FetchAsync(uidValidity, uids, token)).Where(m => m.Mail.Unreadable is null).Select(m => m with { Mail = m.Mail with { Text = null, Html = null, Headers = [] } })];

    public Task<IReadOnlyDictionary<string, MailFlags>> LookAtAsync(long uidValidity, IReadOnlyList<string> uids, CancellationToken token)
    {
        var wanted = uids.ToHashSet();
        var flags = new Dictionary<string, MailFlags>();
        // A file that is renamed while the folder is being listed can be missed: what is missing is looked for a second time.
        for (var look = 0; look < 2 && wanted.Count > 0; look++)
        {
            foreach (var file in Files())
            {
                var (name, letters) = Split(file.Name);
                if (wanted.Remove(name)) flags[name] = new(Presence.Here, Has(letters, 'S'), Has(letters, 'R'), Has(letters, 'T'), new HashSet<string>()) { Size = file.Exists ? file.Length : 0 };
            }
        }

        foreach (var gone in wanted) flags[gone] = MailFlags.Gone;
        return Task.FromResult<IReadOnlyDictionary<string, MailFlags>>(flags);
    }

    public async Task<IReadOnlyDictionary<string, IReadOnlyList<FiledAt>>> FindAsync(MailIdField field, IReadOnlyCollection<string> ids, CancellationToken token)
    {
        var found = new Dictionary<string, IReadOnlyList<FiledAt>>();
        if (ids.Count == 0) return found;
        foreach (var file in Files().Where(f => !Has(Split(f.Name).Flags, 'T')))
        {
            if (await ReadAsync(file, token) is not { } mail) continue;
            foreach (var id in (field is MailIdField.MessageId ? [mail.MessageId ?? ""] : mail.InReplyTo).Where(ids.Contains))
            {
                found[id] = [.. found.GetValueOrDefault(id, []), new(Validity, UniqueName(file))];
            }
        }

        return found;
    }

    public async Task<IReadOnlyList<FiledAt>> AppendAsync(IReadOnlyList<byte[]> mails, CancellationToken token)
    {
        var places = new List<FiledAt>();
        foreach (var mail in mails) places.Add(new(Validity, await DeliverAsync(mail, name => Path.Combine("cur", $"{name}{Info}2,{filedAs}"), token)));
        return places;
    }

    public Task RemoveAsync(FiledAt place, CancellationToken token)
    {
        if (!mayWrite) return Task.CompletedTask;
        foreach (var file in Files().Where(f => UniqueName(f) == place.Uid).ToList()) file.Delete();
        return Task.CompletedTask;
    }

    /// <summary>Puts a mail there as a program delivers it: new, without flags.</summary>
    public Task PutAsync(byte[] mail, CancellationToken token) => DeliverAsync(mail, name => Path.Combine("new", name), token);

    /// <summary>Marks mails as answered.</summary>
    public void MarkAnswered(IReadOnlyCollection<string> uids)
    {
        foreach (var file in Files().Where(f => uids.Contains(UniqueName(f))).ToList())
        {
            var (name, flags) = Split(file.Name);
            if (Has(flags, 'R')) continue;
            var sorted = string.Concat((flags + 'R').Order());
            File.Move(file.FullName, Path.Combine(path, "cur", $"{name}{Info}2,{sorted}"));
        }
    }

    internal IEnumerable<FileInfo> Files() =>
        ((string[])["new", "cur"]).Select(part => new DirectoryInfo(Path.Combine(path, part)))
            .Where(d => d.Exists).SelectMany(d => d.EnumerateFiles()).Where(f => f.Name[0] != '.');

    internal static string UniqueName(FileInfo file) => Split(file.Name).Name;

    // Written beside and moved: who reads the folder never meets half a mail.
    private async Task<string> DeliverAsync(byte[] mail, Func<string, string> place, CancellationToken token)
    {
        foreach (var part in (string[])["tmp", "new", "cur"]) Directory.CreateDirectory(Path.Combine(path, part));
        var name = $"{clock.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)}.{Guid.NewGuid():N}";
        var written = Path.Combine(path, "tmp", name);
        await File.WriteAllBytesAsync(written, mail, token);
        File.Move(written, Path.Combine(path, place(name)));
        return name;
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

    private static long Time(FileInfo file) => new DateTimeOffset(file.LastWriteTimeUtc).ToUnixTimeMilliseconds();

    private static bool Has(string letters, char letter) => letters.Contains(letter, StringComparison.Ordinal);

    private static (string Name, string Flags) Split(string name)
    {
        var info = name.LastIndexOf($"{Info}2,", StringComparison.Ordinal);
        return info < 0 ? (name, "") : (name[..info], name[(info + 3)..]);
    }
}
