using FaqResponder.Core.Deciding;

namespace FaqResponder.Settings;

/// <summary>How mail comes in and goes out.</summary>
internal sealed record MailSettings(MailboxSettings Mailbox, SmtpSettings Smtp, OAuthSettings? OAuth, MailPreset? Provider);

/// <summary>Reads the mailbox and the way out, and fills what is left empty from what is known of the author's provider.</summary>
internal sealed class MailSettingsReader(KeyReader keys, Secrets secrets, AuthorSettings author, Mode mode, string dataFolder)
{
    private readonly ServerReader servers = new(keys, secrets);
    private readonly ServerProblems problems = new(keys, author.Address);
    private readonly OAuthReader oauth = new(keys, secrets, dataFolder);

    public MailSettings Read()
    {
        var kind = keys.Choice<MailboxKind>("Mailbox:Kind") ?? MailboxSettings.DefaultKind;
        var preset = Preset();
        var mailbox = Mailbox(kind);
        var imap = servers.Read(ServerGroup.Imap, preset?.Imap);
        var signIn = oauth.Read(preset);
        var maildir = Maildir(kind);
        var smtp = servers.Read(ServerGroup.Smtp, preset?.Smtp);
        var pickup = keys.NewFolder("Smtp:PickupFolder");

        var complete = mailbox with { Imap = kind is MailboxKind.Imap ? CompleteImap(imap, signIn) : null, MaildirPath = maildir };
        var server = CompleteSmtp(smtp, imap, signIn, kind);
        var sender = MailPresets.BySmtpHost(server?.Host ?? "");
        var sending = new SmtpSettings { Server = server, PickupFolder = pickup, ProviderSavesSent = sender?.SavesSentItself ?? false };
        return new(complete, sending, signIn, MailPresets.ByImapHost(complete.Imap?.Host ?? "") ?? sender);
    }

    private MailPreset? Preset()
    {
        var name = keys.Text("Mailbox:Provider");
        if (name.Length == 0) return MailPresets.ByAddress(author.Address);
        if (MailPresets.ByName(name) is { } preset) return preset;

        keys.Wrong(
            "Mailbox:Provider", name, new("Cet hébergeur n'est pas connu.", "This provider is not known."),
            new(
                $"Hébergeurs connus : {MailPresets.Names}. Pour un autre, laissez vide et remplissez Mailbox:Imap:Host et Smtp:Host.",
                $"Known providers: {MailPresets.Names}. For another one leave it empty and fill in Mailbox:Imap:Host and Smtp:Host."));
        return null;
    }

    private MailboxSettings Mailbox(MailboxKind kind)
    {
        var defaults = new MailboxSettings { Kind = kind };
        return defaults with
        {
            Folder = keys.Text("Mailbox:Folder", defaults.Folder),
            SentFolder = keys.Text("Mailbox:SentFolder"),
            DraftsFolder = keys.Text("Mailbox:DraftsFolder"),
            PollEvery = keys.Duration("Mailbox:PollEvery", defaults.PollEvery, TimeSpan.FromSeconds(5), TimeSpan.FromHours(1)),
            SaveSent = keys.Choice<SaveSent>("Mailbox:SaveSent") ?? defaults.SaveSent,
            AnsweredKeyword = Keyword(defaults.AnsweredKeyword),
        };
    }

    private string Keyword(string fallback)
    {
        const string key = "Mailbox:AnsweredKeyword";
        var keyword = keys.Text(key, fallback);
        // The characters of an atom (RFC 9051, section 9): others would end the command.
        if (keyword.All(c => c is > ' ' and < '\x7f' && !"(){%*\"\\]".Contains(c, StringComparison.Ordinal))) return keyword;

        keys.Wrong(
            key, keyword, new("Un serveur IMAP n'admet pas ce mot-clé.", "An IMAP server does not allow this keyword."),
            new("Écrivez un seul mot, en lettres sans accent et en chiffres.", "Write a single word of plain letters and digits."));
        return fallback;
    }

    private string Maildir(MailboxKind kind)
    {
        const string key = "Mailbox:Maildir:Path";
        var path = keys.NewFolder(key);
        if (kind is not MailboxKind.Maildir) return "";
        if (!keys.IsSet(key)) keys.Missing(key, new(
            "Indiquez le dossier du Maildir, ou Mailbox:Kind Imap.",
            "Give the folder of the Maildir, or Mailbox:Kind Imap."));
        return path;
    }

    private ServerSettings CompleteImap(ServerAsRead imap, OAuthSettings? signIn)
    {
        var server = imap.Settings;
        var provider = MailPresets.ByImapHost(server.Host);
        if (server.Host.Length == 0) problems.MissingHost(ServerGroup.Imap, imap);
        if (oauth.IsWanted) oauth.CheckServer(ServerGroup.Imap, imap, signIn);
        else if (provider is { RefusesPasswords: true }) problems.RefusesPasswords(ServerGroup.Imap, provider);
        else if (imap.Secret.IsMissing) problems.MissingPassword(ServerGroup.Imap, provider);

        var login = provider?.ImapLogin(author.Address) ?? author.Address;
        var user = server.User.Length > 0 ? server.User : login;
        return oauth.IsWanted ? server with { User = user, UsesOAuth = true } : server with { User = user, Password = imap.Secret.Value };
    }

    /// <summary>The server that replies go to; <see langword="null"/> for none, which is a problem unless nothing is ever sent.</summary>
    private ServerSettings? CompleteSmtp(ServerAsRead smtp, ServerAsRead imap, OAuthSettings? signIn, MailboxKind kind)
    {
        var server = smtp.Settings;
        if (keys.IsSet("Smtp:PickupFolder"))
        {
            if (smtp.HostIsGiven) problems.PickupInstead(server.Host);
            return null;
        }

        var isNeeded = mode is not Mode.Watch;
        if (server.Host.Length == 0)
        {
            if (isNeeded) problems.MissingHost(ServerGroup.Smtp, smtp);
            return null;
        }

        // On this machine mail is handed in without a login, unless one is named.
        if (Written.IsThisMachine(server.Host) && server.User.Length == 0 && smtp.Secret.IsMissing) return server;

        var user = SmtpUser(server, imap.Settings);
        // A server with a password of its own is another one than the mailbox's, which wouldn't know what to do with its token.
        if (oauth.IsWanted && smtp.Secret.IsMissing)
        {
            oauth.CheckServer(ServerGroup.Smtp, smtp, signIn);
            return server with { User = user, UsesOAuth = true };
        }

        var secret = smtp.Secret.IsMissing ? imap.Secret : smtp.Secret;
        if (isNeeded) CheckSmtpLogin(server.Host, secret, kind is MailboxKind.Imap ? imap.Settings.Host : null);
        return secret.Value.Length == 0 ? null : server with { User = user, Password = secret.Value };
    }

    private string SmtpUser(ServerSettings smtp, ServerSettings imap)
    {
        var login = MailPresets.BySmtpHost(smtp.Host)?.SmtpLogin(author.Address) ?? author.Address;
        string[] users = [smtp.User, imap.User, login];
        return Array.Find(users, u => u.Length > 0) ?? "";
    }

    /// <summary>Says what is wrong with the way out, unless the same was said of the way in.</summary>
    private void CheckSmtpLogin(string host, Secret secret, string? imapHost)
    {
        var provider = MailPresets.BySmtpHost(host);
        var isSaid = imapHost is not null && MailPresets.ByImapHost(imapHost) is { RefusesPasswords: true };
        if (provider is { RefusesPasswords: true } && !isSaid) problems.RefusesPasswords(ServerGroup.Smtp, provider);
        else if (secret.IsMissing && imapHost is null) problems.MissingPassword(ServerGroup.Smtp, provider);
    }
}
