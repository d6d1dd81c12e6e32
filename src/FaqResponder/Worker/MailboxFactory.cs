using FaqResponder.Core.Deciding;
using FaqResponder.Mailbox;
using FaqResponder.OAuth;
using FaqResponder.Settings;

namespace FaqResponder.Worker;

/// <summary>Makes the mailbox and the way out that the settings name; a new one for each session.</summary>
internal sealed class MailboxFactory(FaqSettings settings, AccessTokens tokens, TimeProvider clock)
{
    public string Name => Create().Name;

    public IMailbox Create() => Create(mayWrite: settings.Mode is not Mode.Watch);

    /// <summary>One that changes nothing, whatever the mode.</summary>
    public IMailbox CreateReadOnly() => Create(mayWrite: false);

    private IMailbox Create(bool mayWrite) => settings.Mailbox.Kind switch
    {
        MailboxKind.Imap => new ImapMailbox(settings.Mailbox, tokens, mayWrite),
        MailboxKind.Maildir => new MaildirMailbox(settings.Mailbox, mayWrite, clock),
    };

    public static ISubmission Submission(FaqSettings settings, AccessTokens tokens, TimeProvider clock) =>
        settings.Smtp.Server is { } server ? new SmtpSubmission(server, tokens, settings.Author.Address) : new PickupSubmission(settings.Smtp.PickupFolder, clock);
}
