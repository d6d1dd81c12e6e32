using FaqResponder.Settings;
using FaqResponder.Support;

namespace FaqResponder.Mailbox;

/// <summary>The hard case: no SPECIAL-USE, no MOVE, folders below INBOX, and an idle client hears of new mail after up to a minute.</summary>
public sealed class CourierTests(MailServer server, OtherImapServers others) : ImapServerChecks(server)
{
    private protected override Task<ServerSettings> AccountAsync() => others.NewAccountAsync("courier");
}
