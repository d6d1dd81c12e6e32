using FaqResponder.Core.Mails;
using FaqResponder.Settings;

using MailKit;
using MailKit.Net.Imap;

namespace FaqResponder.Mailbox;

/// <summary>Finds folders on an IMAP server, and tells which are there when one is not.</summary>
internal static class ImapFolders
{
    /// <summary>The folder of this path.</summary>
    /// <exception cref="MissingFolderException">There is none.</exception>
    public static async Task<IMailFolder> GetAsync(ImapClient client, string path, CancellationToken token)
    {
        try
        {
            return await client.GetFolderAsync(path, token);
        }
        catch (FolderNotFoundException)
        {
            throw await MissingAsync(client, path, token);
        }
    }

    /// <summary>What to throw for a folder that is not there.</summary>
    public static async Task<MissingFolderException> MissingAsync(ImapClient client, string path, CancellationToken token) =>
        new(path, [.. (await AllAsync(client, token)).Select(f => f.FullName)]);

    /// <summary>Finds one by the setting, else by SPECIAL-USE (RFC 6154), else by a known name; where there is none, it is made, as mail programs do.</summary>
    /// <exception cref="MissingFolderException">There is none, and none may be made.</exception>
    public static async Task<IMailFolder> FindSpecialAsync(ImapClient client, MailboxSettings settings, SpecialFolder folder, bool mayMake, CancellationToken token)
    {
        var (configured, use, key) = folder switch
        {
            SpecialFolder.Sent => (settings.SentFolder, MailKit.SpecialFolder.Sent, "Mailbox:SentFolder"),
            SpecialFolder.Drafts => (settings.DraftsFolder, MailKit.SpecialFolder.Drafts, "Mailbox:DraftsFolder"),
        };
        if (configured.Length > 0) return await GetAsync(client, configured, token);
        if ((client.Capabilities & (ImapCapabilities.SpecialUse | ImapCapabilities.XList)) != ImapCapabilities.None && client.GetFolder(use) is { } marked) return marked;

        var all = await AllAsync(client, token);
        foreach (var name in SpecialFolderNames.Of(folder))
        {
            if (all.FirstOrDefault(f => PlainWords.Fold(f.Name) == PlainWords.Fold(name)) is { } named) return named;
        }

        return mayMake ? await MakeAsync(client, folder, use, token) : throw new MissingFolderException(key, [.. all.Select(f => f.FullName)]);
    }

    /// <summary>Makes a folder where the server keeps hers (below INBOX on some), with its purpose if the server takes it (RFC 6154, section 3).</summary>
    private static async Task<IMailFolder> MakeAsync(ImapClient client, SpecialFolder folder, MailKit.SpecialFolder use, CancellationToken token)
    {
        var top = client.GetFolder(client.PersonalNamespaces[0]);
        var name = SpecialFolderNames.Of(folder)[0];
        var made = client.Capabilities.HasFlag(ImapCapabilities.CreateSpecialUse)
            ? await top.CreateAsync(name, use, token)
            : await top.CreateAsync(name, isMessageFolder: true, token);
        if (made is null) throw new MissingFolderException(name, []);
        // Many programs show only what is subscribed to.
        await made.SubscribeAsync(token);
        return made;
    }

    /// <summary>A folder by its path as she writes it: levels parted by a slash, with or without what stands before all her folders on the server.</summary>
    public static async Task<IMailFolder?> FindAsync(ImapClient client, string path, CancellationToken token)
    {
        if (path.Equals("INBOX", StringComparison.OrdinalIgnoreCase)) return client.Inbox;
        var top = client.GetFolder(client.PersonalNamespaces[0]);
        foreach (var level in Levels(client, path))
        {
            try
            {
                top = await top.GetSubfolderAsync(level, token);
            }
            catch (FolderNotFoundException)
            {
                return null;
            }
        }

        return top;
    }

    /// <summary>Makes it, level by level.</summary>
    public static async Task<IMailFolder> MakeAsync(ImapClient client, string path, CancellationToken token)
    {
        var top = client.GetFolder(client.PersonalNamespaces[0]);
        var before = "";
        foreach (var level in Levels(client, path))
        {
            before += before.Length == 0 ? level : '/' + level;
            if (await FindAsync(client, before, token) is { } known)
            {
                top = known;
                continue;
            }

            top = await top.CreateAsync(level, isMessageFolder: true, token) ?? throw new MissingFolderException(path, []);
            await top.SubscribeAsync(token);
        }

        return top;
    }

    private static List<string> Levels(ImapClient client, string path)
    {
        var space = client.PersonalNamespaces[0];
        List<string> levels = [.. path.Split('/', space.DirectorySeparator)];
        List<string> prefix = [.. space.Path.Split(space.DirectorySeparator, StringSplitOptions.RemoveEmptyEntries)];
        return levels.Count > prefix.Count && levels.Take(prefix.Count).SequenceEqual(prefix, StringComparer.OrdinalIgnoreCase) ? levels[prefix.Count..] : levels;
    }

    private static async Task<IList<IMailFolder>> AllAsync(ImapClient client, CancellationToken token) =>
        client.PersonalNamespaces.Count == 0 ? [] : await client.GetFoldersAsync(client.PersonalNamespaces[0], cancellationToken: token);
}
