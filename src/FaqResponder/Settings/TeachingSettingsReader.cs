using FaqResponder.Core.Deciding;

namespace FaqResponder.Settings;

/// <summary>Reads where the author moves mails to be answered or closed.</summary>
internal static class TeachingSettingsReader
{
    private const string Folder = "Teaching:Folder";

    public static TeachingSettings Read(KeyReader keys, Mode mode, MailboxSettings mailbox)
    {
        var settings = new TeachingSettings { Folder = Path(keys, Folder, mailbox), MoveTo = Path(keys, "Teaching:MoveTo", mailbox) };
        if (settings.Folder.Length == 0) return settings;
        if (mailbox.Kind is not MailboxKind.Imap)
        {
            keys.Warn(Folder, settings.Folder, new("Ces dossiers n'existent que pour une boîte IMAP : rien n'en est fait.", "These folders exist for an IMAP mailbox only: nothing comes of it."),
                new("Laissez Teaching:Folder vide, ou lisez la boîte par IMAP.", "Leave Teaching:Folder empty, or read the mailbox over IMAP."));
        }
        else if (mode is Mode.Watch)
        {
            keys.Warn(Folder, settings.Folder, new("En mode Watch rien n'est changé dans la boîte : ces dossiers ne sont ni créés ni lus.", "In mode Watch nothing is changed in the mailbox: these folders are neither made nor read."),
                new("Choisissez le mode Draft ou Answer.", "Choose the mode Draft or Answer."));
        }
        else
        {
            return settings with { IsOn = true };
        }

        return settings;
    }

    private static string Path(KeyReader keys, string key, MailboxSettings mailbox)
    {
        var path = keys.Text(key);
        if (path.Length == 0) return "";
        // The wildcards of LIST (RFC 9051, section 6.3.9) stand for other folders.
        if (path.Contains('*', StringComparison.Ordinal) || path.Contains('%', StringComparison.Ordinal) || path.Split('/').Any(level => level.Trim().Length == 0))
        {
            keys.Wrong(key, path, new("Ce n'est pas le nom d'un dossier.", "This is not the name of a folder."),
                new("Écrivez un nom comme FAQ, ou FAQ/Fait pour un dossier dans un autre, sans * ni %.", "Write a name like FAQ, or FAQ/Done for a folder within another, without * and %."));
            return "";
        }

        if (key != Folder || !Others(mailbox).Contains(path, StringComparer.OrdinalIgnoreCase)) return path;
        keys.Wrong(key, path, new("Ce dossier sert déjà à autre chose.", "This folder serves another purpose already."),
            new("Choisissez un nom qui n'est à rien d'autre, comme FAQ.", "Choose a name that belongs to nothing else, like FAQ."));
        return "";
    }

    private static IEnumerable<string> Others(MailboxSettings mailbox) => ["INBOX", mailbox.Folder, mailbox.SentFolder, mailbox.DraftsFolder];
}
